import postgres from 'postgres'
import { raiseFlags } from '../../src/use-cases/standings/raise-flags.ts'
import { tenthOf, type Ground } from '../ground.ts'
import { interleave, secondsOf, spreadOf } from '../measure.ts'
import { atMost, inTime, type Row } from '../row.ts'

const DUE = 1_000
const LOOKS = 20

/** Flags for what crossed a line, a look that finds nothing, and both among ten times as much that is stored. */
export const sweep: Row = {
  name: 'sweep',
  measure: async (ground) => {
    const sql = postgres({ ...(ground.connection as object), max: 1, fetch_types: false })
    try {
      return [await crossing(ground, sql), await nothing(ground), ...(await amongTen(ground))]
    } finally {
      await sql.end()
    }
  },
}

async function crossing({ context }: Ground, sql: postgres.Sql) {
  await raiseFlags(context)
  const { today } = context
  const make = () => sql.unsafe(lineUp(DUE, today))
  const { ours, baseline, ratio } = await interleave(
    7,
    async () => {
      await make()
      return secondsOf(() =>
        sql.unsafe(`update follow_ups set next_line_on = null where next_line_on <= '${today.toString()}'`),
      )
    },
    async () => {
      await make()
      return secondsOf(() => raiseFlags(context))
    },
  )
  return {
    what: `sweep: ${DUE.toLocaleString('en')} newly due, flagged in batches under SKIP LOCKED; against one bare UPDATE`,
    ours: inTime(ours),
    baseline: inTime(baseline),
    ...atMost(ratio, 1.8),
  }
}

/** The price must not grow with what is stored: the same deeds on a ledger of a tenth, which is kept as well. */
async function amongTen(many: Ground) {
  await using few = await tenthOf(many)
  const due = Math.min(DUE, few.scale.followUps / 20)
  const [most, least] = [many, few].map((of) => of.scale.followUps.toLocaleString('en'))
  const compared = async (what: string, deed: (of: Ground) => Promise<number>) => {
    const { ours, baseline, ratio } = await interleave(
      9,
      () => deed(few),
      () => deed(many),
    )
    return {
      what: `sweep: ${what}, among ${most} stored, against ${least}`,
      ours: inTime(ours),
      baseline: inTime(baseline),
      ...atMost(ratio, 1.3),
    }
  }
  return [
    await compared(`${due.toLocaleString('en')} newly due`, (of) => swept(of, due)),
    await compared('nothing due', looked),
  ]
}

async function swept({ context }: Ground, due: number): Promise<number> {
  await context.db.execute(lineUp(due, context.today))
  return secondsOf(() => raiseFlags(context))
}

async function looked({ context }: Ground): Promise<number> {
  const took = await secondsOf(async () => {
    for (let look = 0; look < LOOKS; look += 1) await raiseFlags(context)
  })
  return took / LOOKS
}

async function nothing({ context }: Ground) {
  await raiseFlags(context)
  const times: number[] = []
  for (let round = 0; round < 50; round += 1) times.push(await secondsOf(() => raiseFlags(context)))
  const { median } = spreadOf(times)
  return {
    what: 'sweep: nothing due',
    ours: inTime(median),
    baseline: '',
    goal: 'at most 1 ms',
    isMet: median <= 0.001,
  }
}

/** Pending ones whose line is crossed today, without the flags of earlier rounds. */
const lineUp = (count: number, today: Temporal.PlainDate) => `
  with chosen as (
    update follow_ups set next_line_on = '${today.toString()}' where id in (
      select id from follow_ups where state not in ('answered', 'declined', 'closed') and answer_due_on is not null
      order by id limit ${count})
    returning id)
  select count(*) from chosen`
