import { isNull, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { digests } from '../schema/digests.ts'
import { installations } from '../schema/parties.ts'

export type Installation = typeof installations.$inferSelect

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

export async function countWaiting(db: Queryable): Promise<number> {
  return db.$count(digests, isWaiting)
}

/** Gives them up; those that had arrived before stay sent. */
export async function discardWaiting(tx: Transaction, said: string): Promise<void> {
  const state = sql`case when ${digests.sentAt} is null then 'undeliverable' else 'sent' end`
  await tx.update(digests).set({ state, said, token: null, leasedUntil: null, nextAttemptAt: null }).where(isWaiting)
}

/** Also those that somebody was sending, wherever that was. */
export async function resumeWaiting(tx: Transaction): Promise<void> {
  const nextAttemptAt = sql`clock_timestamp()`
  await tx.update(digests).set({ state: 'planned', token: null, leasedUntil: null, nextAttemptAt }).where(isWaiting)
}

const isWaiting = sql`${digests.state} in ('planned', 'sending')`
