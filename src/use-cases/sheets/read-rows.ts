import { once } from '../../domain/once.ts'
import { Problem } from '../../domain/problem.ts'
import { adviceOn, dateAsEdtf, type DateFormat } from '../../domain/files/sheet-dates.ts'
import { placeIn, type Sheet, type SheetRow } from '../../domain/files/sheet.ts'
import { describeInput } from '../../domain/visible.ts'
import { COLUMNS, FIELDS, plainHeading, type Field, type Told } from './columns.ts'
import { layOut, type Layout, type PlacedReading } from './headings.ts'
import type { Mapping } from './mapping.ts'

/** One communication, as it bears on one ask: a row of the sheet, or a part of one. */
export interface Row {
  line: number
  told: Told
  /** What the sheet has a column for: what is not in it says nothing, and what is empty says that there is none. */
  fields: ReadonlySet<Field>
  layout: Layout
}

/** What is wrong, and where: with a field it is that cell, else the whole row. */
export interface Trouble {
  row: Row
  field: Field | null
  says: string
}

export interface Rows {
  rows: readonly Row[]
  troubles: readonly Trouble[]
  placeOf: (row: Row, field: Field | null) => string
}

export function readRows(sheet: Sheet, mapping: Mapping): Rows {
  const readers = layOut(sheet, mapping).map(readerOf)
  const data = sheet.rows.slice(1)
  const dates = once(() =>
    data.flatMap((row) => readers.flatMap(({ cellOf }) => DATES.map((field) => cellOf(row, field)))).filter(Boolean),
  )
  const troubles: Trouble[] = []
  const rows = data.flatMap((of) =>
    readers
      .filter((reader, place) => place === 0 || reader.isToldIn(of))
      .map((reader) => readRow(of, reader, { format: mapping.dateFormat, dates, troubles })),
  )
  return { rows, troubles, placeOf: ({ line, layout }, field) => placeIn(sheet, line, placeOfField(layout, field)) }
}

interface Beside {
  format: DateFormat | undefined
  /** All that stand in the sheet. */
  dates: () => string[]
  troubles: Trouble[]
}

function readRow(
  of: SheetRow,
  { cellOf, fields, layout }: ReturnType<typeof readerOf>,
  { format, dates, troubles }: Beside,
): Row {
  const told: Partial<Record<Field, unknown>> = {}
  const row: Row = { line: of.line, told: told as Told, fields, layout }
  for (const field of FIELDS) {
    const cell = cellOf(of, field)
    try {
      told[field] = valueOf(cell, field, format)
    } catch (error) {
      told[field] = null
      troubles.push({ row, field, says: saysOf(error, { field, cell, dates }) })
    }
  }
  return row
}

function readerOf(reading: PlacedReading) {
  const { layout, constants, own } = reading
  const cellOf = cellsBy(reading)
  const ofItsOwn = FIELDS.filter((field) => own.includes(COLUMNS[field].heading))
  return {
    layout,
    cellOf,
    fields: new Set(FIELDS.filter((field) => layout.has(field) || constants[COLUMNS[field].heading])),
    /** Whether anything stands in the columns that are read for it alone. */
    isToldIn: (row: SheetRow) => ofItsOwn.some((field) => cellOf(row, field) !== ''),
  }
}

const MEANT = FIELDS.filter((field) => COLUMNS[field].kind === 'word' || field === 'counterpart')

/** What the sheet says where a word of ours or an office's reference is wanted, each once: a mapping tells what it means. */
export function foreignWords(sheet: Sheet, mapping: Mapping): { field: Field; said: string }[] {
  const found = layOut(sheet, mapping).flatMap((reading) => {
    const cellOf = cellsBy({ ...reading, values: {} })
    return MEANT.filter((field) => reading.layout.has(field)).flatMap((field) =>
      sheet.rows.slice(1).map((row) => ({ field, said: cellOf(row, field) })),
    )
  })
  const each = new Map(found.map((word) => [`${word.field} ${word.said}`, word]))
  return [...each.values()].filter(({ field, said }) => isForeign(said, field))
}

function isForeign(cell: string, field: Field): boolean {
  try {
    valueOf(cell, field, undefined)
    return false
  } catch (error) {
    if (error instanceof Problem) return true
    throw error
  }
}

const DATES = FIELDS.filter((field) => COLUMNS[field].kind === 'date')

function placeOfField(layout: Layout, field: Field | null): number | null {
  return (field && layout.get(field)?.[0]) ?? null
}

/** What stands in a row under one of our headings, after the mapping has said what it means. */
function cellsBy({ name, own, layout, constants, values }: PlacedReading): (row: SheetRow, field: Field) => string {
  const meanings = new Map(
    Object.entries(values).map(([heading, of]) => [
      heading,
      new Map(Object.entries(of ?? {}).map(([said, meant]) => [plainHeading(said), meant])),
    ]),
  )
  const cellOf = ({ cells }: SheetRow, field: Field) => {
    const { heading } = COLUMNS[field]
    const places = layout.get(field)
    if (!places) return constants[heading] ?? ''
    const text = places
      .map((place) => cells[place]!.trim())
      .filter((cell) => cell !== '')
      .join('/')
    return meanings.get(heading)?.get(plainHeading(text)) ?? text
  }
  // Several communications of one row are told apart by what the mapping calls each.
  const isSharedName = name !== null && !own.includes(COLUMNS.externalReference.heading)
  return (row, field) => {
    const cell = cellOf(row, field)
    return isSharedName && field === 'externalReference' && cell !== '' ? `${cell} ${name}` : cell
  }
}

function valueOf(cell: string, field: Field, format: DateFormat | undefined): Told[Field] {
  if (cell === '') return null
  const { heading, parse, kind } = COLUMNS[field]
  if (kind === 'date') return parse(dateAsEdtf(cell, format), heading)
  return parse(kind === 'word' ? wordIn(cell) : cell, heading)
}

function wordIn(cell: string): string {
  return plainHeading(cell).replaceAll(' ', '_')
}

function saysOf(error: unknown, { field, cell, dates }: { field: Field; cell: string; dates: () => string[] }): string {
  if (!(error instanceof Problem)) throw error
  const advice = COLUMNS[field].kind === 'date' ? adviceOn(cell, dates()) : adviceOnWidth(cell, field)
  const message = error.message.replace(describeInput(wordIn(cell)), () => describeInput(cell)) // as it stands there
  return advice === null ? message : `${message}; ${advice}`
}

/** What was typed in full-width letters or digits, where the plain ones would do. */
function adviceOnWidth(cell: string, field: Field): string | null {
  const plain = cell.normalize('NFKC')
  if (plain === cell) return null
  try {
    valueOf(plain, field, undefined)
    return `try ${plain}`
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}
