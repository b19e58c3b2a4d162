import { Problem } from '../../../domain/problem.ts'
import type { Sheet } from '../../../domain/files/sheet.ts'
import { COLUMNS, FIELDS, plainHeading, type Field } from '../../../use-cases/sheets/columns.ts'
import type { Mapping } from '../../../use-cases/sheets/mapping.ts'
import { foreignWords } from '../../../use-cases/sheets/read-rows.ts'
import type { Values } from '../form.ts'

/** The headings of a sheet, and its own words in the place of ours. */
export interface Foreign {
  headings: readonly string[]
  words: readonly { field: Field; said: string }[]
}

export function foreignOf(sheet: Sheet, mapping: Mapping): Foreign {
  const found = (sheet.rows[0]?.cells ?? []).map(plainHeading).filter((heading) => heading !== '')
  return {
    headings: [...new Set(found)],
    words: wordsOf(sheet, mapping),
  }
}

/** None as long as the headings are not understood. */
function wordsOf(sheet: Sheet, mapping: Mapping): Foreign['words'] {
  try {
    return foreignWords(sheet, mapping).map(({ field, said }) => ({ field, said: said.replaceAll(/\s+/gu, ' ') }))
  } catch (error) {
    if (error instanceof Problem) return []
    throw error
  }
}

/** Which of theirs is one of ours: as it was chosen, else, where nothing was yet, the one under our own heading. */
export function columnOf(values: Values, field: Field, headings: readonly string[]): string | undefined {
  const own = COLUMNS[field].heading
  const isNew = headings.includes(own) && !linesIn(values['headings']).includes(own)
  return values[`column-${field}`] ?? (isNew ? own : undefined)
}

/**
 * A mapping as it was chosen on the page; what was chosen for nothing there is not read. It says nothing where all is
 * left as it is headed, so that what was looked at before one could choose is the same.
 */
export function meaningsIn(values: Values): object {
  const chosen = (field: Field) => values[`column-${field}`]
  const read = new Set(FIELDS.map(chosen))
  return {
    columns: byHeading((field) => (chosen(field) === COLUMNS[field].heading ? undefined : chosen(field))),
    constants: byHeading((field) => values[`all-${field}`]),
    ignore: linesIn(values['headings']).filter((heading) => !read.has(heading)),
    values: byHeading((field) => meantBy(values, field)),
  }
}

function byHeading<T>(chosen: (field: Field) => T | undefined): Record<string, T> {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = chosen(field)
      return value === undefined ? [] : [[COLUMNS[field].heading, value]]
    }),
  )
}

/** What each word of theirs means, by that word. */
export function meantBy(values: Values, field: Field): Record<string, string> | undefined {
  const words = linesIn(values[`said-${field}`])
  const meant = words.map((said, i) => [said, values[`meant-${field}-${i}`]?.trim()] as const)
  const told = meant.filter((pair): pair is [string, string] => pair[1] !== undefined)
  return told.length > 0 ? Object.fromEntries(told) : undefined
}

function linesIn(text: string | undefined): string[] {
  return (text ?? '').split(/\r?\n/u).filter((line) => line !== '')
}
