import { crashPoint } from '../domain/crash-points.ts'
import type { Digest } from '../domain/digest.ts'
import { Problem } from '../domain/problem.ts'
import { nextSlot, type LatestSlot } from '../domain/slots.ts'
import type { Transaction } from '../store/database.ts'
import { refusalOf } from '../store/sqlstate.ts'
import { appendDigest, findDigestById, type DigestRow } from '../store/digests.ts'
import { findInstallation } from '../store/installation.ts'
import {
  lockDueSubscriptions,
  lockSubscription,
  saveSubscription,
  type NamedSubscription,
} from '../store/subscriptions.ts'
import { takeAnchor } from './anchor.ts'
import { assembleDigest, type Assembled } from './assemble-digest.ts'
import { sightOf, type Context } from './context.ts'
import { dueSlot } from './due-slot.ts'
import { wantedSubscription } from './find.ts'
import { recordDigest } from './documents.ts'
import { reasonNotToMail, refuseUnlessOurs } from './instance.ts'
import { inOneSnapshot } from './one-snapshot.ts'
import { ownSubscription } from './own-subscription.ts'
import { reasonForSilence } from './reason-for-silence.ts'
import { inTurn, readSeries, type Series } from './series.ts'
import { sharedReads, type SharedReads } from './shared-reads.ts'
import { scheduleOf } from './subscribe.ts'

/** Turns a digest into the mail that will be sent, byte for byte. */
type ComposeMail = (digest: Digest, particulars: Particulars) => Promise<ComposedMail>

/** What the issues of a subscription have in common. */
interface Particulars {
  installation: string
  /** How often the ledger was adopted: what was issued before it was copied is forgotten, but not its Message-IDs. */
  adoptions: number
  language: string
  sentMessageIds: readonly string[]
  unsubscribeToken: string
  /** Composed for its reader to look at: it takes no number and says what it is. */
  isTest?: true
}

export interface ComposedMail {
  sender: string
  recipient: string
  subject: string
  messageId: string
  message: Uint8Array
}

export interface Post {
  compose: ComposeMail
  /** Whom readers are to tell if an issue does not come. */
  tell: string
}

/**
 * Plans one issue for each subscription whose slot has come and freezes its mail; gives how many were planned. Slots
 * that passed while no worker ran collapse into the last. Any number of planners may run: each slot is planned once.
 * A subscription that fails keeps its slot and does not stand in the way of the others; rejects after all were tried.
 */
export async function planDigests(
  context: Context,
  post: Post,
  { signal, onPlanned }: { signal?: AbortSignal | undefined; onPlanned?: () => void } = {},
): Promise<number> {
  // What is due waits, and goes into one issue when it may be sent.
  if (await reasonNotToMail(context)) return 0
  const failed: Failed = new Map()
  let [planned, most] = [0, TOGETHER]
  while (!signal?.aborted) {
    crashPoint('plan-begun')
    const outcome = await planSome(context, post, { failed, most })
    if (outcome === 'none_due') break
    if (outcome === 'failed') most = 1
    else planned += outcome
    crashPoint('plan-committed')
    onPlanned?.()
  }
  if (failed.size > 0) throw failureOf(failed)
  return planned
}

/** In one transaction, for so many may well be of one list, which is read but once. */
const TOGETHER = 100

type Failed = Map<number, unknown>

/** Plans some together; gives how many were, unless the database refused. It is told then of which, where that is one alone. */
async function planSome(
  context: Context,
  post: Post,
  { failed, most }: { failed: Failed; most: number },
): Promise<number | 'none_due' | 'failed'> {
  let locked: readonly number[] = []
  try {
    return await inOneSnapshot(context, async (tx) => {
      const due = await lockDueSubscriptions(tx, context.now, { except: [...failed.keys()], most })
      locked = due.map(({ id }) => id)
      return due.length === 0 ? 'none_due' : planEach(context, tx, { post, due, failed })
    })
  } catch (error) {
    if (locked.length === 0) throw error
    if (locked.length === 1) failed.set(locked[0]!, error)
    return 'failed'
  }
}

async function planEach(
  context: Context,
  tx: Transaction,
  { post, due, failed }: { post: Post; due: readonly NamedSubscription[]; failed: Failed },
): Promise<number> {
  const seriesOf = await readSeries(tx, due)
  const shared = sharedReads()
  let planned = 0
  for (const subscription of inTurn(due, seriesOf)) {
    try {
      const by = { post, shared, series: seriesOf(subscription.id) }
      if (await planWithin(context, tx, subscription, by)) planned += 1
    } catch (error) {
      // What the database refuses, all have lost.
      if (refusalOf(error)) throw error
      failed.set(subscription.id, error)
    }
  }
  return planned
}

function failureOf(failed: Failed): unknown {
  const [causes, which] = [[...failed.values()], [...failed.keys()].join(', ')]
  return causes.length === 1 ? causes[0] : new AggregateError(causes, `subscriptions ${which} could not be planned`)
}

/** What an issue is put together by. */
interface By {
  post: Post
  shared: SharedReads
  series: Series
}

/** Gives false where nothing is issued for the slot. */
async function planWithin(
  context: Context,
  tx: Transaction,
  subscription: NamedSubscription,
  by: By,
): Promise<boolean> {
  const due = dueSlot(subscription, context.now)
  const planned = due ? await planSlot(context, tx, { subscription, due, mayBeSilent: true, ...by }) : null
  const issues = planned === null ? subscription.issues : subscription.issues + 1
  await saveSubscription(tx, subscription.id, {
    issues,
    nextSlotAt: nextSlot(scheduleOf(subscription), context.now).at,
  })
  return planned !== null
}

/** Plans an issue out of turn, for the very instant it is asked for; gives its number. */
export async function planExtraDigest(
  context: Context,
  post: Post,
  subscriptionNumber: number | null,
): Promise<DigestRow> {
  await refuseUnlessOurs(context)
  return inOneSnapshot(context, async (tx) => {
    const { id } = await ownSubscription({ ...context, db: tx }, subscriptionNumber)
    await lockSubscription(tx, id)
    const subscription = await wantedSubscription(tx, id)
    const local = context.now.toZonedDateTimeISO(subscription.timeZone).toPlainDateTime()
    const due = { slot: { at: context.now, local }, collapsed: 0 }
    const by = { post, shared: sharedReads(), series: (await readSeries(tx, [subscription]))(id) }
    const planned = await planSlot(context, tx, { subscription, due, mayBeSilent: false, ...by })
    if (planned === null)
      throw new Problem('conflict', `subscription ${id} has a digest for this very moment already; try again`)
    await saveSubscription(tx, id, { issues: subscription.issues + 1 })
    return (await findDigestById(tx, planned))!
  })
}

interface SlotToPlan extends By {
  subscription: NamedSubscription
  due: LatestSlot
  mayBeSilent: boolean
}

/** Assembles, composes and appends; null where nothing is issued for the slot, else its identity. */
async function planSlot(context: Context, tx: Transaction, slot: SlotToPlan): Promise<number | null> {
  const { subscription, due, mayBeSilent, post, shared, series } = slot
  const number = subscription.issues + 1
  const nextAt = nextSlot(scheduleOf(subscription), context.now).at
  const issue = { subscription, number, collapsedSlots: due.collapsed, nextAt, tell: post.tell, series }
  const assembled = await assembleDigest(context, tx, issue, shared)
  const sight = sightOf(subscription)
  const silence = mayBeSilent ? reasonForSilence(subscription, assembled.digest) : null
  const anchor = silence ? undefined : await shared('anchor', sight, () => takeAnchor(context, tx, sight))
  const digest = { ...assembled.digest, ...(anchor !== undefined && { anchor }) }
  const mail = silence ? null : await compose(tx, digest, slot)
  const id = await appendPlanned(context, tx, { subscription, due, assembled, mail, said: silence })
  if (id === null || !mail) return null
  crashPoint('slot-taken')
  const kept = { asOf: digest.asOf, anchor, subscription, previous: assembled.previous, shared }
  await recordDigest(context, tx, { id, title: `Digest ${subscription.id}/${number}`, message: mail.message, ...kept })
  return id
}

async function compose(tx: Transaction, digest: Digest, { subscription, post, shared, series }: SlotToPlan) {
  const { language, unsubscribeToken } = subscription
  const { id: installation, adoptions } = await shared('installation', null, () => findInstallation(tx))
  return post.compose(digest, {
    installation,
    adoptions,
    language,
    unsubscribeToken,
    sentMessageIds: series.sentMessageIds,
  })
}

interface ToAppend {
  subscription: NamedSubscription
  due: LatestSlot
  assembled: Assembled
  mail: ComposedMail | null
  said: string | null
}

async function appendPlanned(
  { now }: Context,
  tx: Transaction,
  { subscription, due, assembled, mail, said }: ToAppend,
): Promise<number | null> {
  const { digest, pendingIds } = assembled
  return appendDigest(tx, {
    subscriptionId: subscription.id,
    slotAt: due.slot.at,
    slotLocal: due.slot.local,
    collapsedSlots: due.collapsed,
    asOf: digest.asOf,
    plannedAt: now,
    balance: digest.balance,
    pendingIds,
    said,
    ...(mail
      ? { ...mail, message: Buffer.from(mail.message), number: digest.number, state: 'planned' }
      : { state: 'suppressed' }),
  })
}
