import { sql } from 'drizzle-orm'
import { parseConfig } from '../../src/config.ts'
import { postOf } from '../../src/post.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { runPass } from '../../src/worker/pass.ts'
import { ownersAmong } from '../data-set.ts'
import { cold, interleave, secondsOf } from '../measure.ts'
import { morningsGone, nextMorning, refuseUnlessFull } from '../mornings.ts'
import { inTime, type Row } from '../row.ts'

const READERS_OF_A_LIST = 100
const POST = postOf(parseConfig({}, () => '', '/nowhere'))
const MAIL = { post: POST, send: () => Promise.resolve({ outcome: 'accepted' as const, said: '250 taken' }) }
const NEVER_ENDING = { soon: new AbortController().signal, now: new AbortController().signal }

/** Readers who share lists against as many who have one each: that a list is read once for all of its readers is a test. */
export const sharing: Row = {
  name: 'sharing',
  measure: async (ground) => {
    const context = { ...ground.context, db: ground.open(8) }
    const readers = ownersAmong(ground.scale.followUps)
    const lists = Math.max(1, Math.floor(readers / READERS_OF_A_LIST))
    let morning = await morningsGone(context)
    const planned = async (distinct: number) => {
      await ask(context, distinct)
      const today = await nextMorning(context, { days: (morning += 1), readers })
      const took = await secondsOf(() => planDigests(today, POST))
      await runPass(today, MAIL, NEVER_ENDING)
      return took / readers
    }
    const { ours, baseline, ratio } = await interleave(
      cold(3),
      () => planned(readers),
      () => planned(lists),
    ).finally(() => ask(context, readers))
    await refuseUnlessFull(context, readers)
    const [many, few] = [readers, lists].map((count) => count.toLocaleString('en'))
    return [
      {
        what: `sharing: planning a digest, ${many} readers of ${few} lists; against as many with a list each`,
        ours: inTime(ours),
        baseline: inTime(baseline),
        ratio,
        goal: '',
        isMet: true,
      },
    ]
  },
}

/** Of the owners of so many lists, each of those who read asks for one. */
async function ask({ db }: Context, lists: number): Promise<void> {
  await db.execute(sql`update subscriptions
    set query = jsonb_build_object('owner', 'officer.' || (1 + (id - 1) % ${lists}) || '@example.org')`)
}
