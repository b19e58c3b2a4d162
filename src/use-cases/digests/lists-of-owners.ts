import { PENDING_SHOWN } from '../../domain/digests/digest.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { askForPagesOfOwners, listOwnersWaiting } from '../../store/digests/owners-pages.ts'
import type { Told } from '../../store/digests/new-flags.ts'
import { listNewFlagsOf, type Flagged } from '../../store/digests/reader-list.ts'
import type { Context } from '../context.ts'
import { asShown } from '../pending/list-pending.ts'
import { tellShort, type ReaderList } from './reader-list.ts'

interface Reader {
  id: number
  query: PendingQuery
  deskId: number | null
  /** What they were told by last. */
  since: Told | null
}

/**
 * What several readers are told of what one owner has pending, as most ask for their own: three statements for all of
 * them, where they were told last together. Null of a list that is read by itself: one of anything else, a long one, one
 * with replies to what has ended.
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
  const flagsSince = await readFlags(own, (since) =>
    listNewFlagsOf({ db, sight: 'everything' }, pages.ids, { today, since }),
  )
  const places = new Map(own.map(({ id }, place) => [id, place]))
  return (id) => {
    const place = places.get(id)
    if (place === undefined || waiting.has(place)) return null
    const pending = pages.pageOf(place).map((row) => asShown(row, row, today))
    return pending.length === limit ? null : { pending, ...tellShort(pending, flagsSince(own[place]!)) }
  }
}

/** Once for those who were told last by what saw the same. */
async function readFlags(
  readers: readonly Pick<Reader, 'since'>[],
  read: (since: Told | null) => Promise<readonly Flagged[]>,
): Promise<(reader: Pick<Reader, 'since'>) => readonly Flagged[]> {
  const keyOf = ({ since }: Pick<Reader, 'since'>) => `${since?.plannedAt.toString()} ${since?.plannedIn}`
  const told = new Map(readers.map((reader) => [keyOf(reader), reader.since]))
  const flags = new Map(await Promise.all([...told].map(async ([key, since]) => [key, await read(since)] as const)))
  return (reader) => flags.get(keyOf(reader))!
}
