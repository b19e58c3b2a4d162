import { isPending } from '../correspondence/characters.ts'
import type { NotedAsk, NoteRecord } from './record.ts'
import type { Citation, NoteSentence } from './sentences.ts'
import { cite, toldOf } from './telling.ts'

/** Where each ask stands on the day: what is pending first, then what has ended; and that nothing came after. */
export function standingsOf(record: NoteRecord): NoteSentence[][] {
  const { asks, dossier } = record
  if (asks.length === 0) return [[{ kind: 'nothing_asked', cites: [{ kind: 'dossier', dossier }] }]]
  const pending = asks.filter(({ followUp }) => isPending(followUp.state))
  const ended = asks.filter((ask) => !pending.includes(ask))
  return [
    ...pending.map((ask) => [...sentencesOf(record, ask, ['stands', 'ages', 'due']), ...silenceOf(record, ask)]),
    ...(ended.length > 0 ? [ended.flatMap((ask) => sentencesOf(record, ask, ['stands']))] : []),
    [nothingAfter(record)],
  ]
}

function sentencesOf(record: NoteRecord, ask: NotedAsk, kinds: readonly ('stands' | 'ages' | 'due')[]): NoteSentence[] {
  const { reference } = ask.followUp
  const from = record.communications.filter(({ entries }) => entries.some(({ followUp }) => followUp === reference))
  const closures = record.closures.filter(({ followUp }) => followUp === reference)
  const standing: Citation = { kind: 'standing', ask, from, closures }
  const isEverSet = from.some(({ entries }) =>
    entries.some(
      ({ followUp, untilOn, character }) =>
        followUp === reference && untilOn !== null && character !== 'extension_requested',
    ),
  )
  return kinds.map((kind) => ({ kind, ask, asOf: record.asOf, isEverSet, cites: [standing] }))
}

/** What the ledger holds, which is less than that nothing came: a silence has its own statement. */
function nothingAfter({ communications, asOf, isAhead, dossier }: NoteRecord): NoteSentence {
  const last = communications.findLast(({ effect }) => effect.dating === 'exact') ?? communications.at(-1)
  if (!last) {
    return { kind: 'nothing_after', last: null, asOf, isAhead, maybeLater: [], cites: [{ kind: 'dossier', dossier }] }
  }
  const isMaybeLater = ({ effect }: typeof last) => Temporal.PlainDate.compare(effect.latestOn, last.effect.on) > 0
  const maybeLater = communications.filter((other) => other !== last && isMaybeLater(other))
  return {
    kind: 'nothing_after',
    last: toldOf(last, []),
    asOf,
    isAhead,
    maybeLater: maybeLater.map(({ reference }) => reference),
    cites: [cite(last), ...maybeLater.map((other) => cite(other))],
  }
}

function silenceOf({ silences }: NoteRecord, { followUp }: NotedAsk): NoteSentence[] {
  return silences
    .filter((silence) => silence.followUp.reference === followUp.reference)
    .map((silence) => ({ kind: 'silence', silence, cites: [{ kind: 'silence', silence }] }))
}
