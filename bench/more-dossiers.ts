import type { MoreDossiers } from '../src/use-cases/ledger-files/import-ledger.ts'
import { parseDossierLine } from '../src/use-cases/ledger-files/ledger-document.ts'
import { TODAY } from './data-set.ts'

/** Of each dossier, with three communications each. */
export const FOLLOW_UPS = 4
const AT_ONCE = 120

let run = 0

/** New dossiers, of other names at each call, as they are read from a file. */
export async function* batchesOf(dossiers: number, onDone: (dossiers: number) => void = () => {}): MoreDossiers {
  run += 1
  for (let start = 0; start < dossiers; start += AT_ONCE) {
    yield Array.from({ length: Math.min(AT_ONCE, dossiers - start) }, (_, place) => {
      const { dossier, mistakes } = parseDossierLine(JSON.parse(lineOf(run, start + place)), 'line')
      if (!dossier) throw new Error(mistakes.join())
      return dossier
    })
    onDone(start + AT_ONCE)
  }
}

function lineOf(of: number, n: number): string {
  const reference = `B${of}-${n}`
  const asks = Array.from({ length: FOLLOW_UPS }, (_, place) => place + 1)
  const asked = Temporal.PlainDate.from(TODAY).subtract({ days: 200 + (n % 3_000) })
  const day = (days: number) => asked.add({ days }).toString()
  return JSON.stringify({
    reference,
    title: `Technical cooperation, subject ${n}`,
    followUps: asks.map((ask) => ({
      reference: `${reference}-${ask}`,
      title: `Request ${n} for information on measures taken`,
      counterpart: `OFFICE-${1 + (n % 20)}`,
      desk: `DESK-${1 + (n % 20)}`,
      policy: `P-${1 + (n % 20)}`,
    })),
    communications: asks.flatMap((ask) => {
      const followUp = `${reference}-${ask}`
      const letter = { channel: 'letter', from: 'The Office', to: 'The Permanent Mission', summary: `Letter ${ask}` }
      const sent = { ...letter, direction: 'sent' }
      const received = { ...letter, direction: 'received' }
      return [
        { ...sent, number: 3 * ask - 2, dated: day(0), entries: [{ followUp, bearing: 'asks' }] },
        { ...sent, number: 3 * ask - 1, dated: day(30), entries: [{ followUp, bearing: 'reminds' }] },
        {
          ...received,
          number: 3 * ask,
          dated: day(90),
          entries: [{ followUp, bearing: 'replies', character: 'noted' }],
        },
      ]
    }),
  })
}
