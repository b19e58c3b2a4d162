import { and, asc, eq, lte } from 'drizzle-orm'
import type { Queryable, Transaction } from './database.ts'
import type { Moment } from './facts.ts'
import { flags } from './schema/follow-ups.ts'

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

/** All there are, or those of lines crossed by a moment that had been raised by then. */
export function listFlags(db: Queryable, followUpId: number, moment?: Moment) {
  const isThen = moment && and(lte(flags.raisedAt, moment.knownAt), lte(flags.crossedOn, moment.asOf))
  return db
    .select()
    .from(flags)
    .where(and(eq(flags.followUpId, followUpId), isThen))
    .orderBy(asc(flags.crossedOn), asc(flags.id))
}
