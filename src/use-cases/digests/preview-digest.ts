import type { Digest } from '../../domain/digests/digest.ts'
import { nextSlot } from '../../domain/digests/slots.ts'
import { assembleDigest } from './assemble-digest.ts'
import type { Context, Moment } from '../context.ts'
import { ownSubscription } from './own-subscription.ts'
import { readSeries } from './series.ts'
import { scheduleOf } from './subscribe.ts'

/** The digest that a subscription would get now, or would have got at a moment; nothing is planned or sent. */
export async function previewDigest(
  context: Context,
  { number, tell }: { number: number | null; tell: string },
  moment?: Moment,
): Promise<Digest> {
  const subscription = await ownSubscription(context, number)
  const issue = {
    subscription,
    number: subscription.issues + 1,
    collapsedSlots: 0,
    nextAt: nextSlot(scheduleOf(subscription), context.now).at,
    tell,
    moment,
  }
  const assembled = await context.db.transaction(
    async (tx) => {
      const series = (await readSeries(tx, [subscription]))(subscription.id)
      return assembleDigest(context, tx, { ...issue, series })
    },
    { isolationLevel: 'repeatable read' },
  )
  return assembled.digest
}
