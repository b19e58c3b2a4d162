import type { Context } from '../use-cases/context.ts'
import { deliverDigests, type Delivered, type Send } from '../use-cases/deliver-digests.ts'
import { planDigests, type Post } from '../use-cases/plan-digests.ts'
import { raiseFlags } from '../use-cases/raise-flags.ts'
import { recordPass } from '../use-cases/record-pass.ts'

export interface PassReport {
  flagged: number
  planned: number
  delivered: Delivered
}

/** One look at everything that is due: flags first, for digests tell of them; then what is planned goes out. */
export async function runPass(
  context: Context,
  mail: { post: Post; send: Send },
  signal?: AbortSignal,
): Promise<PassReport> {
  const flagged = await raiseFlags(context, signal)
  const planned = await planDigests(context, mail.post, signal)
  const delivered = await deliverDigests(context, mail.send, signal)
  await recordPass(context)
  return { flagged, planned, delivered }
}
