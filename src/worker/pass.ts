import type { Context } from '../use-cases/context.ts'
import { deliverDigests, type Delivered, type Delivering } from '../use-cases/delivery/deliver-digests.ts'
import type { Send } from '../use-cases/delivery/send.ts'
import { planDigests } from '../use-cases/digests/plan-digests.ts'
import type { Post } from '../use-cases/delivery/post.ts'
import { raiseFlags } from '../use-cases/standings/raise-flags.ts'
import { recordPass } from '../use-cases/operation/record-pass.ts'
import { sweepAccess } from '../use-cases/access/sweep-access.ts'

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
  ending: Omit<Delivering, 'onAway'> = {},
): Promise<PassReport> {
  const rounds: Delivered[] = []
  const keep = (delivered: Delivered) => void rounds.push(delivered)
  let delivering = Promise.resolve()
  // While others are planned, one after the other; a digest that cannot be planned does not keep back those that are.
  const deliver = () => {
    delivering = delivering.then(async () =>
      keep(await deliverDigests(context, mail.send, { ...ending, onFailure: keep })),
    )
    delivering.catch(() => undefined)
  }
  const [looked] = await Promise.allSettled([look(context, mail.post, { signal: ending.soon, deliver })])
  try {
    await delivering
    if (looked.status === 'rejected') throw looked.reason
    return { ...looked.value, delivered: rounds.reduce(sumOf, NOTHING) }
  } catch (error) {
    ending.onFailure?.(rounds.reduce(sumOf, NOTHING))
    throw error
  }
}

const NOTHING: Delivered = { sent: 0, refused: [], overtaken: 0, server: null }

function sumOf(was: Delivered, is: Delivered): Delivered {
  const refused = [...was.refused, ...is.refused]
  return { sent: was.sent + is.sent, refused, overtaken: was.overtaken + is.overtaken, server: is.server ?? was.server }
}

/** Raises flags and plans digests; has what is planned delivered as it is, and does not wait for it. */
export async function look(
  context: Context,
  post: Post,
  { signal, deliver }: { signal?: AbortSignal | undefined; deliver: () => void },
): Promise<LookReport> {
  const startedAt = performance.now()
  // Neither keeps back the other, nor what is planned already: what failed is told at the end.
  const [flagging] = await Promise.allSettled([raiseFlags(context, signal)])
  const [planning] = await Promise.allSettled([planDigests(context, post, { signal, onPlanned: deliver })])
  deliver()
  await sweepAccess(context)
  await recordPass(context, performance.now() - startedAt)
  if (flagging.status === 'rejected') throw flagging.reason
  if (planning.status === 'rejected') throw planning.reason
  return { flagged: flagging.value, planned: planning.value }
}
