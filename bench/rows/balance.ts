import postgres from 'postgres'
import { countPending } from '../../src/use-cases/pending/count-pending.ts'
import { interleave, secondsOf } from '../measure.ts'
import { atMost, inTime, type Row } from '../row.ts'
import { TODAY } from '../data-set.ts'

export const BALANCE_STATEMENT = `
  select state, move, unread_replies > 0, case
      when answer_due_on is null then case when is_date_unknown then 'date_unknown' else 'no_deadline' end
      when least(date '${TODAY}', paused_on) > long_overdue_after_on then 'long_overdue'
      when least(date '${TODAY}', paused_on) > answer_due_on then 'overdue'
      when answer_due_on - least(date '${TODAY}', paused_on) <= 7 then 'due_soon' else 'on_time' end, count(*)
  from follow_ups where state not in ('answered', 'declined', 'closed') group by 1, 2, 3, 4`

/** All brackets and states of everything that is pending. */
export const balance: Row = {
  name: 'balance',
  measure: async (ground) => {
    const sql = postgres({ ...(ground.connection as object), max: 1, fetch_types: false })
    const db = ground.open(1)
    const { ours, baseline, ratio } = await interleave(
      9,
      () => secondsOf(() => sql.unsafe(BALANCE_STATEMENT)),
      () => secondsOf(() => countPending({ ...ground.context, db }, {})),
    )
    await sql.end()
    return [
      {
        what: 'balance: all that is pending, by bracket, state and move',
        ours: inTime(ours),
        baseline: inTime(baseline),
        ...atMost(ratio, 1.3),
      },
    ]
  },
}
