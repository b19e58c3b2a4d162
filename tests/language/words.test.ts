import { afterEach, beforeEach, expect, test } from 'vitest'
import { BRACKETS } from '../../src/domain/standings/brackets.ts'
import { CHARACTER_NAMES, STATES } from '../../src/domain/correspondence/characters.ts'
import { Problem } from '../../src/domain/problem.ts'
import { catalogueOf } from '../../src/language/catalogue.ts'
import { formatsOf } from '../../src/language/formats.ts'
import { letterOn, proposalOn } from '../mail/sample-digest.ts'
import { day } from '../support/ledgers/facts.ts'

const en = catalogueOf('en')
const NO_WORD = { lastWordOn: null, lastWordLatestOn: null, firstReplyOn: null, character: null } as const
const VAGUE = { askedOn: day('2003-08-01'), askedLatestOn: day('2003-08-31') }
const UNDATED = { askedOn: null, askedLatestOn: null, answerDueOn: null, answerDueLatestOn: null, isDateUnknown: true }

test.for([
  ['Holding: took note, will be forwarded or considered; no further word for 8,127 days', proposalOn('2026-11-24')],
  ['Holding: took note, will be forwarded or considered; no further word for 1 day', proposalOn('2004-08-25')],
  ['Holding: took note, will be forwarded or considered; last word today', proposalOn('2004-08-24')],
  ['Awaiting a first reply for 502 days', letterOn('2004-12-22', { ...NO_WORD, state: 'awaiting_reply' })],
  [
    'Awaiting a first reply for at least 479 days',
    letterOn('2004-12-22', { ...NO_WORD, ...VAGUE, state: 'awaiting_reply' }),
  ],
  [
    'Awaiting a first reply; date unknown; 1 unread reply',
    letterOn('2004-12-22', { ...NO_WORD, ...UNDATED, state: 'awaiting_reply', unreadReplies: 1 }),
  ],
  [
    'Asked again, awaiting a reply; no further word for 358 days',
    letterOn('2004-12-22', { state: 'awaiting_reply', character: null }),
  ],
  [
    'Holding: transmitted onward, nothing more; no further word for at least 357 days',
    letterOn('2004-12-22', { lastWordOn: day('2003-12-01'), lastWordLatestOn: day('2003-12-31') }),
  ],
  [
    'Holding: transmitted onward, nothing more; date of their last word unknown',
    letterOn('2004-12-22', { lastWordOn: null, lastWordLatestOn: null }),
  ],
  [
    'Not delivered: what we sent came back; asked 10 days ago',
    letterOn('2003-08-18', { ...NO_WORD, state: 'undelivered' }),
  ],
  [
    'Promised: an answer by 7 October 2003, which has passed; no further word for 358 days',
    letterOn('2004-12-22', { state: 'promised', character: 'promised', isPromise: true, answerDueBasis: 'set' }),
  ],
  [
    'Answered on 3 February 2004: substantive reply',
    letterOn('2004-12-22', { state: 'answered', character: 'substantive', answeredOn: day('2004-02-03') }),
  ],
  ['Closed on 4 May 2005', letterOn('2005-12-22', { state: 'closed', closedOn: day('2005-05-04') })],
] as const)('%s', ([words, followUp]) => {
  expect(en.stateInWords(followUp)).toBe(words)
})

test.for([
  ['expected; 8,067 days overdue', '2026-11-24', {}],
  ['expected; 1 day overdue', '2004-10-24', {}],
  ['expected; today', '2004-10-23', {}],
  ['expected; in 7 days', '2004-10-16', {}],
  ['set; in 7 days', '2004-10-16', { answerDueBasis: 'set' }],
  ['expected, holidays not counted; in 7 days', '2004-10-16', { isDueWithoutHolidays: true }],
  ['expected; possibly up to 8 days overdue', '2004-10-31', { answerDueLatestOn: day('2004-11-30') }],
  ['expected; clock stopped since 1 October 2004', '2004-10-31', { pausedOn: day('2004-10-01') }],
  ['expected', '2004-10-31', { state: 'closed' }],
  ['', '2004-10-31', { answerDueOn: null, answerDueLatestOn: null, answerDueBasis: null }],
] as const)('the due day is %s on %s', ([words, asOf, kept]) => {
  expect(en.dueInWords(proposalOn(asOf, kept), day(asOf))).toBe(words)
})

test('what may be overdue is never said to be', () => {
  expect(en.bracketInWords(proposalOn('2004-10-31'))).toBe('Overdue')
  expect(en.bracketInWords(proposalOn('2004-10-31', { answerDueLatestOn: day('2004-11-30') }))).toBe('Possibly overdue')
  expect(en.bracketInWords(letterOn('2004-10-31', { ...UNDATED, answerDueBasis: null }))).toBe('Date unknown')
})

test('a query is told in words', () => {
  expect(en.queryInWords({})).toBe('everything pending')
  expect(en.queryInWords({ desk: 'ASIA', move: 'ours', bracket: 'long_overdue', isUnread: true })).toBe(
    'pending: desk ASIA, the move ours, long overdue, with unread replies',
  )
})

test('everything has a name of its own', () => {
  expect(new Set(STATES.map((state) => en.states[state])).size).toBe(STATES.length)
  expect(new Set(CHARACTER_NAMES.map((character) => en.characters[character])).size).toBe(CHARACTER_NAMES.length)
  expect(new Set(BRACKETS.map((bracket) => en.brackets[bracket])).size).toBe(BRACKETS.length)
})

test('a language that is not spoken here is a problem', () => {
  for (const language of ['tlh', 'EN', '__proto__', '']) expect(() => catalogueOf(language)).toThrow(Problem)
})

const zone = process.env['TZ']
beforeEach(() => {
  process.env['TZ'] = 'Pacific/Apia'
})
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

test('a day is the same day in every zone of the machine, even one that the zone skipped', () => {
  expect(new Date(2011, 11, 30).getDate()).toBe(31)
  expect(formatsOf('en-GB').formatDay(day('2011-12-30'))).toBe('30 December 2011')
})

test('an instant is told in its own zone', () => {
  const at = Temporal.ZonedDateTime.from('2026-11-24T09:00[Europe/Zurich]')
  expect(en.formatInstant(at)).toBe('Tue 24 Nov 2026, 09:00 (Europe/Zurich)')
  expect(en.formatInstant(at.withTimeZone('America/New_York'))).toBe('Tue 24 Nov 2026, 03:00 (America/New_York)')
  expect(en.formatWindow(at.subtract({ weeks: 1 }), at)).toBe(
    'Tue 17 Nov 2026, 09:00 – Tue 24 Nov 2026, 09:00 (Europe/Zurich)',
  )
})
