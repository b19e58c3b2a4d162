import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Queryable } from '../connection/database.ts'
import type { Officer } from '../parties/parties.ts'
import { officers } from '../schema/parties.ts'
import { calendarFeeds, savedViews } from '../schema/saved-views.ts'

export type CalendarFeedRow = typeof calendarFeeds.$inferSelect

export async function appendCalendarFeed(
  db: Queryable,
  feed: typeof calendarFeeds.$inferInsert,
): Promise<CalendarFeedRow> {
  const [row] = await db.insert(calendarFeeds).values(feed).returning()
  return row!
}

/** Those that are good, each with the view that it shows; null of everything. */
export function listCalendarFeeds(db: Queryable, officerId: number) {
  return db
    .select({ feed: calendarFeeds, view: savedViews.name })
    .from(calendarFeeds)
    .leftJoin(savedViews, eq(savedViews.id, calendarFeeds.viewId))
    .where(and(eq(calendarFeeds.officerId, officerId), isNull(calendarFeeds.revokedAt)))
    .orderBy(asc(calendarFeeds.id))
}

/** One that is good, of an officer who is here. */
export async function findCalendarFeed(
  db: Queryable,
  secretHash: Buffer,
): Promise<{ feed: CalendarFeedRow; officer: Officer; view: { name: string; query: PendingQuery } | null } | null> {
  const [row] = await db
    .select({ feed: calendarFeeds, officer: officers, name: savedViews.name, query: savedViews.query })
    .from(calendarFeeds)
    .innerJoin(officers, eq(officers.id, calendarFeeds.officerId))
    .leftJoin(savedViews, eq(savedViews.id, calendarFeeds.viewId))
    .where(and(eq(calendarFeeds.secretHash, secretHash), isNull(calendarFeeds.revokedAt), isNull(officers.endedAt)))
  if (!row) return null
  const { feed, officer, name, query } = row
  return { feed, officer, view: name === null || query === null ? null : { name, query } }
}

/** Those of an officer: one of them, or all of one view. Gives how many were good until now. */
export async function revokeCalendarFeeds(
  db: Queryable,
  {
    officerId,
    now,
    ...of
  }: { officerId: number; now: Temporal.Instant } & ({ id: number } | { viewId: number | null }),
): Promise<number> {
  const isMeant =
    'id' in of ? eq(calendarFeeds.id, of.id) : sql`${calendarFeeds.viewId} is not distinct from ${of.viewId}::bigint`
  const rows = await db
    .update(calendarFeeds)
    .set({ revokedAt: now })
    .where(and(eq(calendarFeeds.officerId, officerId), isNull(calendarFeeds.revokedAt), isMeant))
    .returning({ id: calendarFeeds.id })
  return rows.length
}

export async function saveFeedRead(db: Queryable, id: number, lastReadAt: Temporal.Instant): Promise<void> {
  await db.update(calendarFeeds).set({ lastReadAt }).where(eq(calendarFeeds.id, id))
}
