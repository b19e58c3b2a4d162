type CsvCell = string | number | null

/**
 * RFC 4180: commas, CRLF, a final line end. A cell a spreadsheet would run as a formula gets an apostrophe in front,
 * and so does one that already has an apostrophe before such a start, so that taking one off gives the text back.
 */
export function formatCsv(
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  { raw = false }: { readonly raw?: boolean } = {},
): string {
  return formatRows([columns, ...rows], raw)
}

/** Rows alone, to follow what stands already. */
export function formatRows(rows: readonly (readonly CsvCell[])[], raw = false): string {
  return rows.map((cells) => `${cells.map((cell) => formatCell(cell, raw)).join(',')}\r\n`).join('')
}

/** Objects of the same fields, under the names of those fields; nothing where there are no rows. */
export function csvOf(rows: readonly object[]): string {
  return csvRowsOf(rows, { isFirst: true })
}

/** The same of a page of them: only the first says their names. */
export function csvRowsOf(rows: readonly object[], { isFirst }: { isFirst: boolean }): string {
  if (rows.length === 0) return ''
  const cells = rows.map((row) => Object.values(row).map(cellOf))
  return isFirst ? formatCsv(Object.keys(rows[0]!), cells) : formatRows(cells)
}

function cellOf(value: unknown): CsvCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  const isRecord = Object.getPrototypeOf(value) === Object.prototype
  return isRecord ? JSON.stringify(value) : String(value)
}

/** What a cell said before it was written so, or before a person put an apostrophe in front as spreadsheets take it. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA_START.test(cell) ? cell.slice(1) : cell
}

const FORMULA_START = /^'*[=+\-@\t\r\0＝＋－＠]/u

function formatCell(cell: CsvCell, raw: boolean): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = !raw && FORMULA_START.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
