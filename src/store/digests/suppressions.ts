import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { digests, subscriptions } from '../schema/digests.ts'
import { suppressions, type SuppressionCause } from '../schema/mailing.ts'

const inForce = isNull(suppressions.liftedAt)
const isOf = (address: string) => and(eq(sql`lower(${suppressions.address})`, address.toLowerCase()), inForce)

const shown = {
  id: suppressions.id,
  address: suppressions.address,
  suppressedAt: suppressions.suppressedAt,
  said: suppressions.said,
  subscription: digests.subscriptionId,
  number: digests.number,
}

function select(db: Queryable) {
  return db.select(shown).from(suppressions).innerJoin(digests, eq(digests.id, suppressions.digestId))
}
export type Suppression = Awaited<ReturnType<typeof select>>[number]

/** The one in force. Rides suppressions_in_force. */
export async function findSuppression(db: Queryable, address: string): Promise<Suppression | null> {
  const [row] = await select(db).where(isOf(address))
  return row ?? null
}

/** What speaks against a mail of a subscription to an address: its end, or a suppression. Rides suppressions_in_force. */
export async function findHold(
  db: Queryable,
  { subscriptionId, address }: { subscriptionId: number; address: string },
): Promise<{ cancelledAt: Temporal.Instant | null; suppression: Suppression | null }> {
  const [row] = await db
    .select({ ...shown, cancelledAt: subscriptions.cancelledAt })
    .from(subscriptions)
    .leftJoin(suppressions, isOf(address))
    .leftJoin(digests, eq(digests.id, suppressions.digestId))
    .where(eq(subscriptions.id, subscriptionId))
  const { cancelledAt, ...suppression } = row!
  return { cancelledAt, suppression: suppression.id === null ? null : (suppression as Suppression) }
}

export function listSuppressions(db: Queryable): Promise<Suppression[]> {
  return select(db).where(inForce).orderBy(asc(suppressions.id))
}

/** Gives false where the address is suppressed already. */
export async function appendSuppression(
  db: Queryable,
  suppression: { address: string; cause: SuppressionCause; said: string; digestId: number },
): Promise<boolean> {
  const rows = await db
    .insert(suppressions)
    .values({ ...suppression, suppressedAt: sql`clock_timestamp()` })
    .onConflictDoNothing()
    .returning({ id: suppressions.id })
  return rows.length === 1
}

/** By an officer, whatever the cause; by a mail that got through, only what a refusal brought about. */
export async function liftSuppression(db: Queryable, address: string, by: number | 'a mail'): Promise<boolean> {
  const isRefuted = by === 'a mail' ? eq(suppressions.cause, 'refused') : undefined
  const rows = await db
    .update(suppressions)
    .set({ liftedAt: sql`clock_timestamp()`, liftedBy: by === 'a mail' ? null : by })
    .where(and(isOf(address), isRefuted))
    .returning({ id: suppressions.id })
  return rows.length === 1
}
