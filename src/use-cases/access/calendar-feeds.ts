import type { PendingQuery } from '../../domain/pending-query.ts'
import { Problem } from '../../domain/problem.ts'
import {
  appendCalendarFeed,
  findCalendarFeed,
  listCalendarFeeds as listAll,
  revokeCalendarFeeds,
  saveFeedRead,
} from '../../store/access/calendar-feeds.ts'
import { sightOf, type Context, type Surroundings } from '../context.ts'
import { listSavedViews } from '../pending/saved-views.ts'
import { hashSecret, makeSecret } from './secrets.ts'

const READ_NOTED_EACH_MINUTES = 10

export interface CalendarFeed {
  number: number
  /** The view that it shows; null of everything that the officer sees. */
  view: { number: number; name: string } | null
  createdAt: Temporal.Instant
  lastReadAt: Temporal.Instant | null
}

/** The officer's own that are good. */
export async function listCalendarFeeds({ db, officer }: Pick<Context, 'db' | 'officer'>): Promise<CalendarFeed[]> {
  return (await listAll(db, officer.id)).map(({ feed: { id, viewId, createdAt, lastReadAt }, view }) => ({
    number: id,
    view: viewId === null ? null : { number: viewId, name: view! },
    createdAt,
    lastReadAt,
  }))
}

/** Gives the secret that its address ends on, which is told this once and kept nowhere. The one before it is good no more. */
export async function makeCalendarFeed(
  context: Context,
  view: number | null,
): Promise<{ name: string | null; secret: string }> {
  const { db, officer, now } = context
  const named = view === null ? null : (await listSavedViews(context)).find(({ number }) => number === view)
  if (named === undefined) throw new Problem('not_found', `view: no view ${view} of yours, and none that others share`)
  const secret = makeSecret()
  await db.transaction(async (tx) => {
    await revokeCalendarFeeds(tx, { officerId: officer.id, now, viewId: view })
    await appendCalendarFeed(tx, {
      officerId: officer.id,
      viewId: view,
      secretHash: hashSecret(secret),
      createdAt: now,
    })
  })
  return { name: named?.name ?? null, secret }
}

export async function revokeCalendarFeed({ db, officer, now }: Context, number: number): Promise<void> {
  if ((await revokeCalendarFeeds(db, { officerId: officer.id, now, id: number })) === 0)
    throw new Problem('not_found', `you have no calendar address ${number} that is still good`)
}

export interface FeedRead {
  id: number
  context: Context
  name: string | null
  query: PendingQuery
}

/** What an address shows, with the eyes of its officer. Every address that is not good is refused in the same words. */
export async function readCalendarFeed(surroundings: Surroundings, secret: string): Promise<FeedRead> {
  const { db, now } = surroundings
  const found = /^[\w-]{43}$/.test(secret) ? await findCalendarFeed(db, hashSecret(secret)) : null
  if (!found) throw new Problem('not_found', 'there is no calendar at this address, or no longer')
  const { feed, officer, view } = found
  if (!feed.lastReadAt || feed.lastReadAt.until(now).total('minutes') >= READ_NOTED_EACH_MINUTES)
    await saveFeedRead(db, feed.id, now)
  const context = { ...surroundings, officer, sight: sightOf(officer) }
  return { id: feed.id, context, name: view?.name ?? null, query: view?.query ?? {} }
}
