import { parseCron } from '../domain/cron.ts'
import type { Digest } from '../domain/digest.ts'
import { Problem } from '../domain/problem.ts'
import { nextSlot } from '../domain/slots.ts'
import { findSubscription, type NamedSubscription } from '../store/subscriptions.ts'
import { assembleDigest } from './assemble-digest.ts'
import type { Context, Moment } from './context.ts'
import { listActiveSubscriptions } from './subscribe.ts'

/** The digest that a subscription would get now, or would have got at a moment; nothing is planned or sent. */
export async function previewDigest(
  context: Context,
  { number, tell }: { number: number | null; tell: string },
  moment?: Moment,
): Promise<Digest> {
  const subscription = await wantedSubscription(context, number)
  const schedule = { cron: parseCron(subscription.cron, 'cron'), timeZone: subscription.timeZone }
  const issue = {
    subscription,
    number: subscription.issues + 1,
    collapsedSlots: 0,
    nextAt: nextSlot(schedule, context.now).at,
    tell,
    moment,
  }
  const assembled = await context.db.transaction((tx) => assembleDigest(context, tx, issue), {
    isolationLevel: 'repeatable read',
  })
  return assembled.digest
}

/** The one of that number, or the only one there is. */
export async function wantedSubscription(
  context: Pick<Context, 'db'>,
  number: number | null,
): Promise<NamedSubscription> {
  if (number === null) {
    const active = await listActiveSubscriptions(context)
    if (active.length === 1) return active[0]!
    throw new Problem(
      'usage',
      `--subscription: got nothing — expected one of ${active.map(({ id }) => id).join(', ') || 'those that relance subscribe makes'}`,
    )
  }
  const found = await findSubscription(context.db, number)
  if (!found) throw new Problem('not_found', `no subscription ${number}; relance subscriptions lists them`)
  return found
}
