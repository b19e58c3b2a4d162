import { sql } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { installations } from '../schema/parties.ts'

export async function findInstallation(db: Queryable): Promise<typeof installations.$inferSelect> {
  const [row] = await db.select().from(installations)
  return row!
}

export async function savePass(
  db: Queryable,
  { startedAt, tookMs }: { startedAt: Temporal.Instant; tookMs: number },
): Promise<void> {
  await db.update(installations).set({
    // One of another worker may be later; one that is still to come is of a clock that was set back since.
    lastPassAt: sql`case when ${installations.lastPassAt} <= clock_timestamp()
      then greatest(${installations.lastPassAt}, ${startedAt.toString()}::timestamptz) else ${startedAt.toString()}::timestamptz end`,
    lastPassMs: tookMs,
  })
}

export async function saveHasStandings(db: Queryable): Promise<void> {
  await db.update(installations).set({ hasStandings: true })
}

/** As a replica is, for as long as it follows another; or a database of which that was demanded. */
export async function isReadOnly(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ says: string }>(sql`select current_setting('transaction_read_only') as says`)
  return row!.says === 'on'
}

/** The database's clock, which all workers share. */
export async function readClock(db: Queryable): Promise<Temporal.Instant> {
  const [row] = await db.execute<{ now: string }>(
    sql`select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  )
  return Temporal.Instant.from(row!.now)
}
