import { sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { digests } from '../schema/digests.ts'

/** Digests that are still to be sent, or that somebody is sending. */
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
