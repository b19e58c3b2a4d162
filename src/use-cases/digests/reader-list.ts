import type { Balance } from '../../domain/digests/balance.ts'
import { BRACKETS, type Bracket } from '../../domain/standings/brackets.ts'
import { OTHERS_SHOWN, PENDING_SHOWN, type Digest, type YourMoveReason } from '../../domain/digests/digest.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { listFollowUpsById } from '../../store/correspondence/follow-ups.ts'
import { listPendingPage } from '../../store/pending/pending-pages.ts'
import {
  isAnyEndedWaiting,
  listNewFlagsOf,
  listNewlyFlagged,
  listPendingNames,
  listWaiting,
  type Flagged,
  type PendingName,
} from '../../store/digests/reader-list.ts'
import type { Told } from '../../store/digests/new-flags.ts'
import type { Seen } from '../context.ts'
import { asShown, type IdentifiedFollowUp } from '../pending/list-pending.ts'

/** What an issue tells of its reader's list. However long that list is, only its names are read whole. */
export interface ReaderList extends Pick<Digest, 'yourMove' | 'newlyFlagged'> {
  /** Longest silence first. */
  names: readonly PendingName[]
  byBracket: Balance['byBracket']
  pending: readonly IdentifiedFollowUp[]
}

interface Wanted {
  query: PendingQuery
  today: Temporal.PlainDate
  /** What the reader was told by last, of what had been flagged. */
  since: Told | null
}

export async function readList(seen: Seen, wanted: Wanted): Promise<ReaderList> {
  const { query, today } = wanted
  const page = { query, today, sort: 'silence', after: null, limit: PENDING_SHOWN + 1 } as const
  const rows = await listPendingPage(seen, page)
  const pending = rows.slice(0, PENDING_SHOWN).map((row) => asShown(row, row, today))
  const isWhole = rows.length <= PENDING_SHOWN && !seen.moment
  return { pending, ...(isWhole ? await readShort(seen, wanted, pending) : await readLong(seen, wanted)) }
}

type Besides = Omit<ReaderList, 'pending'>

async function readShort(seen: Seen, wanted: Wanted, pending: readonly IdentifiedFollowUp[]): Promise<Besides> {
  const ids = pending.map(({ id }) => id)
  const [isAnyEnded, flags] = await Promise.all([isAnyEndedWaiting(seen, wanted), listNewFlagsOf(seen, ids, wanted)])
  const told = tellShort(pending, flags)
  return isAnyEnded ? { ...told, yourMove: await readWaiting(seen, wanted) } : told
}

/** All that is pending is at hand, nothing that has ended waits, and this tells the same as the statements for what is longer. */
export function tellShort(pending: readonly IdentifiedFollowUp[], flags: readonly Flagged[]): Besides {
  const ours = pending.filter((followUp) => reasonFor(followUp) !== null)
  const flagged = withFlags(pending, flags)
  return {
    names: pending,
    byBracket: countByBracket(pending),
    yourMove: { count: ours.length, rows: withReasons(ours.slice(0, OTHERS_SHOWN)) },
    newlyFlagged: { count: flagged.length, rows: flagged.slice(0, OTHERS_SHOWN) },
  }
}

async function readLong(seen: Seen, wanted: Wanted): Promise<Besides> {
  const [yourMove, flagged, names] = await Promise.all([
    readWaiting(seen, wanted),
    listNewlyFlagged(seen, { ...wanted, limit: OTHERS_SHOWN }),
    listPendingNames(seen, wanted),
  ])
  return {
    names,
    byBracket: countByBracket(names),
    yourMove,
    newlyFlagged: { ...flagged, rows: withFlags(await namedOf(seen, flagged.rows, wanted.today), flagged.rows) },
  }
}

async function readWaiting(seen: Seen, wanted: Wanted): Promise<Digest['yourMove']> {
  const { rows, count } = await listWaiting(seen, { ...wanted, limit: OTHERS_SHOWN })
  return { count, rows: withReasons(rows.map((row) => asShown(row, row, wanted.today))) }
}

function countByBracket(names: readonly { bracket: Bracket | null }[]): Balance['byBracket'] {
  const counts = Object.fromEntries(BRACKETS.map((bracket) => [bracket, 0])) as Balance['byBracket']
  for (const { bracket } of names) if (bracket) counts[bracket] += 1
  return counts
}

function withReasons(followUps: readonly IdentifiedFollowUp[]): Digest['yourMove']['rows'] {
  return followUps.flatMap((followUp) => {
    const because = reasonFor(followUp)
    return because ? [{ followUp, because }] : []
  })
}

/** The same as `waits` of store/digests/reader-list.ts: a test holds the two to each other. */
export function reasonFor({
  unreadReplies,
  state,
  move,
  isPromise,
  daysOverdue,
}: IdentifiedFollowUp): YourMoveReason | null {
  if (unreadReplies > 0) return 'unread'
  if (state === 'undelivered') return 'undelivered'
  if (state === 'with_us' && move === 'ours') return 'with_us'
  return isPromise && daysOverdue ? 'promise_lapsed' : null
}

async function namedOf(
  { db, moment }: Seen,
  flagged: readonly Flagged[],
  today: Temporal.PlainDate,
): Promise<IdentifiedFollowUp[]> {
  const ids = flagged.map(({ followUpId }) => followUpId)
  const rows = (await listFollowUpsById(db, ids, moment)).map((row) => asShown(row, row, today))
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** Each by the worst line that it crossed. */
function withFlags(
  followUps: readonly IdentifiedFollowUp[],
  flags: readonly Flagged[],
): Digest['newlyFlagged']['rows'] {
  const worst = new Map<number, Flagged>()
  for (const flag of flags) {
    const other = worst.get(flag.followUpId)
    if (!other || severityOf(flag) >= severityOf(other)) worst.set(flag.followUpId, flag)
  }
  return followUps.flatMap((followUp) => {
    const flag = worst.get(followUp.id)
    return flag ? [{ followUp, kind: flag.kind, crossedOn: flag.crossedOn }] : []
  })
}

function severityOf({ kind }: Flagged): number {
  return ['due_soon', 'overdue', 'promise_lapsed', 'long_overdue'].indexOf(kind)
}
