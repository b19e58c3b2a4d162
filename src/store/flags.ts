import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { isAmong } from './among.ts'
import type { Queryable, Transaction } from './database.ts'
import type { Moment } from './facts.ts'
import { flags, followUps } from './schema/follow-ups.ts'

export type NewFlag = typeof flags.$inferInsert

/** Gives those that had not been raised before. */
export async function appendFlags(tx: Transaction, raised: readonly NewFlag[]): Promise<(typeof flags.$inferSelect)[]> {
  if (raised.length === 0) return []
  return tx
    .insert(flags)
    .values([...raised])
    .onConflictDoNothing()
    .returning()
}

/** Raised after an instant on some follow-ups, for the due days that these still have. */
export function listFlagsSince(db: Queryable, followUpIds: readonly number[], since: Temporal.Instant | null) {
  if (followUpIds.length === 0) return Promise.resolve([])
  return db
    .select({ followUpId: followUps.id, kind: flags.kind, crossedOn: flags.crossedOn })
    .from(flags)
    .innerJoin(followUps, and(eq(followUps.id, flags.followUpId), eq(followUps.answerDueOn, flags.dueOn)))
    .where(and(isAmong(followUps.id, followUpIds), since ? gt(flags.raisedAt, since) : undefined))
    .orderBy(asc(flags.crossedOn), asc(flags.id))
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
