import { deriveBalance, type Balance, type Crossing } from '../../domain/digests/balance.ts'
import { isPending } from '../../domain/correspondence/characters.ts'
import type { Queryable } from '../../store/connection/database.ts'
import type { DigestRow } from '../../store/digests/digests.ts'
import { listFollowUpsById } from '../../store/correspondence/follow-ups.ts'
import type { PendingName } from '../../store/digests/reader-list.ts'
import { sees } from '../../store/sight.ts'
import type { Seen } from '../context.ts'
import type { ReaderList } from './reader-list.ts'

/** Of an issue, what its reader's list was then. */
type Told = Pick<DigestRow, 'asOf' | 'plannedAt' | 'pendingIds'>

/** What moved the list since the issue that reached its reader last; all of it is new where none has. */
export async function balanceSince(
  seen: Seen,
  previous: Told | null,
  { names, byBracket }: Pick<ReaderList, 'names' | 'byBracket'>,
): Promise<Balance> {
  const opening = new Set(previous?.pendingIds)
  const closing = new Set(names.map(({ id }) => id))
  const came = names.filter(({ id }) => !opening.has(id))
  const went = [...opening.difference(closing)]
  return deriveBalance(opening.size, byBracket, await arrivals(seen.db, previous, came), await departures(seen, went))
}

/** Whether each was asked since, and if not, whether it was pending then. */
async function arrivals(db: Queryable, previous: Told | null, came: readonly PendingName[]): Promise<Crossing[]> {
  if (!previous) return came.map((followUp) => ({ followUp, isNew: true, wasPending: false }))
  const { asOf, plannedAt: knownAt } = previous
  return inBatches(came, async (batch) => {
    const ids = batch.map(({ id }) => id)
    const then = new Map((await listFollowUpsById(db, ids, { asOf, knownAt })).map(({ id, state }) => [id, state]))
    return batch.map((followUp) => {
      const state = then.get(followUp.id)
      return { followUp, isNew: state === undefined, wasPending: state !== undefined && isPending(state) }
    })
  })
}

/** At a moment, one that had not been asked after all only left. */
function departures({ db, sight, moment }: Seen, went: readonly number[]): Promise<Crossing[]> {
  return inBatches(went, async (batch) => {
    const then = new Map(moment && (await listFollowUpsById(db, batch, moment)).map(({ id, state }) => [id, state]))
    return (await listFollowUpsById(db, batch)).map((row) => ({
      followUp: { reference: row.reference, state: moment ? (then.get(row.id) ?? 'awaiting_reply') : row.state },
      isNew: false,
      wasPending: true,
      isHidden: !sees(sight, row),
    }))
  })
}

const BATCH = 1_000

/** So that a list of any length takes the memory of a batch, not of itself. */
async function inBatches<Each, Found>(
  all: readonly Each[],
  work: (batch: readonly Each[]) => Promise<Found[]>,
): Promise<Found[]> {
  const found: Found[] = []
  for (let start = 0; start < all.length; start += BATCH) found.push(...(await work(all.slice(start, start + BATCH))))
  return found
}
