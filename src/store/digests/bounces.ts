import { and, eq, inArray } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { digests } from '../schema/digests.ts'

/** Takes back that it arrived, or that it waits; gives whom it was for, or null where that was known or it is being sent. */
export async function markBounced(tx: Transaction, id: number, said: string): Promise<string | null> {
  const [row] = await tx
    .update(digests)
    .set({ state: 'undeliverable', said, sentAt: null, nextAttemptAt: null })
    .where(and(eq(digests.id, id), inArray(digests.state, ['sent', 'planned'])))
    .returning({ recipient: digests.recipient })
  return row?.recipient ?? null
}

/** Gives false where it is not on its way. */
export async function noteDelay(db: Queryable, id: number, said: string): Promise<boolean> {
  const rows = await db
    .update(digests)
    .set({ said })
    .where(and(eq(digests.id, id), eq(digests.state, 'sent')))
    .returning({ id: digests.id })
  return rows.length === 1
}
