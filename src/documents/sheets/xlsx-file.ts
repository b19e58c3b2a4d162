import { Problem } from '../../domain/problem.ts'
import { lettersOf } from '../../domain/files/sheet.ts'

type Cell = {
  type: StringConstructor | NumberConstructor | BooleanConstructor
  value: string | number | boolean
  format?: string
} | null

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A day becomes a day that spreadsheets reckon with; text stays text, whatever it begins with. */
export type SheetCell = string | number | boolean | Temporal.PlainDate | null

export interface Table {
  /** Of the sheet: at most 31 characters, none of \ / ? * [ ] : */
  name: string
  headings: readonly string[]
  rows: readonly (readonly SheetCell[])[]
}

/** The library holds a workbook in memory as a whole, a gigabyte of it for two million cells. */
const MOST_CELLS = 500_000
const NARROWEST = 9
const WIDEST = 60

/** A workbook of one sheet: its headings stay in sight, and each is a filter. */
export async function xlsxFile({ name, headings, rows }: Table): Promise<Uint8Array> {
  refuseLargeTable(rows.length, headings.length)
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const data = [
    headings.map((heading) => ({ value: heading, fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map(cellOf)),
  ]
  const columns = headings.map((heading, column) => ({ width: widthOf(heading, rows, column) }))
  const filter = filterOver(name, lettersOf(headings.length - 1), rows.length + 1)
  const sheet = { sheet: name, columns, stickyRowsCount: 1 }
  return writeXlsxFile(data, sheet, { features: headings.length > 0 ? [filter] : [] }).toBuffer()
}

export function refuseLargeTable(rows: number, columns: number): void {
  if (rows * columns <= MOST_CELLS) return
  const most = Math.floor(MOST_CELLS / columns)
  throw new Problem(
    'too_large',
    `got ${rows} rows of ${columns} columns — expected at most ${most} in an XLSX file; CSV has no such limit`,
  )
}

/** Rows of objects with the same fields, under the names of those fields. */
export function tableOf(name: string, rows: readonly object[]): Table {
  return {
    name,
    headings: Object.keys(rows[0] ?? {}),
    rows: rows.map((row) => Object.values(row).map(asCell)),
  }
}

function asCell(value: unknown): SheetCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Temporal.PlainDate) return value
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
    ? JSON.stringify(value)
    : String(value)
}

/** Before it, spreadsheets count a 29 February 1900 that never was. */
const FIRST_DAY = Temporal.PlainDate.from('1900-03-01')
const DAY_ZERO = Temporal.PlainDate.from('1899-12-30')

function cellOf(value: SheetCell): Cell {
  if (value === null) return null
  if (value instanceof Temporal.PlainDate && Temporal.PlainDate.compare(value, FIRST_DAY) < 0)
    return cellOf(value.toString())
  if (value instanceof Temporal.PlainDate)
    return { type: Number, value: DAY_ZERO.until(value, { largestUnit: 'days' }).days, format: 'yyyy-mm-dd' }
  if (typeof value === 'string') return value === '' ? null : { type: String, value: literal(value) }
  return { type: typeof value === 'number' ? Number : Boolean, value }
}

/** `_x0041_` would be read as A. write-excel-file takes `constructor` and the like for texts that it has already, and drops U+FFFD. */
function literal(text: string): string {
  if (text in Object.prototype) return `${escapeOf(text[0]!)}${text.slice(1)}`
  return text.replaceAll(/_(?=x[0-9a-f]{4}_)|\ufffd/giu, escapeOf)
}

function escapeOf(letter: string): string {
  return `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}

/** LibreOffice shows it only where the workbook names its range too. */
function filterOver(sheet: string, column: string, row: number) {
  const range = `'${sheet.replaceAll("'", "''").replaceAll('&', '&amp;').replaceAll('<', '&lt;')}'!$A$1:$${column}$${row}`
  const named = `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${range}</definedName>`
  return {
    files: {
      transform: {
        'xl/workbook.xml': replacing('<definedNames/>', `<definedNames>${named}</definedNames>`),
        'xl/worksheets/sheet{id}.xml': replacing('</sheetData>', `</sheetData><autoFilter ref="A1:${column}${row}"/>`),
      },
    },
  }
}

function replacing(old: string, instead: string) {
  return { transform: (xml: string) => xml.replace(old, () => instead) }
}

function widthOf(heading: string, rows: Table['rows'], column: number): number {
  const longest = rows
    .slice(0, 1000)
    .reduce((most, row) => Math.max(most, lengthOf(row[column] ?? null)), heading.length)
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2))
}

/** A character of Chinese, Japanese or Korean takes the room of two. */
function lengthOf(value: SheetCell): number {
  const text = String(value ?? '')
  return text.length + (text.match(/[\u1100-\u115f\u2e80-\uffdc]/gu)?.length ?? 0)
}
