import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { tenthOf, type Ground } from '../ground.ts'
import { spreadOf } from '../measure.ts'
import { atMost, inTime, type Row } from '../row.ts'

const GOAL_S = 60
/** What still counts as flat, of ten times as much. */
const FLAT = 1.25

/** Every follow-up folded anew from its facts, and the memory that it takes against that of a tenth. */
export const verifying: Row = {
  name: 'verify',
  measure: async (ground) => {
    await using tenth = await tenthOf(ground)
    const [many, few] = [await verified(ground), await verified(tenth)]
    const goal = (GOAL_S * ground.scale.followUps) / 1_000_000
    return [
      {
        what: `verify: every standing of ${inWords(ground)}`,
        ours: inTime(many.seconds),
        baseline: '',
        goal: `at most ${inTime(goal)}`,
        isMet: many.seconds <= goal,
      },
      {
        what: `verify: memory at most, of ${inWords(ground)}, against ${inWords(tenth)}`,
        ours: `${Math.round(many.peakMb)} MB`,
        baseline: `${Math.round(few.peakMb)} MB`,
        ...atMost(spreadOf([many.peakMb / few.peakMb]), FLAT),
      },
    ]
  },
}

const inWords = ({ scale }: Ground) => `${scale.followUps.toLocaleString('en')} follow-ups`

async function verified({ connection }: Ground): Promise<Told> {
  const child = fork(join(import.meta.dirname, '../one-verify.ts'))
  child.send(connection)
  const [told] = (await once(child, 'message')) as [Told]
  if (told.differences > 0) throw new Error(`the ledger of the bench has ${told.differences} differences`)
  return told
}

interface Told {
  seconds: number
  peakMb: number
  differences: number
}
