import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { proveClocks } from '../../../src/domain/standings/clock-proof.ts'
import { deriveDueDays, type Policy } from '../../../src/domain/standings/clocks.ts'
import type { Calendar, Period } from '../../../src/domain/standings/due-day.ts'
import type { Fact } from '../../../src/domain/correspondence/facts.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { closure, day, effect, entry, inWriting } from '../../support/ledgers/facts.ts'
import { LETTER, PROPOSAL } from '../../support/ledgers/golden-facts.ts'

const within = (length: number, unit: Period['unit'] = 'calendar_days'): Policy => ({
  firstReplyWithin: { length: 14, unit },
  answerWithin: { length, unit },
})
const sixtyDays = within(60)
const geneva: Calendar = {
  code: 'CH-GE',
  weekend: [6, 7],
  holidays: new Map(),
  coveredYears: new Map([[2003, 'a table']]),
}
const dueDays = (facts: readonly Fact[], policy: Policy | null = sixtyDays) =>
  inWriting(deriveDueDays(deriveStanding(facts), policy, geneva))

const ask = entry('2003-08-08', 'asks')

test('the letter of 8 August 2003 set no day: an answer was expected sixty days after it', () => {
  expect(dueDays(LETTER)).toEqual({
    firstReplyDueOn: '2003-08-22',
    answerDueOn: '2003-10-07',
    answerDueLatestOn: '2003-10-07',
    answerDueBasis: 'expected',
    longOverdueAfterOn: '2003-12-06',
    pausedOn: null,
    isDateUnknown: false,
    isDueWithoutHolidays: false,
  })
})

test('an answer to the proposal of 24 August 2004 was expected on 23 October 2004', () => {
  expect(dueDays(PROPOSAL)).toMatchObject({ answerDueOn: '2004-10-23', answerDueBasis: 'expected' })
})

test('without a policy nothing is expected; an unknown day of the ask stays visible all the same', () => {
  const nothing = { firstReplyDueOn: null, answerDueOn: null, answerDueBasis: null }
  expect(dueDays(LETTER, null)).toMatchObject({ ...nothing, isDateUnknown: false })
  expect(dueDays([entry(null, 'asks')], null)).toMatchObject({ ...nothing, isDateUnknown: true })
})

test.for([
  ['the ask sets', [entry('2003-08-08', 'asks', { until: '2003-12-01' })]],
  ['they promise', [ask, entry('2003-09-01', 'replies', 'promised', { until: '2003-12-01' })]],
  ['we grant', [ask, entry('2003-09-01', 'grants', { until: '2003-12-01' })]],
] as const)('a day that %s goes before what the policy expects', ([, facts]) => {
  const set = { answerDueOn: '2003-12-01', answerDueLatestOn: '2003-12-01', answerDueBasis: 'set' }
  expect(dueDays(facts)).toMatchObject({ ...set, longOverdueAfterOn: '2004-01-30' })
  expect(dueDays(facts, null)).toMatchObject({ ...set, longOverdueAfterOn: null })
})

test('the day that was set last holds', () => {
  const set = [
    entry('2003-08-08', 'asks', { until: '2003-12-01' }),
    entry('2003-09-01', 'replies', 'promised', { until: '2003-11-01' }),
    entry('2003-10-01', 'grants', { until: '2004-02-01' }),
  ]
  expect(set.map((_, last) => deriveStanding(set.slice(0, last + 1)).setDue?.by)).toEqual(['ask', 'promise', 'grant'])
  expect(dueDays(set)).toMatchObject({ answerDueOn: '2004-02-01' })
})

test('a promise without a day re-dates nothing', () => {
  expect(dueDays([ask, entry('2003-09-01', 'replies', 'promised')])).toMatchObject({
    answerDueOn: '2003-10-07',
    answerDueBasis: 'expected',
  })
})

const asked = entry('2003-09-01', 'replies', 'clarification_requested')

test('while the ball is with us the clock stands still, and says since when', () => {
  expect(dueDays([ask, asked])).toMatchObject({ answerDueOn: '2003-10-07', pausedOn: '2003-09-01' })
})

test('what is expected moves by exactly the days we held the ball', () => {
  const facts = [ask, asked, entry('2003-09-11', 'supplies')]
  expect(dueDays(facts)).toMatchObject({ answerDueOn: '2003-10-17', longOverdueAfterOn: '2003-12-16', pausedOn: null })
})

test('what was set moves by the days we held the ball after it was set', () => {
  const set = entry('2003-08-08', 'asks', { until: '2003-12-01' })
  expect(dueDays([set, asked, entry('2003-09-11', 'supplies')])).toMatchObject({ answerDueOn: '2003-12-11' })
})

test('what they promise once supplied is not moved by the days before the promise', () => {
  const promised = entry('2003-09-15', 'replies', 'promised', { until: '2003-12-01' })
  expect(dueDays([ask, asked, entry('2003-09-11', 'supplies'), promised])).toMatchObject({ answerDueOn: '2003-12-01' })
})

test('what we grant while we hold the ball is moved only by the days after the grant', () => {
  const granted = entry('2003-09-06', 'grants', { until: '2003-12-01' })
  expect(dueDays([ask, asked, granted, entry('2003-09-11', 'supplies')])).toMatchObject({ answerDueOn: '2003-12-06' })
})

test('each day that we held the ball moves a day that was expected or set by one day, and no other does', () => {
  const lastDay = fc.constantFrom(undefined, '2003-10-07')
  fc.assert(
    fc.property(lastDay, fc.nat({ max: 59 }), fc.nat({ max: 400 }), (until, after, held) => {
      const asks = entry('2003-08-08', 'asks', until ? { until } : {})
      const wantedOn = day('2003-08-08').add({ days: after })
      const wants = entry(wantedOn.toString(), 'replies', 'clarification_requested', { place: 1 })
      const supplies = entry(wantedOn.add({ days: held }).toString(), 'supplies', { place: 2 })
      const answerDueOn = day('2003-10-07').add({ days: held }).toString()
      expect(dueDays([asks, wants, supplies])).toMatchObject({ answerDueOn, pausedOn: null })
    }),
  )
})

test('what we held after the due day no longer moves it', () => {
  const late = [entry('2003-11-01', 'replies', 'clarification_requested'), entry('2003-11-11', 'supplies')]
  expect(dueDays([ask, ...late])).toMatchObject({ answerDueOn: '2003-10-07' })
})

test('a closed ask is not paused', () => {
  expect(dueDays([ask, asked, closure('2003-09-05')])).toMatchObject({ pausedOn: null })
})

test('a vague ask is due on its earliest day, and on its latest day at the latest', () => {
  expect(dueDays([entry('2003-08', 'asks')])).toMatchObject({
    answerDueOn: '2003-09-30',
    answerDueLatestOn: '2003-10-30',
    firstReplyDueOn: '2003-08-15',
  })
})

test('a vague ask that sets a day is due on that day', () => {
  expect(dueDays([entry('2003-08', 'asks', { until: '2003-12-01' })])).toMatchObject({
    answerDueOn: '2003-12-01',
    answerDueLatestOn: '2003-12-01',
  })
})

test('an ask of unknown date has a visible state of its own, never "not due"', () => {
  expect(dueDays([entry(null, 'asks')])).toMatchObject({
    answerDueOn: null,
    answerDueBasis: null,
    firstReplyDueOn: null,
    isDateUnknown: true,
  })
})

test('an ask of unknown date that sets a day is due on that day', () => {
  expect(dueDays([entry(null, 'asks', { until: '2005-12-01' })])).toMatchObject({
    answerDueOn: '2005-12-01',
    isDateUnknown: false,
  })
})

test('asking again after an answer starts the clock on that day', () => {
  const again = [ask, entry('2003-09-01', 'replies', 'declined'), entry('2004-03-01', 'asks')]
  expect(dueDays(again)).toMatchObject({ answerDueOn: '2004-04-30', firstReplyDueOn: '2004-03-15' })
})

test.for([
  ['2003-08-08', '2003-10-31', false, 'a year whose holidays are known'],
  ['2003-12-01', '2004-02-23', true, 'a year whose holidays nobody has loaded'],
] as const)('sixty working days from %s end on %s; without holidays: %s, %s', ([on, due, isWithout]) => {
  expect(dueDays([entry(on, 'asks')], within(60, 'working_days'))).toMatchObject({
    answerDueOn: due,
    isDueWithoutHolidays: isWithout,
  })
})

const proofOf = (facts: readonly Fact[], policy: Policy | null = sixtyDays) =>
  proveClocks(facts, policy, geneva).answer.due

test('what is expected can be proved, with the days that we held the ball', () => {
  expect(inWriting(proofOf([ask, asked, entry('2003-09-11', 'supplies')])!)).toEqual({
    on: '2003-10-17',
    start: '2003-08-08',
    period: { length: 60, unit: 'calendar_days' },
    calendar: null,
    skipped: [{ cause: 'paused', first: '2003-09-02', last: '2003-09-11' }],
    uncoveredYears: [],
    pausedOn: null,
  })
})

test('there is nothing to count where the day was set, the ask has no date, or there is no rule', () => {
  const set = proofOf([entry('2003-08-08', 'asks', { until: '2003-12-01' })])
  expect(inWriting(set!)).toMatchObject({ on: '2003-12-01', start: '2003-12-01', period: null })
  expect(proofOf([entry(null, 'asks')])).toBeNull()
  expect(proofOf(LETTER, null)).toBeNull()
  expect(effect(null).dating).toBe('unknown')
})
