import { and, asc, eq, lte } from 'drizzle-orm'
import { appendMany } from '../connection/append-many.ts'
import type { Queryable } from '../connection/database.ts'
import type { Moment } from '../correspondence/facts.ts'
import { flags } from '../schema/follow-ups.ts'

export type NewFlag = Pick<typeof flags.$inferInsert, 'followUpId' | 'reportDutyId' | 'kind' | 'dueOn' | 'crossedOn'>

/** Gives how many of them had not been raised before. */
export async function appendFlags(
  db: Queryable,
  raised: readonly NewFlag[],
  raisedAt: Temporal.Instant,
): Promise<number> {
  const rows: (typeof flags.$inferInsert)[] = raised.map(
    ({ followUpId = null, reportDutyId = null, kind, dueOn, crossedOn }) => ({
      followUpId,
      reportDutyId,
      kind,
      dueOn,
      crossedOn,
      raisedAt,
    }),
  )
  return (await appendMany(db, flags, rows, { isOnce: true })).length
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
