import { z } from '@hono/zod-openapi'
import { CHARACTER_NAMES } from '../../../domain/correspondence/characters.ts'
import { BEARINGS, CHANNELS, DIRECTIONS } from '../../../domain/correspondence/facts.ts'
import { Problem } from '../../../domain/problem.ts'
import { dossierOfFollowUp } from '../../../domain/correspondence/reference.ts'
import type { Correction } from '../../../use-cases/correspondence/correct-communication.ts'
import type { CommunicationContent } from '../../../use-cases/correspondence/record-communication.ts'
import {
  asked,
  choiceOf,
  DAY,
  FLAG,
  FOLLOW_UP_REFERENCE,
  kept,
  lineOf,
  orNone,
  TEXT,
  VAGUE_DATE,
  wanted,
  wholeFrom,
} from './fields.ts'

const CHANNEL = choiceOf(CHANNELS)
const DIRECTION = choiceOf(DIRECTIONS)
const CHARACTER = choiceOf(CHARACTER_NAMES)
const LONG_LINE = lineOf(500)
const ORDER = wholeFrom(-999, 999)
const MOST_ENTRIES = 50

const newEntry = z
  .strictObject({
    followUp: wanted(FOLLOW_UP_REFERENCE),
    bearing: wanted(choiceOf(BEARINGS), 'How it bears on that ask.'),
    character: orNone(CHARACTER, 'Of a reply, and only of one: what it says of the ask.'),
    untilOn: orNone(DAY, 'The day that the ask sets, the reply promises or asks for, or we grant.'),
  })
  .openapi('NewEntry')

/** Of a communication that is recorded, and of one that opens follow-ups. */
export const CONTENT = {
  channel: wanted(CHANNEL),
  direction: wanted(DIRECTION, 'An exchange, such as a meeting, both asks and answers.'),
  dated: orNone(VAGUE_DATE, 'The date on it.'),
  sentOn: orNone(DAY),
  receivedOn: orNone(DAY),
  orderOnDay: wanted(ORDER, 'Its place among things of one day, where that matters.').default(0),
  from: orNone(LONG_LINE, 'Who wrote or spoke.'),
  to: orNone(LONG_LINE, 'Who was addressed.'),
  summary: orNone(TEXT, 'What it said, in a few words.'),
  quotation: orNone(TEXT, 'Its own words.'),
  source: orNone(LONG_LINE, 'The document and paragraph that it is known from.'),
}

export const newCommunication = z
  .strictObject({
    ...CONTENT,
    entries: z.array(newEntry).min(1).max(MOST_ENTRIES),
    isAgain: wanted(FLAG, 'Record it though the same is recorded already, or though a reminder is early.').default(
      false,
    ),
  })
  .openapi('NewCommunication')

export const newCorrection = z
  .strictObject({
    why: wanted(TEXT, 'The reason for the correction.'),
    channel: asked(CHANNEL),
    direction: asked(DIRECTION),
    dated: kept(VAGUE_DATE),
    sentOn: kept(DAY),
    receivedOn: kept(DAY),
    orderOnDay: asked(ORDER),
    from: kept(LONG_LINE),
    to: kept(LONG_LINE),
    summary: kept(TEXT),
    quotation: kept(TEXT),
    source: kept(LONG_LINE),
    entry: z
      .strictObject({
        followUp: asked(FOLLOW_UP_REFERENCE, 'Which entry; may be left out where there is only one.'),
        character: asked(CHARACTER),
        untilOn: asked(DAY),
      })
      .default({})
      .openapi({ description: 'What changes in how it bears on one follow-up.' }),
    isWithdrawn: wanted(FLAG, 'Takes the communication back altogether.').default(false),
  })
  .openapi('NewCorrection')

interface Written {
  from: string | null
  to: string | null
}

/** The names of the ledger for those of the request. */
export function contentOf<C extends Written>({ from, to, ...content }: C) {
  return { ...content, sender: from, recipient: to }
}

export function correctionOf({
  why,
  isWithdrawn,
  entry,
  from,
  to,
  ...content
}: z.output<typeof newCorrection>): Omit<Correction, 'communication'> {
  const given: Partial<CommunicationContent> = present({ ...content, sender: from, recipient: to })
  return { why, isWithdrawn, content: given, entries: [present(entry)] }
}

/** A communication is filed in one dossier, with all that it bears on. */
export function refuseElsewhere(dossier: string, entries: readonly { followUp: string }[]): void {
  const mistakes = entries.flatMap(({ followUp }, index) =>
    dossierOfFollowUp(followUp) === dossier
      ? []
      : [`entries[${index}].followUp: got ${followUp} — expected a follow-up of dossier ${dossier}`],
  )
  const [first, ...more] = mistakes
  if (first)
    throw new Problem(
      'invalid',
      more.length === 0 ? first : 'some entries are of other dossiers',
      more.length === 0 ? [] : mistakes,
    )
}

/** What the use-cases call a field, and what the request does. */
export function namesOf(entries: readonly unknown[]): Record<string, string> {
  const entry = entries.length === 1 ? 'entries[0].' : 'entries.'
  return {
    'sent-on': 'sentOn',
    'received-on': 'receivedOn',
    character: `${entry}character`,
    until: `${entry}untilOn`,
    'follow-up': 'entry.followUp',
  }
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
}
