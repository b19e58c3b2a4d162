import { verifyAudit } from '../../src/use-cases/operation/verify-audit.ts'
import { secondsOf } from '../measure.ts'
import { inTime, perSecond, type Row } from '../row.ts'

/** Every chain refolded; the data set has none of its own, so that the rows are those that imports left. */
export const chains: Row = {
  name: 'chains',
  measure: async ({ open }) => {
    const db = open(1)
    let records = 0
    const seconds = await secondsOf(async () => {
      ;({ records } = await verifyAudit({ db }))
    })
    return [
      {
        what: 'verify --audit: every record refolded, and what is in no chain looked for',
        ours: `${records.toLocaleString('en')} in ${inTime(seconds)}, ${perSecond(records / seconds)}`,
        baseline: '',
        goal: '',
        isMet: true,
      },
    ]
  },
}
