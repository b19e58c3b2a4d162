import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { deliveries } from '../schema/digests.ts'

const noted = {
  at: deliveries.at,
  state: deliveries.state,
  attempts: deliveries.attempts,
  said: deliveries.said,
  sentAt: deliveries.sentAt,
}

/** What became of an issue, or had by an instant, in order. */
export function listDeliveries(db: Queryable, digestId: number, by: Temporal.Instant | undefined) {
  return db
    .select(noted)
    .from(deliveries)
    .where(and(eq(deliveries.digestId, digestId), by && lte(deliveries.at, by)))
    .orderBy(asc(deliveries.id))
}
export type Delivery = Awaited<ReturnType<typeof listDeliveries>>[number]

/** The last that had become of each issue by an instant, by its id. */
export async function lastDeliveries(
  db: Queryable,
  digestIds: readonly number[],
  by: Temporal.Instant,
): Promise<ReadonlyMap<number, Delivery>> {
  const last = await db
    .selectDistinctOn([deliveries.digestId], { digestId: deliveries.digestId, ...noted })
    .from(deliveries)
    .where(and(inArray(deliveries.digestId, [...digestIds]), lte(deliveries.at, by)))
    .orderBy(deliveries.digestId, desc(deliveries.id))
  return new Map(last.map(({ digestId, ...delivery }) => [digestId, delivery]))
}
