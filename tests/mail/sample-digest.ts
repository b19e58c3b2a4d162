import type { Digest, Excerpt } from '../../src/domain/digests/digest.ts'
import { projectDuty, type Duty, type ProjectedDuty } from '../../src/domain/duty.ts'
import {
  onDay,
  type FollowUpHeading,
  type FollowUpOnDay,
  type KeptStanding,
} from '../../src/domain/standings/follow-up.ts'
import { day, LETTER_KEPT } from '../support/ledgers/facts.ts'

export const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Zurich]`)

const MISSION = 'Permanent Mission of the Democratic People’s Republic of Korea to the United Nations Office at Geneva'

const HEADING: FollowUpHeading = {
  reference: 'PRK-TC-1',
  title: 'Letter of 8 August 2003: ways of initiating technical cooperation',
  dossier: 'PRK-TC',
  counterpart: MISSION,
  counterpartReference: 'PRK-GVA',
  owner: null,
  desk: 'Asia and the Pacific',
  isConfidential: false,
}

const PROPOSAL = {
  reference: 'PRK-TC-2',
  title: 'Proposal to explore technical cooperation, raised on 24 August 2004',
}

const RAISED_ON_24_AUGUST: Partial<KeptStanding> = {
  character: 'noted',
  askedOn: day('2004-08-24'),
  askedLatestOn: day('2004-08-24'),
  lastWordOn: day('2004-08-24'),
  lastWordLatestOn: day('2004-08-24'),
  firstReplyOn: day('2004-08-24'),
  reminders: 0,
  lastRemindedOn: null,
  answerDueOn: day('2004-10-23'),
  answerDueLatestOn: day('2004-10-23'),
  longOverdueAfterOn: day('2004-12-22'),
}

/** The letter of 8 August 2003 as it stands on a day; other headings and standings by what is changed. */
export function letterOn(
  asOf: string,
  kept: Partial<KeptStanding> = {},
  heading: Partial<FollowUpHeading> = {},
): FollowUpOnDay {
  return onDay(day(asOf), { ...HEADING, ...heading }, { ...LETTER_KEPT, ...kept })
}

export function proposalOn(
  asOf: string,
  kept: Partial<KeptStanding> = {},
  heading: Partial<FollowUpHeading> = {},
): FollowUpOnDay {
  return letterOn(asOf, { ...RAISED_ON_24_AUGUST, ...kept }, { ...PROPOSAL, ...heading })
}

/** The duty that E/CN.4/2005/32 met, as if it had not, and with the day that is given. */
export function dutyOn(asOf: string, duty: Partial<Duty> = {}, heading: Partial<FollowUpHeading> = {}): ProjectedDuty {
  const owed = {
    number: 1,
    dossier: 'PRK-TC',
    document: 'E/CN.4/RES/2004/13',
    paragraph: '12',
    body: 'Commission on Human Rights',
    session: 'sixty-first session',
    dueOn: null,
    metBy: null,
    metOn: null,
  }
  const proposal = { ...HEADING, ...PROPOSAL, ...heading }
  const asks = [
    { heading: { ...HEADING, ...heading }, kept: LETTER_KEPT },
    { heading: proposal, kept: { ...LETTER_KEPT, ...RAISED_ON_24_AUGUST } },
  ]
  return projectDuty({ ...owed, ...duty }, asks, day(asOf))
}

const NO_CHANGES = {
  newly_asked: [],
  reopened: [],
  entered_view: [],
  answered: [],
  declined: [],
  closed: [],
  left_view: [],
}

const NO_BRACKETS = { long_overdue: 0, overdue: 0, due_soon: 0, on_time: 0, no_deadline: 0, date_unknown: 0 }

/** E/CN.4/2005/32 read on 24 November 2026: a quiet day. */
export function sampleDigest(changed: Partial<Digest> = {}): Digest {
  return {
    subscription: { number: 1, name: 'All pending, every Tuesday', query: {} },
    number: 41,
    reader: { name: 'Desk officer', address: 'desk@ohchr.example' },
    asOf: day('2026-11-24'),
    plannedAt: at('2026-11-24T09:00'),
    previousAt: at('2026-11-17T09:00'),
    nextAt: at('2026-12-01T09:00'),
    collapsedSlots: 0,
    tell: 'registry@ohchr.example',
    balance: balanceOf(2, {}, 2, { long_overdue: 2 }),
    yourMove: excerptOf([]),
    newlyFlagged: excerptOf([]),
    pending: [letterOn('2026-11-24'), proposalOn('2026-11-24')],
    reportDuties: [],
    deliveryProblems: [],
    ...changed,
  }
}

export function excerptOf<Row>(rows: readonly Row[], count = rows.length): Excerpt<Row> {
  return { rows, count }
}

export function balanceOf(
  opening: number,
  changes: Partial<Digest['balance']['changes']>,
  closing: number,
  byBracket: Partial<Digest['balance']['byBracket']>,
): Digest['balance'] {
  return { opening, changes: { ...NO_CHANGES, ...changes }, closing, byBracket: { ...NO_BRACKETS, ...byBracket } }
}

/** A day on which everything happens at once. */
export function fullDigest(): Digest {
  const asOf = '2026-11-24'
  const promise = letterOn(
    asOf,
    {
      state: 'promised',
      character: 'promised',
      askedOn: day('2026-09-01'),
      askedLatestOn: day('2026-09-01'),
      lastWordOn: day('2026-10-12'),
      lastWordLatestOn: day('2026-10-12'),
      firstReplyOn: day('2026-10-12'),
      isPromise: true,
      answerDueOn: day('2026-11-20'),
      answerDueLatestOn: day('2026-11-20'),
      answerDueBasis: 'set',
      longOverdueAfterOn: day('2027-01-19'),
      reminders: 0,
      lastRemindedOn: null,
    },
    {
      reference: 'TCD-12-1',
      title: 'Dates for the country visit',
      counterpart: 'Ministère des affaires étrangères, N’Djamena',
    },
  )
  const clarification = letterOn(
    asOf,
    {
      ...promiseless,
      state: 'with_us',
      move: 'ours',
      character: 'clarification_requested',
      pausedOn: day('2026-11-18'),
      lastWordOn: day('2026-11-18'),
      lastWordLatestOn: day('2026-11-18'),
      firstReplyOn: day('2026-11-18'),
    },
    { reference: 'KOR-EDU-3', title: '학교 인권교육 현황에 관한 자료 요청', counterpart: '대한민국 교육부' },
  )
  const vague = letterOn(
    asOf,
    {
      ...promiseless,
      state: 'awaiting_reply',
      character: null,
      askedOn: day('2026-08-01'),
      askedLatestOn: day('2026-10-31'),
      answerDueOn: day('2026-09-30'),
      answerDueLatestOn: day('2026-12-30'),
      longOverdueAfterOn: day('2026-11-29'),
      lastWordOn: null,
      lastWordLatestOn: null,
      firstReplyOn: null,
      unreadReplies: 1,
      move: 'ours',
    },
    { reference: 'EGY-7-2', title: 'طلب معلومات عن حالة مشروع القانون', counterpart: 'البعثة الدائمة' },
  )
  const undated = letterOn(
    asOf,
    {
      ...promiseless,
      state: 'awaiting_reply',
      character: null,
      askedOn: null,
      askedLatestOn: null,
      answerDueOn: null,
      answerDueLatestOn: null,
      answerDueBasis: null,
      longOverdueAfterOn: null,
      isDateUnknown: true,
      lastWordOn: null,
      lastWordLatestOn: null,
      firstReplyOn: null,
    },
    {
      reference: 'HTI-4-1',
      title: 'Working-level contacts on the prison survey',
      counterpart: 'Office de la protection du citoyen',
    },
  )
  return sampleDigest({
    subscription: { number: 3, name: 'Asia desk, weekdays', query: { desk: 'Asia and the Pacific' } },
    collapsedSlots: 2,
    balance: balanceOf(
      7,
      {
        newly_asked: ['EGY-7-2', 'KOR-EDU-3'],
        entered_view: ['HTI-4-1'],
        answered: ['MNG-2-1'],
        closed: ['LAO-9-4', 'LAO-9-5', 'LAO-9-6'],
      },
      6,
      { long_overdue: 2, overdue: 2, on_time: 1, date_unknown: 1 },
    ),
    yourMove: excerptOf([
      { followUp: vague, because: 'unread' },
      { followUp: clarification, because: 'with_us' },
      { followUp: promise, because: 'promise_lapsed' },
    ]),
    newlyFlagged: excerptOf([{ followUp: promise, kind: 'promise_lapsed', crossedOn: day('2026-11-21') }]),
    pending: [undated, letterOn(asOf), proposalOn(asOf), vague, promise, clarification],
    reportDuties: [dutyOn('2026-11-24', { dueOn: day('2027-03-14') })],
    deliveryProblems: [{ number: 40, slotAt: at('2026-11-17T09:00'), said: '552 5.2.2 The recipient mailbox is full' }],
  })
}

const promiseless: Partial<KeptStanding> = {
  askedOn: day('2026-09-28'),
  askedLatestOn: day('2026-09-28'),
  answerDueOn: day('2026-11-27'),
  answerDueLatestOn: day('2026-11-27'),
  longOverdueAfterOn: day('2027-01-26'),
  reminders: 0,
  lastRemindedOn: null,
}
