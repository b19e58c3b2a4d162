import { withoutGuard } from './csv.ts'
import { Problem } from '../problem.ts'
import { filledRows, placeIn, refuseTooManyRows, type Sheet, type SheetRow } from './sheet.ts'

/** In this order where the headings have as many of each: a comma is also a sign of the language. */
const DELIMITERS = { '\t': 'tabs', ';': 'semicolons', ',': 'commas' } as const
type Delimiter = keyof typeof DELIMITERS
const DELIMITER_SIGNS = Object.keys(DELIMITERS) as Delimiter[]

/** RFC 4180, with any line end, and with semicolons or tabs where the headings have those. Every mistake at once. */
export function parseCsv(text: string, name: string): Sheet {
  const { delimiter, start, line } = beginningOf(text)
  const mistakes: Mistake[] = []
  const rows = filledRows(rowsOf({ text, delimiter, at: start, line, mistakes }))
  const width = rows[0]?.cells.length ?? 0
  for (const { line: at, cells } of rows) if (cells.length !== width) mistakes.push(countMistake(at, cells, width))
  refuse(mistakes, name)
  refuseTooManyRows(rows, name)
  const notices = delimiter === ',' ? [] : [`${name}: read with ${DELIMITERS[delimiter]} between the cells`]
  return { name, cellsAre: 'counted', rows, notices }
}

interface Mistake {
  line: number
  column: number | null
  says: string
}

interface Reading {
  text: string
  delimiter: Delimiter
  at: number
  line: number
  mistakes: Mistake[]
}

/** Excel says which delimiter it writes, where that is asked of it: `sep=;`. Else the headings tell. */
function beginningOf(text: string): { delimiter: Delimiter; start: number; line: number } {
  const [told, said] = /^sep=([,;\t])\r?\n/iu.exec(text) ?? []
  if (told !== undefined) return { delimiter: said as Delimiter, start: told.length, line: 2 }
  const [heading = ''] = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/u.exec(text.slice(0, 100_000).trimStart()) ?? []
  const plain = heading.replaceAll(/"(?:[^"]|"")*"/gu, '')
  const most = Math.max(...DELIMITER_SIGNS.map((sign) => plain.split(sign).length))
  const delimiter = most === 1 ? ',' : DELIMITER_SIGNS.find((sign) => plain.split(sign).length === most)!
  return { delimiter, start: 0, line: 1 }
}

function rowsOf(reading: Reading): SheetRow[] {
  const rows: SheetRow[] = []
  while (reading.at < reading.text.length) rows.push(rowOf(reading))
  return rows
}

function rowOf(reading: Reading): SheetRow {
  const { line } = reading
  const cells: string[] = []
  for (let isMore = true; isMore;) {
    cells.push(withoutGuard(cellOf(reading, cells.length)))
    isMore = reading.text[reading.at] === reading.delimiter
    if (isMore) reading.at += 1
  }
  passLineEnd(reading)
  return { line, cells }
}

function cellOf(reading: Reading, column: number): string {
  const { line, mistakes } = reading
  if (reading.text[reading.at] !== '"') {
    const cell = plainText(reading)
    if (cell.includes('"')) mistakes.push({ line, column, says: QUOTE_WITHIN })
    return cell
  }
  const cell = quotedText(reading)
  if (cell === null) mistakes.push({ line, column, says: UNCLOSED })
  else if (plainText(reading) !== '') mistakes.push({ line, column, says: TEXT_AFTER_QUOTES })
  return cell ?? ''
}

function plainText(reading: Reading): string {
  const { text, delimiter, at } = reading
  let end = at
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  reading.at = end
  return text.slice(at, end)
}

/** What stands between the quotation marks, a doubled one as one; null where they are not closed. */
function quotedText(reading: Reading): string | null {
  const { text, at } = reading
  let end = text.indexOf('"', at + 1)
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  reading.at = end === -1 ? text.length : end + 1
  if (end === -1) return null
  const quoted = text.slice(at + 1, end)
  reading.line += quoted.match(/\r\n|\r|\n/gu)?.length ?? 0
  return quoted.replaceAll('""', '"')
}

function passLineEnd(reading: Reading): void {
  const { text, at } = reading
  if (at >= text.length) return
  reading.at += text.startsWith('\r\n', at) ? 2 : 1
  reading.line += 1
}

const UNCLOSED = 'the quotation mark that begins this cell is never closed'
const QUOTE_WITHIN =
  'a quotation mark inside a cell that does not begin with one; try "…" around it, and "" for each inside'
const TEXT_AFTER_QUOTES = 'text after the closing quotation mark; try "" for each one inside the cell'

function countMistake(line: number, { length }: readonly string[], width: number): Mistake {
  const says = `got ${length} ${length === 1 ? 'cell' : 'cells'} — expected ${width}, as many as there are headings`
  return {
    line,
    column: null,
    says: length > width ? `${says}; try quotation marks around a cell with ${WITHIN}` : says,
  }
}

const WITHIN = 'the delimiter in it, or no delimiter at the end'
const SHOWN = 100

function refuse(mistakes: readonly Mistake[], name: string): void {
  if (mistakes.length === 0) return
  const lines = mistakes
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, column, says }) => `${placeIn({ name, cellsAre: 'counted' }, line, column)}: ${says}`)
  const shown = lines.slice(0, SHOWN)
  if (lines.length > SHOWN) shown.push(`… and ${lines.length - SHOWN} more`)
  const count = `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`
  throw new Problem('invalid', `${name}: ${count}, nothing imported`, shown)
}
