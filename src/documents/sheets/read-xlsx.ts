import { Problem } from '../../domain/problem.ts'
import { filledRows, refuseTooManyRows, type Sheet } from '../../domain/files/sheet.ts'
import { partsOf } from './xlsx-parts.ts'
import { factsOf, sheetsOf, type WorkbookSheet } from './xlsx-sheets.ts'

const MOST_CELLS = 2_000_000

/** The sheet of that name, else the first that is shown. What a cell shows is not taken for what it holds: what hides something is refused. */
export async function readXlsx(bytes: Buffer, file: string, wanted?: string): Promise<Sheet> {
  const sheets = sheetsOf(partsOf(bytes, file))
  const sheet = chosen(sheets, file, wanted)
  const name = `${file}, ${sheet.name}`
  const facts = factsOf(sheet)
  refuseHidden(facts, name)
  if (facts.extent > MOST_CELLS)
    throw new Problem(
      'too_large',
      `${name}: reaches over ${facts.extent} cells — expected at most ${MOST_CELLS}; try to remove what stands far from the table`,
    )
  const rows = filledRows(await valuesOf(bytes, file, sheet.number))
  refuseTooManyRows(rows, name)
  const notices = []
  if (wanted === undefined && sheets.length > 1)
    notices.push(`${file}: reading ${sheet.name}, one of ${sheets.length} sheets; --sheet names another`)
  if (facts.hiddenRows.length > 0)
    notices.push(`${name}: rows that are hidden are read too: ${shown(facts.hiddenRows)}`)
  return { name, cellsAre: 'lettered', rows, notices }
}

function chosen(sheets: readonly WorkbookSheet[], file: string, wanted: string | undefined): WorkbookSheet {
  const found = sheets.find(({ name, isHidden }) => (wanted === undefined ? !isHidden : name === wanted))
  if (found) return found
  const names = sheets.map(({ name }) => name).join(', ')
  throw new Problem(
    'not_found',
    `${file}: got no sheet ${wanted ?? 'that is shown'} — expected one of ${names || 'its sheets'}`,
  )
}

function refuseHidden({ merged, failed, unsaved }: ReturnType<typeof factsOf>, name: string): void {
  const mistakes = [
    ...merged.map(
      (range) =>
        `${name}!${range}: these cells are merged, and only the first holds what is shown; unmerge and fill them`,
    ),
    ...failed.map((cell) => `${name}!${cell}: a formula that ends in an error; put what it should say`),
    ...unsaved.map(
      (cell) =>
        `${name}!${cell}: a formula whose result was not saved; open the file in a spreadsheet program and save it`,
    ),
  ]
  if (mistakes.length > 0)
    throw new Problem('invalid', `${name}: ${mistakes.length} of its cells cannot be read`, mistakes.slice(0, 100))
}

async function valuesOf(bytes: Buffer, file: string, number: number) {
  const { readSheet } = await import('read-excel-file/universal')
  try {
    const rows = await readSheet(new Blob([new Uint8Array(bytes)]), number, { trim: false })
    return rows.map((cells, index) => ({ line: index + 1, cells: cells.map(textOf) }))
  } catch (error) {
    if (!(error instanceof Error) || !/^(?:Invalid|SheetNotFound)/u.test(error.name)) throw error
    throw new Problem('invalid', `${file}: this cannot be read as XLSX (${error.message})`)
  }
}

/** A day that is one in the sheet is written as we write it; a number that is not stays a number. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  const at = Temporal.Instant.fromEpochMilliseconds((value as { getTime: () => number }).getTime()).toZonedDateTimeISO(
    'UTC',
  )
  const time = at.toPlainTime()
  const day = at.toPlainDate().toString()
  return time.equals('00:00') ? day : `${day} ${time.toString({ smallestUnit: 'minute' })}`
}

function shown(rows: readonly string[]): string {
  return rows.length > 10 ? `${rows.slice(0, 10).join(', ')} and ${rows.length - 10} more` : rows.join(', ')
}
