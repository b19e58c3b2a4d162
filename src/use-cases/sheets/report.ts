import type { Sheet } from '../../domain/files/sheet.ts'
import type { Imported } from '../ledger-files/import-ledger.ts'
import type { Plan } from './compose-sheet.ts'
import type { Rows, Trouble } from './read-rows.ts'

export const FATES = ['new', 'unchanged', 'corrected', 'changed', 'error'] as const
export type Fate = (typeof FATES)[number]

export interface SheetReport {
  name: string
  /** Whether it was written: a dry run never is, nor what has an error or a change that was not asked for. */
  isImported: boolean
  totals: Readonly<Record<Fate, number>>
  rows: readonly RowFate[]
  /** How many of each kind were added, or would be. */
  added: Imported['added']
  notices: readonly string[]
}

interface RowFate {
  line: number
  fate: Fate
  /** Such as `PRK-TC/4`, and `asks PRK-TC-2`; null where the row does not say so much. */
  communication: string | null
  bears: string | null
  /** What is wrong or otherwise, each with the place of its cell. */
  says: readonly { place: string; message: string }[]
}

export function reportOf(told: {
  sheet: Sheet
  rows: Rows
  plan: Plan
  corrected: ReadonlySet<Trouble>
  added: Imported['added']
}): Omit<SheetReport, 'isImported'> {
  const { sheet, rows, plan, corrected, added } = told
  const fates = fatesOf(rows, plan, corrected)
  const totals = Object.fromEntries(FATES.map((fate) => [fate, fates.filter((row) => row.fate === fate).length]))
  return { name: sheet.name, totals: totals as Record<Fate, number>, rows: fates, added, notices: sheet.notices }
}

function fatesOf({ rows, placeOf }: Rows, plan: Plan, corrected: ReadonlySet<Trouble>): RowFate[] {
  const troubles = Map.groupBy(plan.troubles, ({ row }) => row)
  const changes = Map.groupBy(plan.changes, ({ row }) => row)
  const told = new Set<string>()
  // One cell may be of several communications of its row.
  const isNews = ({ place, message }: RowFate['says'][number]) => {
    const count = told.size
    return told.add(`${place} ${message}`).size > count
  }
  const letterOf = new Map(plan.letters.flatMap((letter) => letter.rows.map((row) => [row, letter] as const)))
  return rows.map((row): RowFate => {
    const letter = letterOf.get(row)
    const entry = letter?.entries.get(row)
    const wrong = troubles.get(row) ?? []
    const otherwise = changes.get(row) ?? []
    const isCorrected = otherwise.length > 0 && otherwise.every((change) => corrected.has(change))
    const fate = otherwise.length > 0 ? (isCorrected ? 'corrected' : 'changed') : letter?.recorded ? 'unchanged' : 'new'
    return {
      line: row.line,
      fate: wrong.length > 0 ? 'error' : fate,
      communication: letter ? `${letter.dossier}/${letter.number}` : null,
      bears: entry ? `${entry.bearing} ${entry.followUp}` : null,
      says: [...wrong, ...otherwise]
        .map(({ field, says }) => ({ place: placeOf(row, field), message: says }))
        .filter(isNews),
    }
  })
}
