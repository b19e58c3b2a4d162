import { and, asc, eq, lte } from 'drizzle-orm'
import type { Queryable, Transaction } from './database.ts'
import { redatings } from './schema/follow-ups.ts'
import { officers } from './schema/parties.ts'

export type NewRedating = typeof redatings.$inferInsert

export async function appendRedatings(tx: Transaction, moved: readonly NewRedating[]): Promise<void> {
  if (moved.length > 0) await tx.insert(redatings).values([...moved])
}

/** How the due days of a follow-up moved because holidays were changed. Rides redatings_by_follow_up. */
export function listRedatings(db: Queryable, followUpId: number, knownAt?: Temporal.Instant) {
  return db
    .select({
      clock: redatings.clock,
      wasOn: redatings.wasOn,
      isOn: redatings.isOn,
      why: redatings.why,
      by: officers.name,
      at: redatings.recordedAt,
    })
    .from(redatings)
    .innerJoin(officers, eq(officers.id, redatings.recordedBy))
    .where(and(eq(redatings.followUpId, followUpId), knownAt && lte(redatings.recordedAt, knownAt)))
    .orderBy(asc(redatings.id))
}
