import { sql } from 'drizzle-orm'
import { CHANNELS } from '../../src/domain/correspondence/facts.ts'
import { parseVagueDate } from '../../src/domain/dates/vague-date.ts'
import { listOfficers } from '../../src/store/parties/parties.ts'
import { makeApiToken } from '../../src/use-cases/access/api-tokens.ts'
import { recordCommunication, type NewCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import type { Ground } from '../ground.ts'
import { interleave, rateOf } from '../measure.ts'
import { BAREST, bareRate } from '../pgbench.ts'
import { atLeast, perSecond, type Found, type Row } from '../row.ts'
import { serveGround } from '../web.ts'
import { withoutTrace } from '../without-trace.ts'

const LANES = 8
const SECONDS = 3

/** One letter and what it changes, as barely as it can be written: of every second follow-up, for the others are replied to by us. */
const STATEMENTS = [
  `insert into communications (dossier_id, number, order_on_day, channel, direction, dated, took_effect_on,
    took_effect_latest_on, dating, recorded_by, recorded_at)
   select dossier_id, 1000000 + nextval('ledger_places'), 0, 'letter', 'received', '2026-11-23', '2026-11-23', '2026-11-23', 'exact', 1, now()
   from follow_ups where id = 2 * :n`.replaceAll(/\s+/g, ' '),
  `update follow_ups set last_word_on = '2026-11-23', version = version + 1 where id = 2 * :n`,
]

/** Lock, validate, append, refold, restate, chain. */
export const recording: Row = {
  name: 'recording',
  measure: async (ground) => {
    const next = await repliesTo(ground)
    const context = { ...ground.context, db: ground.open(LANES) }
    await using served = await serveGround(ground, LANES)
    const post = await poster(ground, served.origin)
    return await withoutTrace(ground, async () => [
      await against(ground, 'recording a reply', 0.6, () => recordCommunication(context, next())),
      await against(ground, 'recording a reply through the API, over HTTP', 0.25, () => post(next())),
    ])
  },
}

async function against(ground: Ground, what: string, goal: number, record: () => Promise<unknown>): Promise<Found> {
  const script = { statements: STATEMENTS, most: Math.floor(ground.scale.followUps / 2) }
  const { ours, baseline, ratio } = await interleave(
    5,
    () => bareRate(ground, script, { lanes: LANES, seconds: SECONDS }),
    () => rateOf(LANES, SECONDS, record),
  )
  return {
    what: `${what}, ${LANES} connections; against a bare transaction of two statements`,
    ours: perSecond(ours),
    baseline: `${BAREST} ${perSecond(baseline)}`,
    ...atLeast(ratio, goal),
  }
}

const BY = CHANNELS.filter((channel) => channel !== 'meeting')

/** Each to another follow-up, so that nobody waits for anybody; and none is one that was recorded before, in an earlier run either. */
async function repliesTo({ context, scale }: Ground): Promise<() => NewCommunication> {
  const [row] = await context.db.execute<{ count: string }>(sql`select count(*) from communications`)
  const half = Math.floor(scale.followUps / 2)
  let recorded = Number(row!.count)
  return () => {
    recorded += 1
    const n = 2 * ((recorded * 104_729) % half) + 1
    const followUp = `D${Math.floor((n - 1) / 4) + 1}-${((n - 1) % 4) + 1}`
    const [days, round] = [Math.floor(recorded / half), Math.floor(recorded / half / 9)]
    return {
      channel: BY[round % BY.length]!,
      direction: 'received',
      dated: parseVagueDate(`2026-11-${15 + (days % 9)}`, 'dated'),
      sentOn: null,
      receivedOn: null,
      orderOnDay: 0,
      sender: null,
      recipient: null,
      summary: `Reply ${recorded}`,
      quotation: null,
      source: null,
      entries: [{ followUp, bearing: 'replies', character: 'noted', untilOn: null }],
    }
  }
}

const TOKENS = 200

/** With the tokens of many officers, for one alone may not change so much. */
async function poster({ context }: Ground, origin: string): Promise<(reply: NewCommunication) => Promise<void>> {
  const secrets: string[] = []
  for (const officer of (await listOfficers(context.db)).slice(0, TOKENS)) {
    const { secret } = await makeApiToken({ ...context, officer }, { name: 'bench', scopes: ['record'], days: 30 })
    secrets.push(secret)
  }
  let posted = 0
  return async ({ channel, direction, dated, summary, entries }) => {
    const [dossier] = entries[0]!.followUp.split('-')
    const secret = secrets[(posted += 1) % secrets.length]
    const answer = await fetch(`${origin}/api/v1/dossiers/${dossier}/communications`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel, direction, dated: dated!.text, summary, entries }),
    })
    const told = await answer.text()
    if (answer.status !== 201) throw new Error(`a reply was answered with ${answer.status}: ${told}`)
  }
}
