import { Problem } from '../../domain/problem.ts'
import { findInstallation } from '../../store/operation/installation.ts'
import type { Context } from '../context.ts'
import type { Send } from './send.ts'
import { noteArrival } from './mail-queue.ts'
import { refuseUnlessOurs } from '../operation/instance.ts'
import { ownSubscription } from '../digests/own-subscription.ts'
import type { Post } from './post.ts'
import { previewDigest } from '../digests/preview-digest.ts'

const DEADLINE_MS = 60_000

/** Mails the reader what would go out now, marked as a test: it takes no number and nothing counts from it. Gives the server's words. */
export async function sendTest(
  context: Context,
  { post, send }: { post: Post; send: Send },
  number: number,
): Promise<string> {
  await refuseUnlessOurs(context)
  const { language, unsubscribeToken } = await ownSubscription(context, number)
  const digest = await previewDigest(context, { number, tell: post.tell })
  const { id: installation, adoptions } = await findInstallation(context.db)
  const series = { installation, adoptions, language, unsubscribeToken, sentMessageIds: [], isTest: true } as const
  const { sender, recipient, messageId, message } = await post.compose(digest, series)
  const mail = { from: sender, to: recipient, messageId, bytes: message }
  const receipt = await send(mail, { deadlineMs: DEADLINE_MS })
  if (receipt.outcome === 'accepted') await noteArrival(context, recipient)
  if (receipt.outcome === 'accepted') return receipt.said
  throw new Problem('retry_later', `the test was not accepted: ${receipt.said}`)
}
