import type { Silence } from '../domain/silence/silence.ts'
import type { CitedEntry } from '../domain/silence/silence-record.ts'
import type { silenceFields } from '../use-cases/silence/silence-fields.ts'

type SilenceFields = ReturnType<typeof silenceFields>
type CitedFields = SilenceFields['asks'][number]

/** A statement of what `silenceFields` tells of one. */
export function silenceFrom(fields: SilenceFields): Silence {
  const { reference, title, counterpart, desk, daysSilent, asks, reminders, lastWord, receipts, points, ...told } =
    fields
  return {
    ...told,
    followUp: { reference, title, counterpart, desk },
    days: daysSilent,
    asks: asks.map((of) => citedFrom(of, 'asks')),
    reminders: reminders.map((of) => citedFrom(of, 'reminds')),
    lastWord: lastWord && citedFrom(lastWord, 'replies'),
    receipts: receipts.map((of) => citedFrom(of, 'replies')),
    points: points.map(({ from, through, ...point }) => ({ ...point, days: { from, through } })),
  }
}

function citedFrom(
  { communication: reference, channel, character, on, latestOn, dating }: CitedFields,
  bearing: CitedEntry['bearing'],
): CitedEntry {
  const effect = { on, latestOn, dating }
  return { reference, channel, character, effect, bearing, untilOn: null, orderOnDay: 0, place: 0 }
}
