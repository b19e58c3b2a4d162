import { and, asc, eq, isNotNull, isNull, lte, notInArray, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { subscriptions } from '../schema/digests.ts'
import { officers, type Role } from '../schema/parties.ts'

export type SubscriptionRow = typeof subscriptions.$inferSelect
export type NamedSubscription = SubscriptionRow & Reader

/** The reader's mail address, name, desk and role. */
interface Reader {
  email: string
  reader: string
  deskId: number | null
  role: Role
}

const named = {
  subscription: subscriptions,
  email: officers.email,
  reader: officers.name,
  deskId: officers.deskId,
  role: officers.role,
}
const flat = ({ subscription, ...reader }: { subscription: SubscriptionRow } & Reader): NamedSubscription => ({
  ...subscription,
  ...reader,
})

export async function appendSubscription(
  db: Queryable,
  subscription: typeof subscriptions.$inferInsert,
): Promise<SubscriptionRow> {
  const [row] = await db.insert(subscriptions).values(subscription).returning()
  return row!
}

/** Of one reader, or everybody's. */
export async function listSubscriptions(db: Queryable, officerId?: number): Promise<NamedSubscription[]> {
  const rows = await db
    .select(named)
    .from(subscriptions)
    .innerJoin(officers, eq(officers.id, subscriptions.officerId))
    .where(officerId === undefined ? undefined : eq(subscriptions.officerId, officerId))
    .orderBy(asc(subscriptions.id))
  return rows.map(flat)
}

export async function findSubscription(db: Queryable, id: number): Promise<NamedSubscription | null> {
  const [row] = await db
    .select(named)
    .from(subscriptions)
    .innerJoin(officers, eq(officers.id, subscriptions.officerId))
    .where(eq(subscriptions.id, id))
  return row ? flat(row) : null
}

/** By what stands in its mails. */
export async function findSubscriptionByToken(db: Queryable, token: string): Promise<NamedSubscription | null> {
  const [row] = await db
    .select(named)
    .from(subscriptions)
    .innerJoin(officers, eq(officers.id, subscriptions.officerId))
    .where(eq(subscriptions.unsubscribeToken, token))
  return row ? flat(row) : null
}

export interface OverdueSlot {
  subscription: number
  name: string
  slotAt: Temporal.Instant
}

/** Slots that came before an instant and are not planned, oldest first. Rides subscriptions_by_next_slot. */
export async function listOverdueSlots(db: Queryable, before: Temporal.Instant): Promise<OverdueSlot[]> {
  const { id: subscription, name, nextSlotAt: slotAt } = subscriptions
  const rows = await db
    .select({ subscription, name, slotAt })
    .from(subscriptions)
    .where(and(isNotNull(subscriptions.nextSlotAt), lte(subscriptions.nextSlotAt, before)))
    .orderBy(asc(subscriptions.nextSlotAt))
  return rows as OverdueSlot[]
}

/**
 * Some of those whose slot has come, locked; another planner's are passed over. Those of one desk come together, and
 * among them those of one list. Rides subscriptions_by_next_slot.
 */
export async function lockDueSubscriptions(
  tx: Transaction,
  now: Temporal.Instant,
  { except, most }: { except: readonly number[]; most: number },
): Promise<NamedSubscription[]> {
  const rows = await tx
    .select(named)
    .from(subscriptions)
    .innerJoin(officers, eq(officers.id, subscriptions.officerId))
    .where(
      and(
        isNotNull(subscriptions.nextSlotAt),
        lte(subscriptions.nextSlotAt, now),
        except.length > 0 ? notInArray(subscriptions.id, [...except]) : undefined,
      ),
    )
    .orderBy(asc(officers.deskId), asc(subscriptions.query), asc(subscriptions.nextSlotAt), asc(subscriptions.id))
    .limit(most)
    .for('update', { of: subscriptions, skipLocked: true })
  return rows.map(flat)
}

export async function lockSubscription(tx: Transaction, id: number): Promise<void> {
  await tx.select({ id: subscriptions.id }).from(subscriptions).where(eq(subscriptions.id, id)).for('update')
}

export async function cancelSubscriptionsOf(db: Queryable, officerId: number, now: Temporal.Instant): Promise<void> {
  await db
    .update(subscriptions)
    .set({ cancelledAt: now, nextSlotAt: null })
    .where(and(eq(subscriptions.officerId, officerId), isNull(subscriptions.cancelledAt)))
}

export async function saveSubscription(
  db: Queryable,
  id: number,
  change: Partial<Omit<SubscriptionRow, 'id' | 'officerId' | 'createdAt' | 'unsubscribeToken'>>,
): Promise<void> {
  await db.update(subscriptions).set(change).where(eq(subscriptions.id, id))
}

/** The number of the last issue of each, and when its next slot comes. */
export async function saveSlots(
  tx: Transaction,
  slots: readonly Pick<SubscriptionRow, 'id' | 'issues' | 'nextSlotAt'>[],
): Promise<void> {
  await tx.execute(sql`update ${subscriptions} set issues = slot.issues, next_slot_at = slot."nextSlotAt"
    from json_to_recordset(${JSON.stringify(slots)}::text::json) as slot (id bigint, issues int, "nextSlotAt" timestamptz)
    where ${subscriptions.id} = slot.id`)
}
