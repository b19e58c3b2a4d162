import { isNull, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { installations } from '../schema/parties.ts'

export type Installation = typeof installations.$inferSelect

export async function findInstallation(db: Queryable): Promise<Installation> {
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

/**
 * Where this database is: server, database and table have other numbers wherever a dump is put back, and the same ones
 * for every process that works on it and after a failover.
 */
export async function readHome(db: Queryable): Promise<string> {
  const [row] = await db.execute<{ home: string }>(
    sql`select concat_ws('.', (select system_identifier from pg_control_system()),
        (select oid from pg_database where datname = current_database()), 'installations'::regclass::oid) as home`,
  )
  return row!.home
}

/** For a database that nobody has moved into yet. Of those who come at once one moves in. */
export async function moveIn(db: Queryable, home: string, instanceId: string | null): Promise<void> {
  await db.update(installations).set({ home, instanceId }).where(isNull(installations.home))
}

/** Whoever adopts at the same time waits. */
export async function lockInstallation(tx: Transaction): Promise<Installation> {
  const [row] = await tx.select().from(installations).for('update')
  return row!
}

export async function saveAdoption(tx: Transaction, home: string, instanceId: string | null): Promise<void> {
  await tx.update(installations).set({ home, instanceId, adoptions: sql`${installations.adoptions} + 1` })
}
