import { Problem } from '../problem.ts'

/** A table as somebody keeps it, whatever kind of file it came in; its first row holds the headings. */
export interface Sheet {
  /** The file, and the sheet in it where it has several: `letters.csv`, `letters.xlsx, Sheet1`. */
  name: string
  /** How its cells are spoken of: `letters.csv:7:2`, or `letters.xlsx, Sheet1!B7`. */
  cellsAre: 'counted' | 'lettered'
  rows: readonly SheetRow[]
  /** What was taken for granted in reading it. */
  notices: readonly string[]
}

export interface SheetRow {
  /** In the file, from 1. */
  line: number
  /** Empty where there is nothing. */
  cells: readonly string[]
}

export const MOST_ROWS = 50_000

/** The first row holds the headings. */
export function refuseTooManyRows({ length }: readonly SheetRow[], name: string): void {
  if (length <= MOST_ROWS + 1) return
  throw new Problem(
    'too_large',
    `${name}: got ${length - 1} rows — expected at most ${MOST_ROWS}; try several files with these headings, all rows on one communication in the same`,
  )
}

/** Where something is wrong; the column counts from 0, and is null where it is the whole row. */
export function placeIn({ name, cellsAre }: Pick<Sheet, 'name' | 'cellsAre'>, line: number, column: number | null) {
  if (cellsAre === 'lettered') return column === null ? `${name}!${line}` : `${name}!${lettersOf(column)}${line}`
  return column === null ? `${name}:${line}` : `${name}:${line}:${column + 1}`
}

/** 0 is A, 25 is Z, 26 is AA. */
export function lettersOf(column: number): string {
  const last = String.fromCodePoint(65 + (column % 26))
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last
}

/** Rows in which something stands: others are what spreadsheets leave behind. */
export function filledRows(rows: readonly SheetRow[]): SheetRow[] {
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
}
