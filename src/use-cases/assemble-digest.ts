import { deriveBalance, type Crossing } from '../domain/balance.ts'
import type { Line } from '../domain/brackets.ts'
import { isPending } from '../domain/characters.ts'
import { PENDING_SHOWN, type Digest, type ReportDutyAhead, type YourMoveReason } from '../domain/digest.ts'
import { isMeantBy, type PendingQuery } from '../domain/pending-query.ts'
import type { Queryable } from '../store/database.ts'
import { findLastSent, listUndelivered, type DigestRow } from '../store/digests.ts'
import { listOpenReportDuties } from '../store/dossiers.ts'
import { listFlagsSince } from '../store/flags.ts'
import { listFollowUps, listFollowUpsById, listUnread } from '../store/follow-ups.ts'
import { sees } from '../store/sight.ts'
import type { NamedSubscription } from '../store/subscriptions.ts'
import { sightOf, type Context, type Moment, type Seen } from './context.ts'
import { foldFollowUps } from './fold-follow-ups.ts'
import { asShown, listFollowUpsAt, listPending, type IdentifiedFollowUp } from './list-pending.ts'

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
}

/** Puts one issue together from one snapshot of the ledger. */
export async function assembleDigest(
  { now, today }: Pick<Context, 'now' | 'today'>,
  db: Queryable,
  issue: Issue,
): Promise<Assembled> {
  const { subscription, moment } = issue
  const asOf = moment?.asOf ?? today
  // A replay stands alone: the issue that was sent last may be of a later day.
  const previous = moment ? null : await findLastSent(db, subscription.id)
  const seen = { db, sight: sightOf(subscription) }
  const pending = await listPending({ ...seen, today }, subscription.query, moment)
  const inZone = (at: Temporal.Instant) => at.toZonedDateTimeISO(subscription.timeZone)
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
    balance: await balanceSince(seen, previous, pending, asOf),
    yourMove: listYourMove(pending, moment ? [] : await listUnreadElsewhere(seen, subscription.query, pending, asOf)),
    newlyFlagged: await listNewlyFlagged(db, previous, pending, asOf),
    pending: pending.slice(0, PENDING_SHOWN),
    reportDuties: await listDutiesAhead(seen, subscription.query, asOf, moment),
    deliveryProblems: (await listUndelivered(db, subscription.id, previous?.number ?? 0)).map(
      ({ number, slotAt, said }) => ({
        number: number!,
        slotAt: inZone(slotAt),
        said: said ?? 'not sent yet',
      }),
    ),
  }
  return { digest, pendingIds: pending.map(({ id }) => id) }
}

async function balanceSince(
  { db, sight }: Seen,
  previous: DigestRow | null,
  pending: readonly IdentifiedFollowUp[],
  asOf: Temporal.PlainDate,
) {
  const opening = new Set(previous?.pendingIds)
  const closing = new Set(pending.map(({ id }) => id))
  const came = await crossings(
    db,
    previous,
    pending.filter(({ id }) => !opening.has(id)),
  )
  const gone = await listFollowUpsById(
    db,
    [...opening].filter((id) => !closing.has(id)),
  )
  const went = gone.map((row) => ({
    followUp: asShown(row, row, asOf),
    isNew: false,
    wasPending: true,
    isHidden: !sees(sight, row),
  }))
  return deriveBalance(opening.size, pending, came, went)
}

/** What came onto the list: whether it was asked since, and if not, whether it was pending then. */
async function crossings(
  db: Queryable,
  previous: DigestRow | null,
  came: readonly IdentifiedFollowUp[],
): Promise<Crossing[]> {
  if (!previous) return came.map((followUp) => ({ followUp, isNew: true, wasPending: false }))
  const rows = await listFollowUpsById(
    db,
    came.map(({ id }) => id),
  )
  const then = await foldFollowUps(db, rows, { asOf: previous.asOf, knownAt: previous.plannedAt })
  return came.map((followUp) => {
    const { standing } = then.get(followUp.id)!
    return { followUp, isNew: standing.asked === null, wasPending: isPending(standing.state) }
  })
}

/** A reply that nobody has read waits for us even where its ask is not pending. */
async function listUnreadElsewhere(
  seen: Seen,
  query: PendingQuery,
  pending: readonly IdentifiedFollowUp[],
  asOf: Temporal.PlainDate,
): Promise<IdentifiedFollowUp[]> {
  const shown = new Set(pending.map(({ id }) => id))
  const unread = (await listUnread(seen, query)).map((row) => asShown(row, row, asOf))
  return unread.filter((followUp) => !shown.has(followUp.id) && isMeantBy(query, followUp))
}

/** What waits for us, each once, by what matters most. */
function listYourMove(
  pending: readonly IdentifiedFollowUp[],
  unreadElsewhere: readonly IdentifiedFollowUp[],
): Digest['yourMove'] {
  return [...unreadElsewhere, ...pending].flatMap((followUp) => {
    const because = reasonFor(followUp)
    return because ? [{ followUp, because }] : []
  })
}

function reasonFor({ unreadReplies, state, move, isPromise, daysOverdue }: IdentifiedFollowUp): YourMoveReason | null {
  if (unreadReplies > 0) return 'unread'
  if (state === 'undelivered') return 'undelivered'
  if (state === 'with_us' && move === 'ours') return 'with_us'
  return isPromise && daysOverdue ? 'promise_lapsed' : null
}

async function listNewlyFlagged(
  db: Queryable,
  previous: DigestRow | null,
  pending: readonly IdentifiedFollowUp[],
  asOf: Temporal.PlainDate,
): Promise<Digest['newlyFlagged']> {
  const flags = await listFlagsSince(
    db,
    pending.map(({ id }) => id),
    previous?.plannedAt ?? null,
  )
  const worst = new Map<number, (typeof flags)[number]>()
  for (const flag of flags.filter(({ crossedOn }) => Temporal.PlainDate.compare(crossedOn, asOf) <= 0)) {
    const other = worst.get(flag.followUpId)
    if (!other || severityOf(flag) >= severityOf(other)) worst.set(flag.followUpId, flag)
  }
  return pending.flatMap((followUp) => {
    const flag = worst.get(followUp.id)
    return flag ? [{ followUp, kind: flag.kind as Line['kind'], crossedOn: flag.crossedOn }] : []
  })
}

function severityOf({ kind }: { kind: string }): number {
  return ['due_soon', 'overdue', 'promise_lapsed', 'long_overdue'].indexOf(kind)
}

async function listDutiesAhead(
  seen: Seen,
  query: PendingQuery,
  asOf: Temporal.PlainDate,
  moment: Moment | undefined,
): Promise<ReportDutyAhead[]> {
  const open = await listOpenReportDuties(seen, asOf)
  const ahead = []
  for (const { body, session, dueOn, document, paragraph, dossier } of open) {
    if (query.dossier !== undefined && dossier !== query.dossier) continue
    const followUps = moment ? await listFollowUpsAt(seen, { dossier }, moment) : await listFollowUps(seen, { dossier })
    const asks = followUps.map(({ reference, state }) => ({ reference, state }))
    ahead.push({ body, session, dueOn, document, paragraph, dossier, asks })
  }
  return ahead
}
