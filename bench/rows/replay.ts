import postgres from 'postgres'
import { countPending } from '../../src/use-cases/pending/count-pending.ts'
import { listPendingPage } from '../../src/use-cases/pending/list-pending-page.ts'
import type { Ground } from '../ground.ts'
import { interleave, rateOf, secondsOf } from '../measure.ts'
import { atMost, inTime, type Row } from '../row.ts'

const AS_OF = '2022-06-30'
const STATEMENT = `
  select count(*) from (select e.follow_up_id, max(c.took_effect_on) from entries e join communications c on c.id = e.communication_id
    where c.took_effect_on <= '${AS_OF}' group by 1) as one`

/** What was pending on another day. */
export const replay: Row = {
  name: 'replay',
  measure: async (ground) => [await everything(ground), await ofOneOffice(ground)],
}

const moment = (ground: Ground) => ({ asOf: Temporal.PlainDate.from(AS_OF), knownAt: ground.context.now })

async function everything(ground: Ground) {
  const sql = postgres({ ...(ground.connection as object), max: 1, fetch_types: false })
  const db = ground.open(1)
  const { ours, baseline, ratio } = await interleave(
    3,
    () => secondsOf(() => sql.unsafe(STATEMENT)),
    () => secondsOf(() => countPending({ ...ground.context, db }, {}, moment(ground))),
  )
  await sql.end()
  return {
    what: 'replay: the balance as of a day, against one bare aggregate over the entries',
    ours: inTime(ours),
    baseline: inTime(baseline),
    ...atMost(ratio, 3),
  }
}

const wanted = (n: number) =>
  ({ query: { counterpart: `OFFICE-${1 + (n % 20)}` }, sort: 'silence', after: null, limit: 50 }) as const

async function ofOneOffice(ground: Ground) {
  const context = { ...ground.context, db: ground.open(1) }
  const { ours, baseline, ratio } = await interleave(
    5,
    async () => 1 / (await rateOf(1, 1, (n) => listPendingPage(context, wanted(n)))),
    async () => 1 / (await rateOf(1, 1, (n) => listPendingPage(context, wanted(n), moment(ground)))),
  )
  return {
    what: 'replay: one office, first 50 as of a day, against the same of today',
    ours: inTime(ours),
    baseline: inTime(baseline),
    ...atMost(ratio, 3),
  }
}
