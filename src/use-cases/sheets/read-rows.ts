import { once } from '../../domain/once.ts'
import { Problem } from '../../domain/problem.ts'
import { adviceOn, dateAsEdtf, type DateFormat } from '../../domain/sheet-dates.ts'
import { placeIn, type Sheet, type SheetRow } from '../../domain/sheet.ts'
import { describeInput } from '../../domain/visible.ts'
import { COLUMNS, FIELDS, plainHeading, type Field, type Told } from './columns.ts'
import { layOut, type Layout } from './headings.ts'
import type { Mapping } from './mapping.ts'

export interface Row {
  line: number
  told: Told
}

/** What is wrong, and where: with a field it is that cell, else the whole row. */
export interface Trouble {
  line: number
  field: Field | null
  says: string
}

export interface Rows {
  rows: readonly Row[]
  /** What the sheet has a column for: what is not in it says nothing, and what is empty says that there is none. */
  fields: ReadonlySet<Field>
  troubles: readonly Trouble[]
  placeOf: (line: number, field: Field | null) => string
}

export function readRows(sheet: Sheet, mapping: Mapping): Rows {
  const layout = layOut(sheet, mapping)
  const troubles: Trouble[] = []
  const data = sheet.rows.slice(1)
  const cellOf = cellsBy(layout, mapping)
  const dates = once(() =>
    data.flatMap((row) => DATES.map((field) => cellOf(row, field)).filter((cell) => cell !== '')),
  )
  const rows = data.map((row) => ({
    line: row.line,
    told: Object.fromEntries(
      FIELDS.map((field) => {
        try {
          return [field, valueOf(cellOf(row, field), field, mapping.dateFormat)]
        } catch (error) {
          troubles.push({ line: row.line, field, says: saysOf(error, { field, cell: cellOf(row, field), dates }) })
          return [field, null]
        }
      }),
    ) as unknown as Told,
  }))
  const fields = new Set(FIELDS.filter((field) => layout.has(field) || mapping.constants[COLUMNS[field].heading]))
  return { rows, fields, troubles, placeOf: (line, field) => placeIn(sheet, line, placeOfField(layout, field)) }
}

const MEANT = FIELDS.filter((field) => COLUMNS[field].kind === 'word' || field === 'counterpart')

/** What the sheet says where a word of ours or an office's reference is wanted, each once: a mapping tells what it means. */
export function foreignWords(sheet: Sheet, mapping: Mapping): { field: Field; said: string }[] {
  const layout = layOut(sheet, mapping)
  const cellOf = cellsBy(layout, { ...mapping, values: {} })
  return MEANT.filter((field) => layout.has(field)).flatMap((field) => {
    const said = new Set(sheet.rows.slice(1).map((row) => cellOf(row, field)))
    return [...said].filter((cell) => isForeign(cell, field)).map((cell) => ({ field, said: cell }))
  })
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
function cellsBy(layout: Layout, { constants, values }: Mapping): (row: SheetRow, field: Field) => string {
  const meanings = new Map(
    Object.entries(values).map(([heading, of]) => [
      heading,
      new Map(Object.entries(of ?? {}).map(([said, meant]) => [plainHeading(said), meant])),
    ]),
  )
  return ({ cells }, field) => {
    const { heading } = COLUMNS[field]
    const places = layout.get(field)
    if (!places) return constants[heading] ?? ''
    const text = places
      .map((place) => cells[place]!.trim())
      .filter((cell) => cell !== '')
      .join('/')
    return meanings.get(heading)?.get(plainHeading(text)) ?? text
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
