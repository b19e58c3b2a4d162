import type { Digest } from '../domain/digest.ts'
import type { Queryable } from '../store/database.ts'
import { findLastSent, listUndelivered } from '../store/digests.ts'
import { findOfficerById } from '../store/parties.ts'
import type { NamedSubscription } from '../store/subscriptions.ts'
import { balanceSince } from './balance-since.ts'
import { seenAt, sightOf, type Context, type Moment } from './context.ts'
import { correctedSince } from './corrected-since.ts'
import { listDutiesOn } from './list-duties.ts'
import { troublesOfAll } from './untold.ts'
import { readList } from './reader-list.ts'

export interface Issue {
  subscription: NamedSubscription
  number: number
  collapsedSlots: number
  nextAt: Temporal.Instant
  tell: string
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
export async function assembleDigest(context: Context, db: Queryable, issue: Issue): Promise<Assembled> {
  const { now, today } = context
  const { subscription, moment } = issue
  // A replay stands alone: the issue that was sent last may be of a later day.
  const previous = moment ? null : await findLastSent(db, subscription.id)
  const seen = seenAt({ db, sight: sightOf(subscription), today }, moment)
  const asOf = seen.today
  const list = await readList(seen, { query: subscription.query, today: asOf, since: previous?.plannedAt ?? null })
  const inZone = (at: Temporal.Instant) => at.toZonedDateTimeISO(subscription.timeZone)
  const corrected = await correctedSince({ ...context, ...seen }, subscription.id, previous)
  const digest: Digest = {
    subscription: { number: subscription.id, name: subscription.name, query: subscription.query },
    number: issue.number,
    reader: { name: subscription.reader, address: subscription.email },
    asOf,
    plannedAt: inZone(now),
    previousAt: previous && inZone(previous.plannedAt),
    nextAt: inZone(issue.nextAt),
    collapsedSlots: issue.collapsedSlots,
    tell: issue.tell,
    ...(corrected.length > 0 && { corrected }),
    balance: await balanceSince(seen, previous, list),
    yourMove: list.yourMove,
    newlyFlagged: list.newlyFlagged,
    pending: list.pending,
    reportDuties: await listDutiesOn(seen, { query: subscription.query, isOpen: true }, moment),
    deliveryProblems: (await listUndelivered(db, subscription.id, previous?.number ?? 0)).map(
      ({ number, slotAt, said }) => ({
        number: number!,
        slotAt: inZone(slotAt),
        said: said ?? 'not sent yet',
      }),
    ),
    ...((await isForAdministrator(db, issue)) && { everybodysMail: await troublesOfAll({ ...seen, now, today }) }),
  }
  return { digest, pendingIds: list.names.map(({ id }) => id), previous: previous?.id ?? null }
}

async function isForAdministrator(db: Queryable, { subscription, moment }: Issue): Promise<boolean> {
  return !moment && (await findOfficerById(db, subscription.officerId))?.role === 'administrator'
}
