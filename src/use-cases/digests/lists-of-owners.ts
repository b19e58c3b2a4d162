import { PENDING_SHOWN } from '../../domain/digests/digest.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { askForPagesOfOwners, listOwnersWaiting } from '../../store/digests/owners-pages.ts'
import { listNewFlagsOf } from '../../store/digests/reader-list.ts'
import type { Context } from '../context.ts'
import { asShown } from '../pending/list-pending.ts'
import { tellShort, type ReaderList } from './reader-list.ts'

interface Reader {
  id: number
  query: PendingQuery
  deskId: number | null
  /** When they were told last. */
  since: Temporal.Instant | null
}

/**
 * What several readers are told of what one owner has pending, as most ask for their own: three statements for all of
 * them. Null of a list that is read by itself: one of anything else, a long one, one with replies to what has ended.
 */
export async function readListsOfOwners(
  { today }: Pick<Context, 'today'>,
  db: Queryable,
  readers: readonly Reader[],
): Promise<(id: number) => ReaderList | null> {
  const own = readers.flatMap(({ query: { owner, ...more }, ...reader }) =>
    owner !== undefined && Object.values(more).every((value) => value === undefined) ? [{ owner, ...reader }] : [],
  )
  if (own.length === 0) return () => null
  const limit = PENDING_SHOWN + 1
  const [pages, waiting] = await Promise.all([askForPagesOfOwners(db, own, limit), listOwnersWaiting(db, own)])
  const flags = await listNewFlagsOf({ db, sight: 'everything' }, pages.ids, { today, since: earliestOf(own) })
  const flagsOf = Map.groupBy(flags, ({ followUpId }) => followUpId)
  const places = new Map(own.map(({ id }, place) => [id, place]))
  return (id) => {
    const place = places.get(id)
    if (place === undefined || waiting.has(place)) return null
    const pending = pages.pageOf(place).map((row) => asShown(row, row, today))
    const newFlags = pending.flatMap((followUp) => flagsOf.get(followUp.id) ?? []).filter(isSince(own[place]!.since))
    return pending.length === limit ? null : { pending, ...tellShort(pending, newFlags) }
  }
}

/** Null where there is one who was never told anything. */
function earliestOf(readers: readonly Pick<Reader, 'since'>[]): Temporal.Instant | null {
  return readers.map(({ since }) => since).reduce((a, b) => (a && b ? (isLater(a, b) ? b : a) : null))
}

function isSince(since: Temporal.Instant | null) {
  return ({ raisedAt }: { raisedAt: Temporal.Instant }) => since === null || isLater(raisedAt, since)
}

function isLater(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}
