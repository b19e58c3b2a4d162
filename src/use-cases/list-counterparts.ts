import { listCounterparts as listAll, type Counterpart } from '../store/parties.ts'
import type { Context } from './context.ts'
import { listPending } from './list-pending.ts'

export interface CounterpartOwing extends Counterpart {
  /** The reference of the office that it succeeds. */
  succeeds: string | null
  pending: number
  overdue: number
  /** Days since the oldest last word, or ask, among what it owes us. */
  longestSilence: number | null
}

/** Every office, with what it owes us. */
export async function listCounterparts(context: Pick<Context, 'db' | 'today' | 'sight'>): Promise<CounterpartOwing[]> {
  const pending = Map.groupBy(await listPending(context, {}), ({ counterpartReference }) => counterpartReference)
  const counterparts = await listAll(context.db)
  return counterparts.map((counterpart) => {
    const owed = pending.get(counterpart.reference) ?? []
    const silences = owed.map(({ daysSinceLastWord, daysSinceAsked }) => daysSinceLastWord ?? daysSinceAsked ?? 0)
    return {
      ...counterpart,
      succeeds: counterparts.find(({ id }) => id === counterpart.succeedsId)?.reference ?? null,
      pending: owed.length,
      overdue: owed.filter(({ daysOverdue }) => daysOverdue).length,
      longestSilence: owed.length > 0 ? Math.max(...silences) : null,
    }
  })
}
