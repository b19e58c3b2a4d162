import type { Channel } from '../../domain/correspondence/facts.ts'
import type { Silence } from '../../domain/silence/silence.ts'
import type { CitedEntry } from '../../domain/silence/silence-record.ts'
import { daysInWords, formats } from './follow-up.ts'
import { names } from './names.ts'
import { article, when } from './reason.ts'
import type { SilenceWords, Stated } from '../silence-words.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay, formatList } = formats

/** In the register of E/CN.4/2005/32, paragraph 4. */
export const silenceWords: SilenceWords = {
  title: ({ asOf, lastWord }) => `No ${lastWord ? 'further ' : ''}response as at ${formatDay(asOf)}`,
  subject: ({ followUp: { reference, title } }) => [`${reference}, `, { said: title }],
  statement: (silence) => [
    asked(silence),
    ...(silence.lastWord ? [lastWordInWords(silence.lastWord)] : []),
    nothingMore(silence),
    ...silence.receipts.map(receipt),
  ],
  points: 'Where a response could have come in',
  pointHeads: ['Receiving point', 'By it come in', 'Read', 'As attested by'],
  pointRow: (point) => [
    [`${point.reference}, `, { said: point.name }],
    [formatList(point.channels.map((channel) => names.channels[channel]))],
    [`${formatDay(point.days.from)} to ${formatDay(point.days.through)}`],
    attestedBy(point),
  ],
  limits: ({ elsewhere, bearingOnNothing, followUp: { desk } }) => [
    ...(elsewhere.length > 0 ? [comesInNowhere(elsewhere, desk)] : []),
    ...(bearingOnNothing.length > 0 ? [bearsOnNothing(bearingOnNothing)] : []),
  ],
  provenance: ({ followUp: { reference, desk }, knownOn }) => [
    `Stated from the record of ${reference}, desk ${desk}, as known on ${formatDay(knownOn)}.`,
  ],
}

const BY: Record<Channel, string> = {
  letter: 'by letter',
  note_verbale: 'by note verbale',
  email: 'by e-mail',
  fax: 'by fax',
  telephone: 'by telephone',
  meeting: 'in a meeting',
  working_contact: 'in a contact at the working level',
  document: 'in a document',
}

function asked({ asks, reminders, followUp }: Silence): Stated {
  const [first, ...more] = asks as [CitedEntry, ...CitedEntry[]]
  const again = more.length > 0 ? [`, again ${formatList(more.map(({ effect }) => when(effect)))}`] : []
  const recalled = reminders.map((one) => `${BY[one.channel]} ${when(one.effect)}`)
  return {
    text: [
      '“',
      { said: followUp.title },
      '” was put to ',
      ...office(followUp.counterpart),
      ` ${BY[first.channel]} ${when(first.effect)}`,
      ...again,
      ...(recalled.length > 0 ? [`, and recalled ${formatList(recalled)}`] : []),
      '.',
    ],
    evidence: [...asks, ...reminders].map(({ reference }) => reference),
  }
}

function lastWordInWords({ channel, effect, character, reference }: CitedEntry): Stated {
  const said = `Their last word came ${BY[channel]} ${when(effect)}: ${names.characters[character!]}.`
  return { text: [said], evidence: [reference] }
}

function nothingMore({ lastWord, followUp, asOf, days, isVague, points }: Silence): Stated {
  const later = days === 0 ? 'the same day' : `${isVague ? 'at least ' : ''}${daysInWords(days)} later`
  return {
    text: [
      `No ${lastWord ? 'further ' : ''}response has been received from `,
      ...office(followUp.counterpart),
      ` as at ${formatDay(asOf)}, ${later}.`,
    ],
    evidence: points.map(({ reference }) => reference),
  }
}

function receipt({ effect, character, reference }: CitedEntry): Stated {
  return { text: [`What came ${when(effect)} is no response: ${names.characters[character!]}.`], evidence: [reference] }
}

/** By whom, and on which day or between which days. */
function attestedBy({ attestations }: Silence['points'][number]): Sentence {
  const by = [...new Set(attestations.map((one) => one.by))]
  const days = attestations.map(({ attestedOn }) => attestedOn).toSorted(Temporal.PlainDate.compare)
  const [first, last] = [days[0]!, days.at(-1)!]
  const on = first.equals(last) ? ` on ${formatDay(first)}` : ` from ${formatDay(first)} to ${formatDay(last)}`
  return [...by.flatMap((name, i) => (i > 0 ? [', ', { said: name }] : [{ said: name }])), on]
}

function comesInNowhere(elsewhere: readonly Channel[], desk: string): Stated {
  const what = formatList(elsewhere.map((channel) => names.channels[channel]))
  const text = `By no receiving point of desk ${desk} come in: ${what}. Of these, only what is recorded is known.`
  return { text: [text], evidence: [] }
}

function bearsOnNothing(references: readonly string[]): Stated {
  const text = `Recorded as bearing on no ask, though it came or may have come since: ${formatList(references)}.`
  return { text: [text], evidence: [] }
}

function office(name: string): Sentence {
  return [article(name), { said: name }]
}
