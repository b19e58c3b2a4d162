import { pick } from '../../domain/pick.ts'
import { listEnteredAfter } from '../../store/correspondence/names.ts'
import { listCounterparts as listAll, type Counterpart } from '../../store/parties/parties.ts'
import type { Context, Moment } from '../context.ts'
import { asKnown } from './counterparts-as-known.ts'
import { groupPending } from '../pending/count-pending.ts'

export interface CounterpartOwing extends Counterpart {
  /** The reference of the office that it succeeds. */
  succeeds: string | null
  pending: number
  overdue: number
  /** Days since the oldest last word, or ask, among what it owes us; null where it owes nothing, or no day is known. */
  longestSilence: number | null
}

/** Without what only this ledger's tables know. */
export type CounterpartShown = Omit<CounterpartOwing, 'id' | 'succeedsId'>

/** What JSON and CSV give of an office; the names are promised to other programs. */
export function counterpartRow(counterpart: CounterpartShown) {
  return pick(counterpart, OWING_FIELDS)
}

/** What an office is, whatever it owes. */
export const OFFICE_FIELDS = [
  'reference',
  'name',
  'country',
  'languages',
  'timeZone',
  'holidayCalendar',
  'weekend',
  'emails',
] as const satisfies readonly (keyof CounterpartShown)[]

const OWING_FIELDS = [...OFFICE_FIELDS, 'succeeds', 'pending', 'overdue', 'longestSilence'] as const

/** Every office in the order of their names, with what it owes us; at a moment those that had been entered, as they were. */
export async function listCounterparts(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  moment?: Moment,
): Promise<CounterpartOwing[]> {
  const groups = await groupPending(context, { query: {}, by: 'counterpart' }, moment)
  const owing = new Map(groups.map(({ key, ...owed }) => [key, owed]))
  const later = moment ? await listEnteredAfter(context.db, moment.knownAt) : new Set<number>()
  const entered = (await listAll(context.db, moment)).filter(({ id }) => !later.has(id))
  const counterparts = await asKnown(context.db, entered, moment?.knownAt)
  const references = new Map(counterparts.map(({ id, reference }) => [id, reference]))
  return counterparts.map((counterpart) => {
    const owed = owing.get(counterpart.reference)
    const { succeedsId } = counterpart
    return {
      ...counterpart,
      succeeds: succeedsId === null ? null : (references.get(succeedsId) ?? null),
      pending: owed?.pending ?? 0,
      overdue: owed?.overdue ?? 0,
      longestSilence: owed?.longestSilence ?? null,
    }
  })
}
