import type { Context } from '../use-cases/context.ts'
import { deliverDigests, type Delivered, type Send } from '../use-cases/deliver-digests.ts'
import type { Ending } from '../use-cases/ending.ts'
import { planDigests, type Post } from '../use-cases/plan-digests.ts'
import { raiseFlags } from '../use-cases/raise-flags.ts'
import { recordPass } from '../use-cases/record-pass.ts'
import { sweepAccess } from '../use-cases/sweep-access.ts'

export interface PassReport extends LookReport {
  delivered: Delivered
}

export interface LookReport {
  flagged: number
  planned: number
}

/** One look at everything that is due: flags first, for digests tell of them; then what is planned goes out. */
export async function runPass(
  context: Context,
  mail: { post: Post; send: Send },
  ending?: Ending,
): Promise<PassReport> {
  let delivered: Delivered | undefined
  const looked = await look(context, mail.post, {
    signal: ending?.soon,
    // A digest that cannot be planned does not keep back those that are.
    deliver: async () => void (delivered = await deliverDigests(context, mail.send, ending)),
  })
  return { ...looked, delivered: delivered! }
}

/** Raises flags and plans digests; has what is planned delivered, and does not wait for it unless it is told to. */
export async function look(
  context: Context,
  post: Post,
  { signal, deliver }: { signal?: AbortSignal | undefined; deliver: () => void | Promise<void> },
): Promise<LookReport> {
  const startedAt = performance.now()
  // Neither keeps back the other, nor what is planned already: what failed is told at the end.
  const [flagging] = await Promise.allSettled([raiseFlags(context, signal)])
  const [planning] = await Promise.allSettled([planDigests(context, post, signal)])
  await deliver()
  await sweepAccess(context)
  await recordPass(context, performance.now() - startedAt)
  if (flagging.status === 'rejected') throw flagging.reason
  if (planning.status === 'rejected') throw planning.reason
  return { flagged: flagging.value, planned: planning.value }
}
