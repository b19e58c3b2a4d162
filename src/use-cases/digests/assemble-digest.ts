import type { Digest } from '../../domain/digests/digest.ts'
import { pick } from '../../domain/pick.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { isAnyDuty } from '../../store/report-duties.ts'
import { findPendingIds, type SentIssue } from '../../store/digests/series.ts'
import type { NamedSubscription } from '../../store/digests/subscriptions.ts'
import { balanceSince } from './balance-since.ts'
import { seenAt, sightOf, type Context, type Moment } from '../context.ts'
import { correctedSince } from './corrected-since.ts'
import { listDutiesOn } from '../mandates/list-duties.ts'
import { troublesOfAll } from './untold.ts'
import { readList, type ReaderList } from './reader-list.ts'
import type { Series } from './series.ts'
import { sharedReads, type SharedReads } from './shared-reads.ts'

export interface Issue {
  subscription: NamedSubscription
  number: number
  collapsedSlots: number
  nextAt: Temporal.Instant
  tell: string
  series: Series
  /** What there is to tell of its reader's list, where that was read ahead. */
  list?: ReaderList | undefined
  /** Replayed, for a preview; absent for what is sent. */
  moment?: Moment | undefined
}

export interface Assembled {
  digest: Digest
  pendingIds: number[]
  /** The digest that its balance is reckoned from. */
  previous: number | null
}

/** Puts one issue together from one snapshot of the ledger. */
export async function assembleDigest(
  context: Context,
  db: Queryable,
  issue: Issue,
  shared: SharedReads = sharedReads(),
): Promise<Assembled> {
  const { now, today } = context
  const { subscription, moment, series } = issue
  const { query } = subscription
  // A replay stands alone: the issue that was sent last may be of a later day.
  const previous = moment ? null : series.previous
  const seen = seenAt({ db, sight: sightOf(subscription), today }, moment)
  const { today: asOf, sight } = seen
  const since = previous && pick(previous, ['plannedAt', 'plannedIn'])
  const list =
    issue.list ?? (await shared('list', [query, sight, since], () => readList(seen, { query, today: asOf, since })))
  const inZone = (at: Temporal.Instant) => at.toZonedDateTimeISO(subscription.timeZone)
  const corrected = await correctedSince({ ...context, ...seen }, subscription.id, previous, shared)
  const digest: Digest = {
    subscription: { number: subscription.id, name: subscription.name, query },
    number: issue.number,
    reader: { name: subscription.reader, address: subscription.email },
    asOf,
    plannedAt: inZone(now),
    previousAt: previous && inZone(previous.plannedAt),
    nextAt: inZone(issue.nextAt),
    collapsedSlots: issue.collapsedSlots,
    tell: issue.tell,
    ...(corrected.length > 0 && { corrected }),
    balance: await shared('balance', [query, sight, previous && { ...previous, ...OF_ITS_OWN }], async () =>
      balanceSince(seen, previous && (await withPendingIds(db, previous)), list),
    ),
    yourMove: list.yourMove,
    newlyFlagged: list.newlyFlagged,
    pending: list.pending,
    reportDuties: (await shared('any duty', null, () => isAnyDuty(db)))
      ? await shared('duties', [query, sight], () => listDutiesOn(seen, { query, isOpen: true }, moment))
      : [],
    deliveryProblems: series.undelivered.map(({ number, slotAt, said }) => ({
      number: number!,
      slotAt: inZone(slotAt),
      said: said ?? 'not sent yet',
    })),
    ...(!moment &&
      subscription.role === 'administrator' && {
        everybodysMail: await shared('mail', sight, () => troublesOfAll({ ...seen, now, today })),
      }),
  }
  return { digest, pendingIds: list.names.map(({ id }) => id), previous: previous?.id ?? null }
}

/** What an issue does not share with others of the same list. */
const OF_ITS_OWN = { id: 0, number: 0, plannedIn: null, pendingIds: null }

async function withPendingIds(db: Queryable, issue: SentIssue) {
  return { ...issue, pendingIds: issue.pendingIds ?? (await findPendingIds(db, issue.id)) }
}
