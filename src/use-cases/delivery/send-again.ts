import { Problem } from '../../domain/problem.ts'
import { requeueDigest } from '../../store/digests/digests.ts'
import { liftSuppression } from '../../store/digests/suppressions.ts'
import type { Context } from '../context.ts'
import { refuseUnlessOurs } from '../operation/instance.ts'
import { showDigest } from '../digests/list-digests.ts'
import { tryAtOnce } from './mail-queue.ts'
import { ownSubscription, refuseEnded } from '../digests/own-subscription.ts'

type Asking = Pick<Context, 'db' | 'officer' | 'sight' | 'timeZone'>

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

/** Whoever asks for a mail wants it tried, whatever became of those before it; where it cannot be, nothing changes. */
async function sendAtOnce(
  context: Asking,
  issue: { subscription: number; number: number },
  from: Parameters<typeof requeueDigest>[2],
): Promise<boolean> {
  const subscription = await ownSubscription(context, issue.subscription)
  const { id, recipient } = await showDigest(context, issue)
  refuseEnded(subscription)
  await refuseUnlessOurs(context)
  return context.db.transaction(async (tx) => {
    if (!(await requeueDigest(tx, id, from))) return false
    await liftSuppression(tx, recipient!, context.officer.id)
    await tryAtOnce({ db: tx })
    return true
  })
}
