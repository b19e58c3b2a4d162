import { nextSlots } from '../../domain/digests/slots.ts'
import { listLatestDigests, type ListedDigest } from '../../store/digests/digests.ts'
import { listSubscriptions as listAll, type NamedSubscription } from '../../store/digests/subscriptions.ts'
import { versionOf } from './change-subscription.ts'
import type { Context } from '../context.ts'
import { isOwn, knownSubscription } from './own-subscription.ts'
import { may } from '../permission.ts'
import { scheduleOf } from './subscribe.ts'

export interface KnownSubscription extends NamedSubscription {
  /** Whether who asks may change it, and read its digests. */
  isOwn: boolean
  /** In the subscription's zone; none where it has ended. */
  next: readonly Temporal.ZonedDateTime[]
  /** What became of its latest slot. */
  latest: Omit<ListedDigest, 'subject'> | null
  version: number
}

const SHOWN_AHEAD = 3

/** The officer's own, and for an administrator everybody's: those that have not ended first. */
export async function listSubscriptions(context: Context): Promise<KnownSubscription[]> {
  const { db, officer } = context
  const rows = await listAll(db, may('administrator', officer) ? undefined : officer.id)
  const known = await describe(context, rows)
  return known.toSorted((a, b) => Number(a.cancelledAt !== null) - Number(b.cancelledAt !== null) || a.id - b.id)
}

export async function showSubscription(context: Context, number: number): Promise<KnownSubscription> {
  const [known] = await describe(context, [await knownSubscription(context, number)])
  return known!
}

async function describe(context: Context, rows: readonly NamedSubscription[]): Promise<KnownSubscription[]> {
  const digests = await listLatestDigests(
    context.db,
    rows.map(({ id }) => id),
  )
  const latest = new Map(digests.map(({ subject: _, ...digest }) => [digest.subscription, digest]))
  return rows.map((row) => ({
    ...row,
    isOwn: isOwn(context, row),
    next: row.cancelledAt ? [] : slotsAhead(row, context.now),
    latest: latest.get(row.id) ?? null,
    version: versionOf(row),
  }))
}

/** The next three times, by the wall clock of a zone. */
export function slotsAhead(
  { cron, timeZone }: Pick<NamedSubscription, 'cron' | 'timeZone'>,
  after: Temporal.Instant,
): Temporal.ZonedDateTime[] {
  return nextSlots(scheduleOf({ cron, timeZone }), after, SHOWN_AHEAD).map(({ at }) => at.toZonedDateTimeISO(timeZone))
}
