import type { Silence } from '../../domain/silence/silence.ts'
import type { CitedEntry } from '../../domain/silence/silence-record.ts'

/** A statement under names that are promised to other programs. */
export function silenceFields(silence: Silence) {
  const { followUp, asOf, since, days, isVague, asks, reminders, lastWord, receipts, points, elsewhere } = silence
  return {
    ...followUp,
    asOf,
    knownOn: silence.knownOn,
    since,
    daysSilent: days,
    isVague,
    asks: asks.map(citedFields),
    reminders: reminders.map(citedFields),
    lastWord: lastWord && citedFields(lastWord),
    receipts: receipts.map(citedFields),
    bearingOnNothing: [...silence.bearingOnNothing],
    points: points.map(({ reference, name, channels, days: { from, through }, attestations }) => ({
      reference,
      name,
      channels: [...channels],
      from,
      through,
      attestations: attestations.map(({ from: first, through: last, by, attestedOn }) => ({
        from: first,
        through: last,
        by,
        attestedOn,
      })),
    })),
    elsewhere: [...elsewhere],
  }
}

function citedFields({ reference, channel, character, effect: { on, latestOn, dating } }: CitedEntry) {
  return { communication: reference, channel, character, on, latestOn, dating }
}
