import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { escapedOf } from '../connection/escaped-bytes.ts'
import { digests, subscriptions, type DigestState } from '../schema/digests.ts'
import { suppressions } from '../schema/mailing.ts'

export type DigestRow = typeof digests.$inferSelect

export type NewDigest = Omit<typeof digests.$inferInsert, 'nextAttemptAt' | 'message'> & { message?: Uint8Array | null }

/** To be sent at once if planned, by the database's clock. Gives those that no other planner had the slot of first. */
export async function appendDigests(
  db: Queryable,
  planned: readonly NewDigest[],
): Promise<{ id: number; subscriptionId: number }[]> {
  if (planned.length === 0) return []
  const mails = planned.map(({ message }) => (message ? escapedOf(message) : '')).join('')
  let end = 0
  const rows = planned.map(({ message, ...row }) => {
    const length = message?.length ?? null
    end += length ?? 0
    return { ...row, length, start: 1 + end - (length ?? 0) }
  })
  // As JSON: each parameter of its own would have to be told apart by the driver. The mails are one text beside it, for
  // they would be read thrice in JSON, and be twice as long in hex.
  const appended = await db.execute<{
    id: string
    subscription_id: string
  }>(sql`insert into ${digests} (subscription_id, number, slot_at, slot_local, collapsed_slots, as_of, planned_at, balance,
      pending_ids, said, state, sender, recipient, subject, message_id, message, next_attempt_at)
    select "subscriptionId", number, "slotAt", "slotLocal", "collapsedSlots", "asOf", "plannedAt", balance,
      "pendingIds", said, state, sender, recipient, subject, "messageId",
      substring((select decode(${mails}::text, 'escape')) from start for length),
      case when state = 'planned' then clock_timestamp() end
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as planned ("subscriptionId" bigint, number int,
      "slotAt" timestamptz, "slotLocal" timestamp, "collapsedSlots" int, "asOf" date, "plannedAt" timestamptz,
      balance jsonb, "pendingIds" bigint[], said text, state text, sender text, recipient text, subject text,
      "messageId" text, start int, length int)
    on conflict do nothing -- by its instant or by its wall-clock time
    returning id, subscription_id`)
  return appended.map(({ id, subscription_id }) => ({ id: Number(id), subscriptionId: Number(subscription_id) }))
}

/** One that reached the reader once did so, though it be sent again since. */
const hasArrived = isNotNull(digests.sentAt)

/** The last issue that reached the reader, or had by an instant. */
export async function findLastSent(
  db: Queryable,
  subscriptionId: number,
  by?: Temporal.Instant,
): Promise<DigestRow | null> {
  const [row] = await db
    .select()
    .from(digests)
    .where(and(eq(digests.subscriptionId, subscriptionId), hasArrived, by && lte(digests.sentAt, by)))
    .orderBy(desc(digests.number))
    .limit(1)
  return row ?? null
}

export async function findDigest(db: Queryable, subscriptionId: number, number: number): Promise<DigestRow | null> {
  const [row] = await db
    .select()
    .from(digests)
    .where(and(eq(digests.subscriptionId, subscriptionId), eq(digests.number, number)))
  return row ?? null
}

export async function findDigestById(db: Queryable, id: number): Promise<DigestRow | null> {
  const [row] = await db.select().from(digests).where(eq(digests.id, id))
  return row ?? null
}

const listed = {
  id: digests.id,
  subscription: digests.subscriptionId,
  number: digests.number,
  name: subscriptions.name,
  slotAt: digests.slotAt,
  timeZone: subscriptions.timeZone,
  asOf: digests.asOf,
  plannedAt: digests.plannedAt,
  recipient: digests.recipient,
  subject: digests.subject,
  messageId: digests.messageId,
  state: digests.state,
  attempts: digests.attempts,
  nextAttemptAt: digests.nextAttemptAt,
  said: digests.said,
  sentAt: digests.sentAt,
  collapsedSlots: digests.collapsedSlots,
}

interface ListWanted {
  subscription?: number | undefined
  /** Only slots before it. */
  before?: Temporal.Instant | undefined
  plannedBy?: Temporal.Instant | undefined
  limit: number
}

/** Newest first, without the mails themselves. */
export function listDigests(db: Queryable, wanted: ListWanted) {
  return select(db, wanted).orderBy(desc(digests.id))
}
export type ListedDigest = Awaited<ReturnType<typeof listDigests>>[number]

/** A page of a subscription's slots, latest first. Rides digests_slot. */
export function listSlots(db: Queryable, wanted: ListWanted & { subscription: number }): Promise<ListedDigest[]> {
  return select(db, wanted).orderBy(desc(digests.slotAt))
}

function select(db: Queryable, { subscription, before, plannedBy, limit }: ListWanted) {
  return db
    .select(listed)
    .from(digests)
    .innerJoin(subscriptions, eq(subscriptions.id, digests.subscriptionId))
    .where(
      and(
        subscription === undefined ? undefined : eq(digests.subscriptionId, subscription),
        before && lt(digests.slotAt, before),
        plannedBy && lte(digests.plannedAt, plannedBy),
      ),
    )
    .limit(limit)
    .$dynamic()
}

/** The latest slot of each subscription, whatever became of it. Rides digests_slot. */
export function listLatestDigests(db: Queryable, subscriptionIds: readonly number[]): Promise<ListedDigest[]> {
  if (subscriptionIds.length === 0) return Promise.resolve([])
  const latest = sql`(select latest.id from ${subscriptions}, lateral (select slot.id from ${digests} as slot
    where slot.subscription_id = ${subscriptions.id} order by slot.slot_at desc limit 1) as latest
    where ${inArray(subscriptions.id, [...subscriptionIds])})`
  return db
    .select(listed)
    .from(digests)
    .innerJoin(subscriptions, eq(subscriptions.id, digests.subscriptionId))
    .where(sql`${digests.id} in ${latest}`)
}

/** Its address takes no mail. */
export const isSuppressed = sql`exists (select 1 from ${suppressions}
  where ${suppressions.liftedAt} is null and lower(${suppressions.address}) = lower(${digests.recipient}))`

/** Everything not delivered that was planned before an instant or given up, but for what a suppression or its end explains. */
export function listTroubled(db: Queryable, plannedBefore: Temporal.Instant) {
  const isLate = and(inArray(digests.state, ['planned', 'sending']), lt(digests.plannedAt, plannedBefore))
  return db
    .select(listed)
    .from(digests)
    .innerJoin(subscriptions, eq(subscriptions.id, digests.subscriptionId))
    .where(
      and(
        isNull(digests.sentAt),
        or(isLate, eq(digests.state, 'undeliverable')),
        sql`not ${isSuppressed}`,
        isNull(subscriptions.cancelledAt),
      ),
    )
    .orderBy(asc(digests.id))
}

/** Puts an issue that is in one of these states first in line again; gives false where it is in another. */
export async function requeueDigest(
  db: Queryable,
  id: number,
  from: readonly Extract<DigestState, 'planned' | 'sent' | 'undeliverable'>[],
): Promise<boolean> {
  const rows = await db
    .update(digests)
    .set({ state: 'planned', nextAttemptAt: sql`clock_timestamp()` })
    .where(and(eq(digests.id, id), inArray(digests.state, [...from])))
    .returning({ id: digests.id })
  return rows.length === 1
}
