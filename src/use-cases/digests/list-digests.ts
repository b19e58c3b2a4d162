import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { lastDeliveries, listDeliveries, type Delivery } from '../../store/digests/deliveries.ts'
import {
  findDigest,
  findLastSent,
  listDigests as listAll,
  listSlots,
  type DigestRow,
  type ListedDigest,
} from '../../store/digests/digests.ts'
import type { NamedSubscription } from '../../store/digests/subscriptions.ts'
import { findSuppression, type Suppression } from '../../store/digests/suppressions.ts'
import { doneBy, type Context, type Moment } from '../context.ts'
import { isOwn, knownSubscription, ownSubscription } from './own-subscription.ts'

export { DIGEST_STATES } from '../../store/schema/digests.ts'
export type { Delivery }

type Asking = Pick<Context, 'db' | 'officer' | 'sight' | 'timeZone'>

const SHOWN = 200

/** Newest first, of everybody: for whoever holds the database. */
export async function listDigests(
  context: Pick<Context, 'db' | 'timeZone'>,
  { subscription }: { subscription?: number | undefined },
  moment?: Moment,
): Promise<ListedDigest[]> {
  const by = moment && doneBy(moment, context)
  return asTheyStood(context, await listAll(context.db, { subscription, plannedBy: by, limit: SHOWN }), by)
}

/** One slot and what became of it. What the issue says, its subject included, only for its reader. */
export type ToldDigest = Omit<ListedDigest, 'subject'> & { subject: string | null }

export interface DigestPage {
  digests: ToldDigest[]
  /** The slot that the next page comes before; null where this is the last. */
  next: Temporal.Instant | null
}

/** A page of what became of a subscription's slots, or had by a moment, latest first. */
export async function listHistory(
  context: Asking,
  { subscription, before, limit }: { subscription: number; before?: Temporal.Instant | undefined; limit: number },
  moment?: Moment,
): Promise<DigestPage> {
  const of = await knownSubscription(context, subscription)
  const by = moment && doneBy(moment, context)
  const found = await listSlots(context.db, { subscription, before, plannedBy: by, limit: limit + 1 })
  const shown = await asTheyStood(context, found.slice(0, limit), by)
  const digests = shown.map((digest) => (isOwn(context, of) ? digest : { ...digest, subject: null }))
  return { digests, next: found.length > limit ? digests.at(-1)!.slotAt : null }
}

async function asTheyStood(
  { db }: Pick<Context, 'db'>,
  listed: readonly ListedDigest[],
  by: Temporal.Instant | undefined,
): Promise<ListedDigest[]> {
  if (!by) return [...listed]
  const ids = listed.map(({ id }) => id)
  const last = await lastDeliveries(db, ids, by)
  return listed.map((digest) => ({ ...digest, ...fateAfter(digest, last.get(digest.id)) }))
}

/** What had become of it once the last of its steps was done. Where nothing was mailed, nothing becomes of it. */
function fateAfter(
  { state, said }: Pick<ListedDigest, 'state' | 'said'>,
  last: Delivery | undefined,
): Pick<ListedDigest, 'state' | 'attempts' | 'said' | 'sentAt' | 'nextAttemptAt'> {
  if (last) return { ...pick(last, ['state', 'attempts', 'said', 'sentAt']), nextAttemptAt: null }
  const untried = state === 'suppressed' ? { state, said } : { state: 'planned' as const, said: null }
  return { ...untried, attempts: 0, sentAt: null, nextAttemptAt: null }
}

export interface DigestStory {
  subscription: NamedSubscription
  digest: ToldDigest
  /** Each attempt at it, and whatever else moved it on, in order. */
  deliveries: Delivery[]
  /** When the issue before it that had arrived was put together: it tells what happened since. */
  since: Temporal.Instant | null
  /** Why its address gets no mail now; null at any other moment. */
  suppression: Suppression | null
  /** As it was frozen; null for everybody but its reader. */
  content: Pick<DigestRow, 'balance' | 'message'> | null
}

/** One issue, and what became of it, or had by a moment. */
export async function tellDigest(
  context: Asking,
  { subscription: of, number }: { subscription: number; number: number },
  moment?: Moment,
): Promise<DigestStory> {
  const subscription = await knownSubscription(context, of)
  const { row, deliveries } = await findAsItStood(context, { subscription: of, number }, moment)
  const { balance, message, subject } = row
  const isReader = isOwn(context, subscription)
  const { name, timeZone } = subscription
  const previous = await findLastSent(context.db, of, row.plannedAt)
  return {
    subscription,
    digest: { ...pick(row, DELIVERY), subscription: of, name, timeZone, subject: isReader ? subject : null },
    deliveries,
    since: previous && previous.plannedAt,
    suppression: moment ? null : await findSuppression(context.db, row.recipient!),
    content: isReader ? { balance, message } : null,
  }
}

const DELIVERY = [
  'id',
  'number',
  'slotAt',
  'asOf',
  'plannedAt',
  'recipient',
  'messageId',
  'state',
  'attempts',
  'nextAttemptAt',
  'said',
  'sentAt',
  'collapsedSlots',
] as const

/** One issue as it was frozen, for its reader, and what had become of it. */
export async function showDigest(
  context: Asking,
  issue: { subscription: number; number: number },
  moment?: Moment,
): Promise<DigestRow & { deliveries: Delivery[] }> {
  await ownSubscription(context, issue.subscription)
  const { row, deliveries } = await findAsItStood(context, issue, moment)
  return { ...row, deliveries }
}

async function findAsItStood(
  context: Pick<Context, 'db' | 'timeZone'>,
  { subscription, number }: { subscription: number; number: number },
  moment: Moment | undefined,
): Promise<{ row: DigestRow; deliveries: Delivery[] }> {
  const by = moment && doneBy(moment, context)
  const row = await findDigest(context.db, subscription, number)
  if (!row)
    throw new Problem('not_found', {
      says: `no digest ${subscription}/${number}`,
      atCommandLine: '; relance digest list shows what there is',
    })
  if (by && Temporal.Instant.compare(row.plannedAt, by) > 0)
    throw new Problem('not_found', `digest ${subscription}/${number} had not been planned by then`)
  const deliveries = await listDeliveries(context.db, row.id, by)
  return { row: by ? { ...row, ...fateAfter(row, deliveries.at(-1)) } : row, deliveries }
}
