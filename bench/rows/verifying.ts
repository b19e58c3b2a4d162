import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { inTime, type Row } from '../row.ts'

const GOAL_S = 60

/** Every follow-up folded anew from its facts. */
export const verifying: Row = {
  name: 'verify',
  measure: async ({ context, connection, scale }) => {
    const child = fork(join(import.meta.dirname, '../one-verify.ts'))
    child.send(connection)
    const [{ seconds, peakMb, differences }] = (await once(child, 'message')) as [Told]
    if (differences > 0) throw new Error(`the ledger of the bench has ${differences} differences`)
    const goal = (GOAL_S * scale.followUps) / 1_000_000
    return [
      {
        what: `verify: every standing of ${scale.followUps.toLocaleString('en')} follow-ups (as of ${context.today.toString()})`,
        ours: `${inTime(seconds)}, ${Math.round(peakMb)} MB`,
        baseline: '',
        goal: `at most ${inTime(goal)}`,
        isMet: seconds <= goal,
      },
    ]
  },
}

interface Told {
  seconds: number
  peakMb: number
  differences: number
}
