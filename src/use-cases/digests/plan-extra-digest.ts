import { Problem } from '../../domain/problem.ts'
import { nextSlot } from '../../domain/digests/slots.ts'
import { findDigestById, type DigestRow } from '../../store/digests/digests.ts'
import { lockSubscription, saveSubscription } from '../../store/digests/subscriptions.ts'
import type { Context } from '../context.ts'
import { wantedSubscription } from '../find.ts'
import { refuseUnlessOurs } from '../operation/instance.ts'
import { keepIssues } from './keep-issues.ts'
import { inOneSnapshot } from '../one-snapshot.ts'
import { ownSubscription, refuseEnded } from './own-subscription.ts'
import type { Post } from '../delivery/post.ts'
import { prepareIssue } from './prepare-issue.ts'
import { readSeries } from './series.ts'
import { sharedReads } from './shared-reads.ts'
import { scheduleOf } from './subscribe.ts'

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
    refuseEnded(subscription)
    const local = context.now.toZonedDateTimeISO(subscription.timeZone).toPlainDateTime()
    const due = { slot: { at: context.now, local }, collapsed: 0 }
    const by = { post, shared: sharedReads(), series: (await readSeries(tx, [subscription]))(id) }
    const nextAt = nextSlot(scheduleOf(subscription), context.now).at
    const issue = await prepareIssue(context, tx, { subscription, due, nextAt, mayBeSilent: false, ...by })
    const [planned] = await keepIssues(tx, [issue])
    if (planned === undefined)
      throw new Problem('conflict', `subscription ${id} has a digest for this very moment already; try again`)
    await saveSubscription(tx, id, { issues: subscription.issues + 1 })
    return (await findDigestById(tx, planned.id))!
  })
}
