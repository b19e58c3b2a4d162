import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { isPendingAndMeant } from '../pending/pending-pages.ts'
import { dossiers } from '../schema/dossiers.ts'
import { followUps } from '../schema/follow-ups.ts'
import { counterparts, desks, officers } from '../schema/parties.ts'
import { isFollowUpSeen, type Seen, type Sight } from '../sight.ts'

/** What a subscription lists, and with whose eyes. */
export interface Listing {
  query: PendingQuery
  sight: Sight
}

/** Pending follow-ups that one of these lists and none of those: how many, and the first so many. */
export async function listOnlyIn(
  { db, sight }: Seen,
  {
    lists,
    butNoneOf,
    today,
    limit,
  }: { lists: Listing[]; butNoneOf: Listing[]; today: Temporal.PlainDate; limit: number },
): Promise<{ count: number; references: string[] }> {
  const isIn = (listings: readonly Listing[]) =>
    or(sql`false`, ...listings.map((listing) => isPendingAndMeant({ db, sight: listing.sight }, listing.query, today)))
  const rows = await db
    .select({ reference: followUps.reference, count: sql<number>`(count(*) over ())::int` })
    .from(followUps)
    .innerJoin(dossiers, eq(dossiers.id, followUps.dossierId))
    .innerJoin(counterparts, eq(counterparts.id, followUps.counterpartId))
    .innerJoin(desks, eq(desks.id, followUps.deskId))
    .leftJoin(officers, eq(officers.id, followUps.ownerId))
    .where(and(isFollowUpSeen(sight), isIn(lists), sql`not coalesce(${isIn(butNoneOf)}, false)`))
    .orderBy(asc(followUps.id))
    .limit(limit)
  return { count: rows[0]?.count ?? 0, references: rows.map(({ reference }) => reference) }
}
