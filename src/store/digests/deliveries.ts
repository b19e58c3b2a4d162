import { and, asc, desc, eq, gt, inArray, lte, max, min } from 'drizzle-orm'
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

/** When an issue that had ended, sent or given up, was put back in line; null where it never was. */
export async function findRequeuedAt(db: Queryable, digestId: number): Promise<Temporal.Instant | null> {
  const isOf = eq(deliveries.digestId, digestId)
  const ended = db
    .select({ id: max(deliveries.id) })
    .from(deliveries)
    .where(and(isOf, inArray(deliveries.state, ['sent', 'undeliverable'])))
  const [row] = await db
    .select({ at: min(deliveries.at) })
    .from(deliveries)
    .where(and(isOf, gt(deliveries.id, ended)))
  return row!.at
}

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
