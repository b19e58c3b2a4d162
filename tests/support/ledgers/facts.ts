import type { Character, State } from '../../../src/domain/correspondence/characters.ts'
import {
  type Bearing,
  type Closure,
  type ClosureReason,
  deriveEffect,
  type Effect,
  type Entry,
} from '../../../src/domain/correspondence/facts.ts'
import type { FollowUpOnDay, KeptStanding } from '../../../src/domain/standings/follow-up.ts'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'

/** The day on which the facts of a test are recorded, unless they say otherwise. */
export const RECORDED_ON = '2005-01-31'

interface Told {
  until?: string
  /** Things of one day keep the order of their places, which is that of recording; 0 unless told. */
  place?: number
  order?: number
}

export function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}

/** With its days as text, because `toMatchObject` takes any two Temporal values for equal. */
export function inWriting(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object
}

/** A plain day is the day it was sent or received; anything else is read as a vague date, nothing as an unknown one. */
export function effect(written: string | null, recordedOn = RECORDED_ON): Effect {
  const isDay = written !== null && /^\d{4}-\d{2}-\d{2}$/.test(written)
  const dated = written === null || isDay ? null : parseVagueDate(written, 'dated')
  return deriveEffect(isDay ? day(written) : null, dated, day(recordedOn))
}

/** Of a reply, the character follows its bearing. */
export function entry(on: string | null, ...bears: ['replies', Character, Told?] | [NotReply, Told?]): Entry {
  const [bearing, character, told] = bears[0] === 'replies' ? bears : ([bears[0], null, bears[1]] as const)
  const { until, place = 0, order = 0 } = told ?? {}
  return { bearing, character, untilOn: until ? day(until) : null, effect: effect(on), orderOnDay: order, place }
}

type NotReply = Exclude<Bearing, 'replies'>

export function closure(on: string, { place = 0, order = 0, reason = 'lapsed' }: ClosureTold = {}): Closure {
  return { bearing: 'closes', reason, effect: effect(on), orderOnDay: order, place }
}

type ClosureTold = Omit<Told, 'until'> & { reason?: ClosureReason }

export function followUp(reference: string, state: State, rest: Partial<FollowUpOnDay> = {}): FollowUpOnDay {
  return { ...PRK_TC_1, reference, state, ...rest }
}

/** The letter of 8 August 2003 under the sample's policy, as the columns keep it. */
export const LETTER_KEPT: KeptStanding = {
  state: 'holding',
  move: 'theirs',
  character: 'transmitted',
  askedOn: day('2003-08-08'),
  askedLatestOn: day('2003-08-08'),
  lastWordOn: day('2003-12-30'),
  lastWordLatestOn: day('2003-12-30'),
  firstReplyOn: day('2003-12-30'),
  answeredOn: null,
  closedOn: null,
  unreadReplies: 0,
  reminders: 1,
  lastRemindedOn: day('2003-12-16'),
  isPromise: false,
  firstReplyDueOn: null,
  answerDueOn: day('2003-10-07'),
  answerDueLatestOn: day('2003-10-07'),
  answerDueBasis: 'expected',
  longOverdueAfterOn: day('2003-12-06'),
  pausedOn: null,
  isDueWithoutHolidays: false,
  isDateUnknown: false,
}

const { isDateUnknown: _isDateUnknown, ...LETTER_SHOWN } = LETTER_KEPT

const PRK_TC_1: FollowUpOnDay = {
  reference: 'PRK-TC-1',
  title: 'Exploring ways of initiating technical cooperation',
  dossier: 'PRK-TC',
  counterpart: "Permanent Mission of the Democratic People's Republic of Korea to the United Nations Office at Geneva",
  counterpartReference: 'PRK-GVA',
  owner: null,
  desk: 'TC',
  isConfidential: false,
  ...LETTER_SHOWN,
  daysSinceAsked: 502,
  daysSinceLastWord: 358,
  isAskedVague: false,
  isLastWordVague: false,
  bracket: 'long_overdue',
  isBracketCertain: true,
  daysOverdue: 442,
}
