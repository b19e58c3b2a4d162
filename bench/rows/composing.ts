import type { Digest } from '../../src/domain/digests/digest.ts'
import { composeForTerminal } from '../../src/post.ts'
import { previewDigest } from '../../src/use-cases/digests/preview-digest.ts'
import { refuseUnlessUsual } from '../mornings.ts'
import { inTime, type Row } from '../row.ts'

const GOAL_S = 0.00015
const TIMES = 2_000

/** One digest of 30 rows, as HTML and as text, in processor time. */
export const composing: Row = {
  name: 'composing',
  measure: async ({ context }) => {
    const digest = await previewDigest(context, { number: 1, tell: 'relance@example.org' })
    refuseUnlessUsual(Math.min(digest.pending.length, 30))
    const of30: Digest = { ...digest, pending: digest.pending.slice(0, 30) }
    for (let warm = 0; warm < TIMES; warm += 1) composeForTerminal(of30)
    const begun = process.cpuUsage()
    for (let time = 0; time < TIMES; time += 1) composeForTerminal(of30)
    const { user, system } = process.cpuUsage(begun)
    const each = (user + system) / 1e6 / TIMES
    return [
      {
        what: `composing a digest of ${of30.pending.length} rows, HTML and text, in processor time`,
        ours: inTime(each),
        baseline: '',
        goal: `at most ${inTime(GOAL_S)}`,
        isMet: each <= GOAL_S,
      },
    ]
  },
}
