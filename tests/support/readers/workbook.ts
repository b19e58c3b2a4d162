import { crc32, deflateRawSync } from 'node:zlib'

interface Part {
  name: string
  content: string | Buffer
  /** What the zip claims that it unpacks to. */
  claims?: number
}

interface SheetXml {
  name: string
  xml: string
  state?: string
}

/** An XLSX file by hand, for what no library writes: rows as XML, hidden sheets, and whatever else is told. */
export function workbookOf(sheets: readonly SheetXml[], claims?: number): Buffer {
  const of = (tag: (sheet: SheetXml, number: number) => string) =>
    sheets.map((sheet, index) => tag(sheet, index + 1)).join('')
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<workbook><sheets>${of(({ name, state }, n) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"${state ? ` state="${state}"` : ''}/>`)}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${of((_, n) => `<Relationship Id="rId${n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content:
        '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    },
    ...sheets.map(({ xml }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet>${xml}</worksheet>`,
      ...(claims !== undefined && { claims }),
    })),
  ])
}

/** A cell of text, for the XML of a row. */
export function textCell(address: string, text: string): string {
  return `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`
}

export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, content, claims } of parts) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const sizes = [crc32(bytes), packed.length, claims ?? bytes.length]
    const local = Buffer.concat([
      header([0x04034b50, 4], [20, 0, 8, 0, 0, ...halves(sizes), Buffer.byteLength(name), 0]),
      Buffer.from(name),
      packed,
    ])
    central.push(
      header(
        [0x02014b50, 4],
        [20, 20, 0, 8, 0, 0, ...halves(sizes), Buffer.byteLength(name), 0, 0, 0, 0, 0, 0, ...halves([at])],
      ),
      Buffer.from(name),
    )
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const end = header([0x06054b50, 4], [0, 0, parts.length, parts.length, ...halves([directory.length, at]), 0])
  return Buffer.concat([...locals, directory, end])
}

function halves(numbers: readonly number[]): number[] {
  return numbers.flatMap((number) => [number % 0x10000, Math.floor(number / 0x10000)])
}

function header([signature]: readonly [number, number], words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 2 * words.length)
  bytes.writeUInt32LE(signature, 0)
  for (const [index, word] of words.entries()) bytes.writeUInt16LE(word, 4 + 2 * index)
  return bytes
}
