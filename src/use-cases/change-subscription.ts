import { createHash } from 'node:crypto'
import { Problem } from '../domain/problem.ts'
import { nextSlot } from '../domain/slots.ts'
import type { Transaction } from '../store/database.ts'
import { saveSubscription, type NamedSubscription } from '../store/subscriptions.ts'
import type { Context } from './context.ts'
import { lockedOwn, refuseDouble, scheduleOf, type Wishes } from './subscribe.ts'

/** From now on; what is planned already stays. `version` is the one that was decided upon, if it matters. */
export async function changeSubscription(
  context: Context,
  number: number,
  { version, ...change }: Partial<Wishes> & { version?: number | undefined },
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const before = await lockedOwn(context, tx, number)
    refuseOtherVersion(before, version)
    const after = { ...before, ...change }
    if (!before.cancelledAt && after.name !== before.name) await refuseDouble(tx, after)
    const isRescheduled = after.cron !== before.cron || after.timeZone !== before.timeZone
    const nextSlotAt = before.cancelledAt ? null : nextSlot(scheduleOf(after), context.now).at
    await saveSubscription(tx, number, { ...change, ...(isRescheduled && { nextSlotAt }) })
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
