import { sweepAccess as sweep } from '../../store/access/access.ts'
import type { Context } from '../context.ts'

/** Whoever repeats a request does so within days, not weeks. */
const ANSWERS_KEPT = { hours: 7 * 24 }
/** Links that are over are kept for a while, so that whoever follows one is told why it is good no longer. */
const LINKS_KEPT = { hours: 24 }

/** Removes links and sessions that are over, and answers that nobody will ask for again. */
export async function sweepAccess({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  await sweep(db, { now, linksSince: now.subtract(LINKS_KEPT), answersSince: now.subtract(ANSWERS_KEPT) })
}
