import { CHARACTER_NAMES } from '../../domain/correspondence/characters.ts'
import { parseDay } from '../../domain/dates/day.ts'
import { BEARINGS, CHANNELS, DIRECTIONS } from '../../domain/correspondence/facts.ts'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { Problem } from '../../domain/problem.ts'
import { parseCommunicationReference } from '../../domain/correspondence/reference.ts'
import { parseCountry, parseLine, parseReference, parseText } from '../../domain/text.ts'
import { parseVagueDate } from '../../domain/dates/vague-date.ts'
import { describeInput } from '../../domain/visible.ts'
import { choice, longLine, type Parse } from '../reading/read-field.ts'

type Kind = 'text' | 'word' | 'date'

const column = <T>(heading: string, parse: Parse<T>, about: string, kind: Kind = 'text') => ({
  heading,
  parse,
  about,
  kind,
})
const word = <T>(heading: string, parse: Parse<T>, about: string) => column(heading, parse, about, 'word')
const date = <T>(heading: string, parse: Parse<T>, about: string) => column(heading, parse, about, 'date')

/** One row is one communication as it bears on one ask; what several rows say of the same thing is the same in each, or left empty. */
export const COLUMNS = {
  dossier: column('dossier', parseReference, 'its reference, such as PRK-TC'),
  dossierTitle: column('dossier title', longLine, 'once, where the dossier is new'),
  followUp: column('follow-up', longLine, 'the ask it bears on: PRK-TC-2, or a name of your own for it'),
  ask: column('ask', parseLine, 'what is asked, once, where the follow-up is new'),
  counterpart: column('counterpart', parseReference, 'who is asked: PRK-GVA, once for each follow-up'),
  counterpartName: column('counterpart name', longLine, 'once, where the office is new'),
  country: column('country', parseCountry, 'its country, such as PRK'),
  owner: column('owner', parseMailAddress, "the officer's address"),
  desk: column('desk', parseReference, 'your own where it is empty'),
  policy: column('policy', parseReference, "the desk's only one where it is empty"),
  isConfidential: word('confidential', parseYesOrNo, 'yes or no'),
  communication: column('communication', parseOurReference, 'PRK-TC/4, of one that is recorded'),
  externalReference: column(
    'external reference',
    longLine,
    "your registry's number: the same in every row on one letter",
  ),
  channel: word('channel', choice(CHANNELS), CHANNELS.join(', ')),
  direction: word(
    'direction',
    choice(DIRECTIONS),
    `${DIRECTIONS.join(', ')}; what the rest suggests where it is empty`,
  ),
  dated: date('dated', parseVagueDate, 'on the paper: 2003-08-08, 2003-08, 2003, 2003~; empty if nobody knows'),
  sentOn: date('sent', parseDay, 'the day it went out'),
  receivedOn: date('received', parseDay, 'the day it came in'),
  orderOnDay: column('order on day', parseOrder, 'its place among things of one day, where that matters'),
  from: column('from', longLine, 'who wrote or spoke'),
  to: column('to', longLine, 'who was addressed'),
  summary: column('summary', parseText, 'what it said, in a few words'),
  quotation: column('quotation', parseText, 'its own words'),
  source: column('source', longLine, 'where it is known from'),
  bearing: word('bearing', choice(BEARINGS), BEARINGS.join(', ')),
  character: word('character', choice(CHARACTER_NAMES), `of a reply: ${CHARACTER_NAMES.join(', ')}`),
  untilOn: date('until', parseDay, 'the day asked for, promised or granted'),
} as const

export type Field = keyof typeof COLUMNS
/** What one row says; null where it says nothing. */
export type Told = { [F in Field]: ReturnType<(typeof COLUMNS)[F]['parse']> | null }

export const FIELDS = Object.keys(COLUMNS) as Field[]
export const HEADINGS = FIELDS.map((field) => COLUMNS[field].heading)

/** What says nothing on the communication itself. */
export const FOLLOW_UP_FIELDS = ['ask', 'counterpart', 'owner', 'desk', 'policy', 'isConfidential'] as const
export const COMMUNICATION_FIELDS = [
  'channel',
  'direction',
  'dated',
  'sentOn',
  'receivedOn',
  'orderOnDay',
  'from',
  'to',
  'summary',
  'quotation',
  'source',
  'externalReference',
] as const satisfies readonly Field[]

/** However it is spaced, cased and composed: what keyboards make of one heading. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, ' ')
}

function parseYesOrNo(value: unknown, field: string): boolean {
  return choice(['yes', 'no'] as const)(value, field) === 'yes'
}

function parseOurReference(value: unknown, _field: string): string {
  const { dossier, number } = parseCommunicationReference(String(value).trim().toUpperCase())
  return `${parseReference(dossier, 'communication')}/${number}`
}

function parseOrder(value: unknown, field: string): number {
  if (typeof value === 'string' && /^-?\d{1,3}$/u.test(value)) return Number(value)
  throw new Problem('invalid', `${field}: got ${describeInput(value)} — expected a whole number from -999 to 999`)
}
