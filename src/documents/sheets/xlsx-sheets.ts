/** One sheet of a workbook, and its part of the file. */
export interface WorkbookSheet {
  name: string
  /** Its place among all sheets, from 1. */
  number: number
  isHidden: boolean
  xml: string
}

/** In their order. */
export function sheetsOf(parts: ReadonlyMap<string, string>): WorkbookSheet[] {
  const targets = new Map(
    elementsOf(parts.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map((attributes) => [
      attributes['Id'],
      (attributes['Target'] ?? '').replace(/^(?:\/?xl\/)?/u, 'xl/'),
    ]),
  )
  return elementsOf(parts.get('xl/workbook.xml') ?? '', 'sheet').map((attributes, index) => ({
    name: unescaped(attributes['name'] ?? ''),
    number: index + 1,
    isHidden: (attributes['state'] ?? 'visible') !== 'visible',
    xml: parts.get(targets.get(attributes['r:id'] ?? attributes['id']) ?? '') ?? '',
  }))
}

export interface SheetFacts {
  hiddenRows: string[]
  /** Such as `B7:B9`. */
  merged: string[]
  /** Such as `C4`: a formula whose result is an error, and one whose result was not saved. */
  failed: string[]
  unsaved: string[]
  /** How many cells a table has that holds the last row and the last column. */
  extent: number
}

/** What the values of its cells do not tell. */
export function factsOf({ xml }: WorkbookSheet): SheetFacts {
  const filled = xml.matchAll(/<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*?(?<!\/)>/gu)
  const last = { row: 0, column: 0 }
  for (const [, letters = '', row] of filled) {
    last.row = Math.max(last.row, Number(row))
    last.column = Math.max(last.column, columnOf(letters))
  }
  const cells = (pattern: RegExp) =>
    [...xml.matchAll(pattern)].flatMap(([cell]) => /\br="([A-Z]+\d+)"/u.exec(cell)?.[1] ?? [])
  return {
    hiddenRows: elementsOf(xml, 'row').flatMap(({ r, hidden }) => (r && /^(?:1|true)$/u.test(hidden ?? '') ? [r] : [])),
    merged: elementsOf(xml, 'mergeCell').flatMap(({ ref }) => ref ?? []),
    failed: cells(/<(?:\w+:)?c\b[^>]*?\bt="e"[^>]*>/gu),
    unsaved: cells(
      /<(?:\w+:)?c\b[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:\/>|>[^<]*<\/(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*\/>\s*)?<\/(?:\w+:)?c>/gu,
    ),
    extent: last.row * last.column,
  }
}

function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.codePointAt(0)! - 64, 0)
}

function elementsOf(xml: string, name: string): Record<string, string>[] {
  const elements = xml.matchAll(new RegExp(String.raw`<(?:\w+:)?${name}\b([^>]*)>`, 'gu'))
  return [...elements].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w:]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [key, value]),
    ),
  )
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replaceAll(/&(amp|lt|gt|quot|apos);/gu, (_, entity: string) => named[entity]!)
}
