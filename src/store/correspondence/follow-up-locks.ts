import { and, asc, inArray, sql } from 'drizzle-orm'
import { isAmong } from '../connection/among.ts'
import type { Transaction } from '../connection/database.ts'
import { selectNamed, type NamedFollowUp } from './follow-ups.ts'
import { followUps } from '../schema/follow-ups.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'

/** Keeps everybody else from recording until the transaction ends, while they read on; before any other lock. */
export async function lockLedger(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${followUps} in exclusive mode`)
}

/** For what appends follow-ups: waits for whoever has the ledger locked, before it locks anything of its own. */
export async function awaitLedger(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${followUps} in row exclusive mode`)
}

/** Locks them in one order everywhere, so that two recordings cannot wait for each other. */
export async function lockFollowUps(tx: Transaction, ids: readonly number[]): Promise<void> {
  await tx
    .select({ id: followUps.id })
    .from(followUps)
    .where(isAmong(followUps.id, ids))
    .orderBy(asc(followUps.id))
    .for('update')
}

/** Locks those of some references that are seen, as `lockFollowUps` does, and reads them as they are once they are locked. */
export function lockFollowUpsNamed(
  { db, sight }: Omit<Seen, 'moment'>,
  references: readonly string[],
): Promise<NamedFollowUp[]> {
  return selectNamed({ db })
    .where(and(inArray(followUps.reference, [...references]), isFollowUpSeen(sight)))
    .orderBy(asc(followUps.id))
    .for('update', { of: followUps })
}
