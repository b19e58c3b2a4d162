import type { Context } from '../use-cases/context.ts'
import { deliverDigests, type Delivered, type Send } from '../use-cases/deliver-digests.ts'
import type { Ending } from '../use-cases/ending.ts'
import { planDigests, type Post } from '../use-cases/plan-digests.ts'
import { raiseFlags } from '../use-cases/raise-flags.ts'
import { recordPass } from '../use-cases/record-pass.ts'
import { sweepAccess } from '../use-cases/sweep-access.ts'

export interface PassReport {
  flagged: number
  planned: number
  delivered: Delivered
}

/** One look at everything that is due: flags first, for digests tell of them; then what is planned goes out. */
export async function runPass(
  context: Context,
  mail: { post: Post; send: Send },
  ending?: Ending,
): Promise<PassReport> {
  const startedAt = performance.now()
  const flagged = await raiseFlags(context, ending?.soon)
  // A digest that cannot be planned does not keep back those that are.
  const [planning] = await Promise.allSettled([planDigests(context, mail.post, ending?.soon)])
  const delivered = await deliverDigests(context, mail.send, ending)
  await sweepAccess(context)
  await recordPass(context, performance.now() - startedAt)
  if (planning.status === 'rejected') throw planning.reason
  return { flagged, planned: planning.value, delivered }
}
