import { verify } from '../../src/use-cases/verify.ts'
import { secondsOf } from '../measure.ts'
import { inTime, type Row } from '../row.ts'

const GOAL_S = 60

/** Every follow-up folded anew from its facts. */
export const verifying: Row = {
  name: 'verify',
  measure: async ({ context, open, scale }) => {
    const db = open(1)
    const seconds = await secondsOf(() => verify({ db }))
    const peak = process.resourceUsage().maxRSS / 1024
    const goal = (GOAL_S * scale.followUps) / 1_000_000
    return [
      {
        what: `verify: every standing of ${scale.followUps.toLocaleString('en')} follow-ups (as of ${context.today.toString()})`,
        ours: `${inTime(seconds)}, ${Math.round(peak)} MB`,
        baseline: '',
        goal: `at most ${inTime(goal)}`,
        isMet: seconds <= goal,
      },
    ]
  },
}
