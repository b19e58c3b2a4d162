import { createHash } from 'node:crypto'
import { Problem } from '../../domain/problem.ts'
import { nextSlot } from '../../domain/digests/slots.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { saveSubscription, type NamedSubscription } from '../../store/digests/subscriptions.ts'
import type { Context } from '../context.ts'
import { lockedOwn, refuseDouble, scheduleOf, type Wishes } from './subscribe.ts'

/** What is left out stays. */
export interface Change extends Partial<Wishes> {
  isEnded?: boolean
  /** The one that was decided upon, if it matters. */
  version?: number | undefined
}

/** From now on; what is planned already stays. */
export async function changeSubscription(
  context: Context,
  number: number,
  { version, isEnded, ...change }: Change,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const before = await lockedOwn(context, tx, number)
    refuseOtherVersion(before, version)
    const after = { ...before, ...change }
    const wasEnded = before.cancelledAt !== null
    const endedAt = (isEnded ?? wasEnded) ? (before.cancelledAt ?? context.now) : null
    if (!endedAt && (wasEnded || after.name !== before.name)) await refuseDouble(tx, after)
    const isRescheduled = wasEnded || after.cron !== before.cron || after.timeZone !== before.timeZone
    const next = isRescheduled ? nextSlot(scheduleOf(after), context.now).at : before.nextSlotAt
    await saveSubscription(tx, number, { ...change, cancelledAt: endedAt, nextSlotAt: endedAt ? null : next })
  })
}

/** Ended once, it goes on: the next issue takes the next number, in the same series. */
export async function resumeSubscription(context: Context, number: number): Promise<void> {
  await context.db.transaction(async (tx) => {
    const subscription = await lockedOwn(context, tx, number)
    if (!subscription.cancelledAt) throw new Problem('conflict', `subscription ${number} has not ended`)
    await resumeWithin(context, tx, subscription)
  })
}

export async function resumeWithin(
  { now }: Pick<Context, 'now'>,
  tx: Transaction,
  subscription: NamedSubscription,
): Promise<void> {
  await refuseDouble(tx, subscription)
  const nextSlotAt = nextSlot(scheduleOf(subscription), now).at
  await saveSubscription(tx, subscription.id, { cancelledAt: null, nextSlotAt })
}

/** Another whenever something was changed by its reader: nine digits of what they can change. */
export function versionOf(subscription: NamedSubscription): number {
  const { name, query, cron, timeZone, onlyIfChanged, suppressIfEmpty, cancelledAt } = subscription
  const told = [name, Object.entries(query).toSorted(), cron, timeZone, onlyIfChanged, suppressIfEmpty, cancelledAt]
  return createHash('sha256').update(JSON.stringify(told)).digest().readUInt32BE() % 1_000_000_000
}

function refuseOtherVersion(subscription: NamedSubscription, version: number | undefined): void {
  if (version === undefined || version === versionOf(subscription)) return
  throw new Problem('conflict', `subscription ${subscription.id} was changed in the meantime; look at it again`)
}
