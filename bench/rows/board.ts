import type { Database } from '../../src/store/connection/database.ts'
import { listPendingPage } from '../../src/use-cases/pending/list-pending-page.ts'
import { inTheMiddle } from '../data-set.ts'
import type { Ground } from '../ground.ts'
import { interleave, rateOf } from '../measure.ts'
import { BAREST, bareRate } from '../pgbench.ts'
import { atLeast, atMost, inTime, perSecond, type Row } from '../row.ts'

const SECONDS = 2
const ROUNDS = 5

/** What the page shows of one office, by hand. */
const STATEMENT = `
  select f.*, d.reference, c.name, c.reference, o.email, k.reference
  from follow_ups f join dossiers d on d.id = f.dossier_id join counterparts c on c.id = f.counterpart_id
    join desks k on k.id = f.desk_id left join officers o on o.id = f.owner_id
  where f.state not in ('answered', 'declined', 'closed')
    and f.counterpart_id = (select id from counterparts where reference = 'OFFICE-' || :n)
  order by coalesce(f.last_word_on, f.asked_on) nulls first, f.id limit 51`.replaceAll(/\s+/g, ' ')

/** Pending of one office, longest silence first, the first 50. */
export const board: Row = {
  name: 'board',
  measure: async (ground) => [
    await onConnections(ground, 1, 0.7),
    await onConnections(ground, 8, 0.55),
    await hottest(ground),
  ],
}

async function onConnections(ground: Ground, lanes: number, goal: number) {
  const most = Math.max(1, Math.min(200, Math.floor(ground.scale.followUps / 5_000)))
  const ask = asker(ground, ground.open(lanes))
  const { ours, baseline, ratio } = await interleave(
    ROUNDS,
    () => bareRate(ground, { statements: [STATEMENT], most }, { lanes, seconds: SECONDS }),
    () => rateOf(lanes, SECONDS, (n) => ask(1 + ((n * 7919) % most))),
  )
  return {
    what: `board: pending of one office, first 50, ${lanes === 1 ? '1 connection' : `${lanes} connections`}`,
    ours: perSecond(ours),
    baseline: `${BAREST} ${perSecond(baseline)}`,
    ...atLeast(ratio, goal),
  }
}

/** The office that is asked most against one in the middle. */
async function hottest(ground: Ground) {
  const ask = asker(ground, ground.open(1))
  const { ours, baseline, ratio } = await interleave(
    ROUNDS,
    async () => 1 / (await rateOf(1, 1, () => ask(inTheMiddle(ground.scale)))),
    async () => 1 / (await rateOf(1, 1, () => ask(1))),
  )
  return {
    what: 'board: the office that is asked most, against one in the middle',
    ours: inTime(ours),
    baseline: inTime(baseline),
    ...atMost(ratio, 1.2),
  }
}

function asker({ context }: Ground, db: Database) {
  return (n: number) =>
    listPendingPage(
      { ...context, db },
      { query: { counterpart: `OFFICE-${n}` }, sort: 'silence', after: null, limit: 50 },
    )
}
