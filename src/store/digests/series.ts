import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { isAmong } from '../connection/among.ts'
import type { Queryable } from '../connection/database.ts'
import { digests, subscriptions } from '../schema/digests.ts'
import { dossiers } from '../schema/dossiers.ts'
import { followUps } from '../schema/follow-ups.ts'

/** An issue that reached its reader, and what tells its list from any other without reading it. */
export type SentIssue = Awaited<ReturnType<typeof listLastSent>>[number]['last']

/** So many of a list are read with whatever else of its issue is. */
const SHORT = 200

/** Not of another cluster, whose transactions had other numbers. */
const isOurs = sql`pg_snapshot_xmax(${digests.plannedIn}) <= pg_snapshot_xmax(pg_current_snapshot())`

/** Of each subscription, the last issue that reached its reader. One that is sent again since did so all the same. */
export function listLastSent(db: Queryable, subscriptionIds: readonly number[]) {
  const last = db
    .select({
      id: digests.id,
      number: digests.number,
      asOf: digests.asOf,
      plannedAt: digests.plannedAt,
      plannedIn: sql<string | null>`case when ${isOurs} then ${digests.plannedIn} end`.as('planned_here'),
      list: sql<string>`md5(${digests.pendingIds}::text)`.as('list'),
      pendingIds: sql<
        number[] | null
      >`case when cardinality(${digests.pendingIds}) <= ${SHORT} then ${digests.pendingIds} end`
        .mapWith(digests.pendingIds)
        .as('short'),
    })
    .from(digests)
    .where(and(eq(digests.subscriptionId, subscriptions.id), isNotNull(digests.sentAt)))
    .orderBy(desc(digests.number))
    .limit(1)
    .as('last')
  const { id, number, asOf, plannedAt, plannedIn, list, pendingIds } = last
  return db
    .select({ subscription: subscriptions.id, last: { id, number, asOf, plannedAt, plannedIn, list, pendingIds } })
    .from(subscriptions)
    .innerJoinLateral(last, sql`true`)
    .where(isAmong(subscriptions.id, subscriptionIds))
}

/** The reader's list as an issue left it. */
export async function findPendingIds(db: Queryable, id: number): Promise<number[]> {
  const [row] = await db.select({ pendingIds: digests.pendingIds }).from(digests).where(eq(digests.id, id))
  return row!.pendingIds
}

/** The dossiers of that list. */
export async function listDossiersOfIssue(db: Queryable, id: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ dossier: dossiers.reference })
    .from(digests)
    .innerJoin(followUps, sql`${followUps.id} = any(${digests.pendingIds})`)
    .innerJoin(dossiers, eq(dossiers.id, followUps.dossierId))
    .where(eq(digests.id, id))
  return rows.map(({ dossier }) => dossier)
}

/** Of the issues of each that reached the reader, oldest first, the last ten: what a mail of the series refers to. */
export async function listSentMessageIds(db: Queryable, subscriptionIds: readonly number[]) {
  const sent = db
    .select({ number: digests.number, messageId: digests.messageId })
    .from(digests)
    .where(and(eq(digests.subscriptionId, subscriptions.id), isNotNull(digests.sentAt)))
    .orderBy(desc(digests.number))
    .limit(10)
    .as('sent')
  const rows = await db
    .select({ subscription: subscriptions.id, messageId: sent.messageId })
    .from(subscriptions)
    .innerJoinLateral(sent, sql`true`)
    .where(isAmong(subscriptions.id, subscriptionIds))
    .orderBy(asc(subscriptions.id), asc(sent.number))
  return rows.map(({ subscription, messageId }) => ({ subscription, messageId: messageId! }))
}

/** Issues of each that never arrived, oldest first. */
export function listUndelivered(db: Queryable, subscriptionIds: readonly number[]) {
  return db
    .select({
      subscription: digests.subscriptionId,
      number: digests.number,
      slotAt: digests.slotAt,
      said: digests.said,
    })
    .from(digests)
    .where(
      and(
        isAmong(digests.subscriptionId, subscriptionIds),
        inArray(digests.state, ['planned', 'sending', 'undeliverable']),
        isNull(digests.sentAt),
      ),
    )
    .orderBy(asc(digests.number))
}
