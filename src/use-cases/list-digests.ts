import { pick } from '../domain/pick.ts'
import { Problem } from '../domain/problem.ts'
import {
  findDigest,
  findLastSent,
  listDigests as listAll,
  listDigestsBefore,
  requeueDigest,
  type DigestRow,
  type ListedDigest,
} from '../store/digests.ts'
import type { NamedSubscription } from '../store/subscriptions.ts'
import { findSuppression, liftSuppression, type Suppression } from '../store/suppressions.ts'
import { refuseUnlessOurs } from './instance.ts'
import type { Context } from './context.ts'
import { tryAtOnce } from './mail-queue.ts'
import { isOwn, knownSubscription, ownSubscription } from './own-subscription.ts'

export { DIGEST_STATES } from '../store/schema/digests.ts'

type Asking = Pick<Context, 'db' | 'officer' | 'sight'>

const SHOWN = 200

/** Newest first, of everybody: for whoever holds the database. */
export function listDigests(
  { db }: Pick<Context, 'db'>,
  { subscription }: { subscription?: number | undefined },
): Promise<ListedDigest[]> {
  return listAll(db, { subscription, limit: SHOWN })
}

/** One slot and what became of it. What the issue says, its subject included, only for its reader. */
export type ToldDigest = Omit<ListedDigest, 'subject'> & { subject: string | null }

export interface DigestPage {
  digests: ToldDigest[]
  /** The slot that the next page comes before; null where this is the last. */
  next: Temporal.Instant | null
}

/** A page of what became of a subscription's slots, latest first. */
export async function listHistory(
  context: Asking,
  { subscription, before, limit }: { subscription: number; before?: Temporal.Instant | undefined; limit: number },
): Promise<DigestPage> {
  const of = await knownSubscription(context, subscription)
  const found = await listDigestsBefore(context.db, { subscription, before, limit: limit + 1 })
  const digests = found.slice(0, limit).map((digest) => (isOwn(context, of) ? digest : { ...digest, subject: null }))
  return { digests, next: found.length > limit ? digests.at(-1)!.slotAt : null }
}

export interface DigestStory {
  subscription: NamedSubscription
  digest: ToldDigest
  /** When the issue before it that had arrived was put together: it tells what happened since. */
  since: Temporal.Instant | null
  /** Why its address gets no mail now. */
  suppression: Suppression | null
  /** As it was frozen; null for everybody but its reader. */
  content: Pick<DigestRow, 'balance' | 'message'> | null
}

/** One issue, and what became of it. */
export async function tellDigest(
  context: Asking,
  { subscription: of, number }: { subscription: number; number: number },
): Promise<DigestStory> {
  const subscription = await knownSubscription(context, of)
  const row = await wantedDigest(context, of, number)
  const { balance, message, subject } = row
  const isReader = isOwn(context, subscription)
  const { name, timeZone } = subscription
  const previous = await findLastSent(context.db, of, row.plannedAt)
  return {
    subscription,
    digest: { ...pick(row, DELIVERY), subscription: of, name, timeZone, subject: isReader ? subject : null },
    since: previous && previous.plannedAt,
    suppression: await findSuppression(context.db, row.recipient!),
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

/** One issue as it was frozen. */
export async function showDigest(
  context: Asking,
  { subscription, number }: { subscription: number; number: number },
): Promise<DigestRow> {
  await ownSubscription(context, subscription)
  return wantedDigest(context, subscription, number)
}

async function wantedDigest({ db }: Pick<Context, 'db'>, subscription: number, number: number): Promise<DigestRow> {
  const found = await findDigest(db, subscription, number)
  if (found) return found
  throw new Problem('not_found', `no digest ${subscription}/${number}; relance digest list shows what there is`)
}

/** Puts an issue that was given up back in line, the same bytes under the same Message-ID. */
export async function resendDigest(context: Asking, issue: { subscription: number; number: number }): Promise<void> {
  const { state } = await showDigest(context, issue)
  if (await sendAtOnce(context, issue, ['undeliverable'])) return
  throw new Problem(
    'conflict',
    `digest ${issue.subscription}/${issue.number} is ${state}; only one that was given up can be put back in line`,
  )
}

/** Sends the same bytes under the same Message-ID once more, whatever became of them, as soon as a worker looks. */
export async function sendAgain(context: Asking, issue: { subscription: number; number: number }): Promise<void> {
  if (await sendAtOnce(context, issue, ['planned', 'sent', 'undeliverable'])) return
  throw new Problem(
    'conflict',
    `digest ${issue.subscription}/${issue.number} is being sent just now; look again in a minute`,
  )
}

/** Whoever asks for a mail wants it tried, whatever became of those before it. */
async function sendAtOnce(
  context: Asking,
  issue: { subscription: number; number: number },
  from: Parameters<typeof requeueDigest>[2],
): Promise<boolean> {
  const { cancelledAt } = await ownSubscription(context, issue.subscription)
  const { id, recipient } = await wantedDigest(context, issue.subscription, issue.number)
  if (cancelledAt) throw new Problem('conflict', `subscription ${issue.subscription} has ended; resume it first`)
  await refuseUnlessOurs(context)
  await liftSuppression(context.db, recipient!, context.officer.id)
  await tryAtOnce(context)
  return requeueDigest(context.db, id, from)
}
