import { min, sql } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { digests, type DigestState } from '../schema/digests.ts'

export function countDigests(db: Queryable): Promise<{ state: DigestState; count: number }[]> {
  return db
    .select({ state: digests.state, count: sql<number>`count(*)::int` })
    .from(digests)
    .groupBy(digests.state)
}

const latency = sql`extract(epoch from ${digests.sentAt} - ${digests.plannedAt})`

export interface Latencies {
  count: number
  /** Seconds, of all together. */
  sum: number
  /** For each bound, how many took at most so many seconds. */
  within: number[]
}

/** From when a digest was planned to when a mail server had it. */
export async function measureDelivery(db: Queryable, bounds: readonly number[]): Promise<Latencies> {
  const within = bounds.map((bound) => sql`count(*) filter (where ${latency} <= ${bound}::float8)`)
  const [row] = await db
    .select({
      count: sql<number>`count(*)::int`,
      sum: sql<number>`coalesce(sum(${latency}), 0)::float8`.mapWith(Number),
      within: sql`array[${sql.join(within, sql`, `)}]::bigint[]`.mapWith((counts: unknown) => counts as number[]),
    })
    .from(digests)
    .where(sql`${digests.state} = 'sent'`)
  return row!
}

/** When the one was planned that has waited longest to be sent; null where none waits. Rides digests_to_send. */
export async function findOldestUndelivered(db: Queryable): Promise<Temporal.Instant | null> {
  const [row] = await db
    .select({ plannedAt: min(digests.plannedAt) })
    .from(digests)
    .where(sql`${digests.state} in ('planned', 'sending')`)
  return row!.plannedAt
}
