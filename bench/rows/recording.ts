import { parseVagueDate } from '../../src/domain/vague-date.ts'
import { recordCommunication } from '../../src/use-cases/record-communication.ts'
import type { Ground } from '../ground.ts'
import { interleave, rateOf } from '../measure.ts'
import { BAREST, bareRate } from '../pgbench.ts'
import { atLeast, perSecond, type Row } from '../row.ts'

const LANES = 8
const SECONDS = 3

/** One letter and what it changes, as barely as it can be written. */
const STATEMENTS = [
  `insert into communications (dossier_id, number, order_on_day, channel, direction, dated, took_effect_on,
    took_effect_latest_on, dating, recorded_by, recorded_at)
   select dossier_id, 1000000 + nextval('ledger_places'), 0, 'letter', 'received', '2026-11-23', '2026-11-23', '2026-11-23', 'exact', 1, now()
   from follow_ups where id = :n`.replaceAll(/\s+/g, ' '),
  `update follow_ups set last_word_on = '2026-11-23', version = version + 1 where id = :n`,
]

/** Lock, validate, append, refold, restate, chain. */
export const recording: Row = {
  name: 'recording',
  measure: async (ground) => {
    const record = recorder(ground)
    const most = ground.scale.followUps
    const { ours, baseline, ratio } = await interleave(
      5,
      () => bareRate(ground, { statements: STATEMENTS, most }, { lanes: LANES, seconds: SECONDS }),
      () => rateOf(LANES, SECONDS, record),
    )
    return [
      {
        what: `recording a reply, ${LANES} connections; against a bare transaction of two statements`,
        ours: perSecond(ours),
        baseline: `${BAREST} ${perSecond(baseline)}`,
        ...atLeast(ratio, 0.6),
      },
    ]
  },
}

let recorded = 0

/** Each time another follow-up, so that nobody waits for anybody. */
function recorder({ context, scale, open }: Ground) {
  const db = open(LANES)
  return () => {
    recorded += 1
    const n = ((recorded * 104_729) % scale.followUps) + 1
    const dossier = Math.floor((n - 1) / 4) + 1
    const followUp = `D${dossier}-${((n - 1) % 4) + 1}`
    return recordCommunication(
      { ...context, db },
      {
        channel: 'letter',
        direction: 'received',
        dated: parseVagueDate('2026-11-23', 'dated'),
        sentOn: null,
        receivedOn: null,
        orderOnDay: 0,
        sender: null,
        recipient: null,
        summary: `Reply ${recorded}`,
        quotation: null,
        source: null,
        entries: [{ followUp, bearing: 'replies', character: 'noted', untilOn: null }],
      },
    )
  }
}
