import { CHANGES, countOf } from '../domain/balance.ts'
import { crashPoint } from '../domain/crash-points.ts'
import { isTrouble, type Digest } from '../domain/digest.ts'
import { Problem } from '../domain/problem.ts'
import { latestSlot, nextSlot, type LatestSlot } from '../domain/slots.ts'
import type { Transaction } from '../store/database.ts'
import { appendDigest, listSentMessageIds, type DigestRow } from '../store/digests.ts'
import { findInstallation } from '../store/installation.ts'
import {
  lockDueSubscription,
  lockSubscription,
  saveSubscription,
  type NamedSubscription,
} from '../store/subscriptions.ts'
import { takeAnchor } from './anchor.ts'
import { assembleDigest, type Assembled } from './assemble-digest.ts'
import { sightOf, type Context } from './context.ts'
import { wantedSubscription } from './find.ts'
import { recordDigest } from './documents.ts'
import { reasonNotToMail, refuseUnlessOurs } from './instance.ts'
import { inOneSnapshot } from './one-snapshot.ts'
import { ownSubscription } from './own-subscription.ts'
import { scheduleOf } from './subscribe.ts'

/** Turns a digest into the mail that will be sent, byte for byte. */
type ComposeMail = (digest: Digest, series: Series) => Promise<ComposedMail>

/** What the issues of a subscription have in common. */
interface Series {
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
export async function planDigests(context: Context, post: Post, signal?: AbortSignal): Promise<number> {
  // What is due waits, and goes into one issue when it may be sent.
  if (await reasonNotToMail(context)) return 0
  const failed: Failed = new Map()
  let planned = 0
  while (!signal?.aborted) {
    crashPoint('plan-begun')
    const outcome = await planNext(context, post, failed)
    if (outcome === 'none_due') break
    if (outcome === 'planned') planned += 1
    crashPoint('plan-committed')
  }
  if (failed.size > 0) throw failureOf(failed)
  return planned
}

type Planned = 'planned' | 'suppressed' | 'none_due' | 'failed'
type Failed = Map<number, unknown>

async function planNext(context: Context, post: Post, failed: Failed): Promise<Planned> {
  const locked: { id?: number | undefined } = {}
  try {
    return await inOneSnapshot(context, async (tx) => {
      const subscription = await lockDueSubscription(tx, context.now, [...failed.keys()])
      locked.id = subscription?.id
      return subscription ? planWithin(context, tx, post, subscription) : 'none_due'
    })
  } catch (error) {
    if (locked.id === undefined) throw error
    failed.set(locked.id, error)
    return 'failed'
  }
}

function failureOf(failed: Failed): unknown {
  const causes = [...failed.values()]
  const which = [...failed.keys()].join(', ')
  return causes.length === 1 ? causes[0] : new AggregateError(causes, `subscriptions ${which} could not be planned`)
}

async function planWithin(
  context: Context,
  tx: Transaction,
  post: Post,
  subscription: NamedSubscription,
): Promise<Planned> {
  const schedule = scheduleOf(subscription)
  const due = dueSlot(subscription, context.now)
  const planned = due ? await planSlot(context, tx, post, { subscription, due, mayBeSilent: true }) : null
  await saveSubscription(tx, subscription.id, { nextSlotAt: nextSlot(schedule, context.now).at })
  return planned === null ? 'suppressed' : 'planned'
}

/** The last slot from the one that is kept on; where the zone's rules have changed since, it may lie a little before. */
function dueSlot(subscription: NamedSubscription, now: Temporal.Instant): LatestSlot | null {
  const schedule = scheduleOf(subscription)
  const [kept, made] = [subscription.nextSlotAt!, subscription.createdAt]
  const dayBefore = kept.subtract({ hours: 24 })
  return (
    latestSlot(schedule, kept.subtract({ nanoseconds: 1 }), now) ??
    latestSlot(schedule, Temporal.Instant.compare(dayBefore, made) > 0 ? dayBefore : made, now)
  )
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
    const planned = await planSlot(context, tx, post, { subscription, due, mayBeSilent: false })
    if (planned) return planned
    throw new Problem('conflict', `subscription ${id} has a digest for this very moment already; try again`)
  })
}

interface SlotToPlan {
  subscription: NamedSubscription
  due: LatestSlot
  mayBeSilent: boolean
}

/** Assembles, composes and appends; null where nothing is issued for the slot. */
async function planSlot(
  context: Context,
  tx: Transaction,
  post: Post,
  { subscription, due, mayBeSilent }: SlotToPlan,
): Promise<DigestRow | null> {
  const number = subscription.issues + 1
  const nextAt = nextSlot(scheduleOf(subscription), context.now).at
  const issue = { subscription, number, collapsedSlots: due.collapsed, nextAt, tell: post.tell }
  const assembled = await assembleDigest(context, tx, issue)
  const silence = mayBeSilent ? reasonForSilence(subscription, assembled.digest) : null
  const anchor = silence ? undefined : await takeAnchor(context, tx, sightOf(subscription))
  const digest = { ...assembled.digest, ...(anchor !== undefined && { anchor }) }
  const mail = silence ? null : await compose(tx, subscription, digest, post)
  const appended = await appendPlanned(context, tx, { subscription, due, assembled, mail, said: silence })
  if (!appended || !mail) return null
  crashPoint('slot-taken')
  const { previous } = assembled
  const { asOf } = digest
  const title = `Digest ${subscription.id}/${number}`
  await recordDigest(context, tx, {
    id: appended.id,
    title,
    asOf,
    message: mail.message,
    anchor,
    subscription,
    previous,
  })
  await saveSubscription(tx, subscription.id, { issues: number })
  return appended
}

async function compose(
  tx: Transaction,
  { id, language, unsubscribeToken }: NamedSubscription,
  digest: Digest,
  post: Post,
): Promise<ComposedMail> {
  const { id: installation, adoptions } = await findInstallation(tx)
  const sentMessageIds = await listSentMessageIds(tx, id)
  return post.compose(digest, { installation, adoptions, language, sentMessageIds, unsubscribeToken })
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
): Promise<DigestRow | null> {
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

/** Why nothing is issued for this slot, as the reader asked; a digest that did not arrive is always reported. */
function reasonForSilence(
  { suppressIfEmpty, onlyIfChanged, issues }: NamedSubscription,
  digest: Digest,
): string | null {
  const { balance, newlyFlagged, yourMove, deliveryProblems, everybodysMail } = digest
  if (deliveryProblems.length > 0 || isTrouble(everybodysMail)) return null
  const isTold = newlyFlagged.count > 0 || digest.corrected !== undefined
  const isChanged = isTold || CHANGES.some((change) => countOf(balance, change) > 0)
  if (suppressIfEmpty && balance.closing === 0 && yourMove.count === 0 && !isChanged) return 'nothing was pending'
  return onlyIfChanged && issues > 0 && !isChanged ? 'nothing had changed' : null
}
