import { sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'

/** The database's clock, which all workers share. */
export async function readClock(db: Queryable): Promise<Temporal.Instant> {
  const [row] = await db.execute<{ now: string }>(
    sql`select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  )
  return Temporal.Instant.from(row!.now)
}
