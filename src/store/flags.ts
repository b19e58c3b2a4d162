import { and, asc, eq, lte } from 'drizzle-orm'
import { arrayOf, ask } from './by-hand.ts'
import type { Queryable } from './database.ts'
import type { Moment } from './facts.ts'
import { flags } from './schema/follow-ups.ts'

export type NewFlag = Pick<typeof flags.$inferInsert, 'followUpId' | 'reportDutyId' | 'kind' | 'dueOn' | 'crossedOn'>

const COLUMNS: readonly { name: string; type: string; of: (flag: NewFlag) => string | number | null }[] = [
  { name: 'follow_up_id', type: 'int8', of: ({ followUpId }: NewFlag) => followUpId ?? null },
  { name: 'report_duty_id', type: 'int8', of: ({ reportDutyId }: NewFlag) => reportDutyId ?? null },
  { name: 'kind', type: 'text', of: ({ kind }: NewFlag) => kind },
  { name: 'due_on', type: 'date', of: ({ dueOn }: NewFlag) => dueOn.toString() },
  { name: 'crossed_on', type: 'date', of: ({ crossedOn }: NewFlag) => crossedOn.toString() },
]

const APPENDED = `insert into flags (${COLUMNS.map(({ name }) => name).join()}, raised_at)
  select flag.*, $${COLUMNS.length + 1}::timestamptz
  from unnest(${COLUMNS.map(({ type }, at) => `$${at + 1}::${type}[]`).join()}) as flag
  on conflict do nothing returning id`

/** Gives how many of them had not been raised before. */
export async function appendFlags(
  db: Queryable,
  raised: readonly NewFlag[],
  raisedAt: Temporal.Instant,
): Promise<number> {
  if (raised.length === 0) return 0
  const columns = COLUMNS.map(({ of }) => arrayOf(raised.map(of)))
  const added = await ask(db, APPENDED, [...columns, raisedAt.toString()])
  return added.length
}

/** All there are, or those of lines crossed by a moment that had been raised by then. */
export function listFlags(db: Queryable, followUpId: number, moment?: Moment) {
  const isThen = moment && and(lte(flags.raisedAt, moment.knownAt), lte(flags.crossedOn, moment.asOf))
  return db
    .select()
    .from(flags)
    .where(and(eq(flags.followUpId, followUpId), isThen))
    .orderBy(asc(flags.crossedOn), asc(flags.id))
}
