import { expect, test } from 'vitest'
import { bracketOn, daysOverdueOn, linesAhead } from '../../../src/domain/standings/brackets.ts'
import { STATES } from '../../../src/domain/correspondence/characters.ts'
import { deriveDueDays } from '../../../src/domain/standings/clocks.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { day, entry, inWriting } from '../../support/ledgers/facts.ts'
import { LETTER, PROPOSAL } from '../../support/ledgers/golden-facts.ts'

const sixtyDays = { firstReplyWithin: null, answerWithin: { length: 60, unit: 'calendar_days' } } as const
const letter = deriveDueDays(deriveStanding(LETTER), sixtyDays, null)
const proposal = deriveDueDays(deriveStanding(PROPOSAL), sixtyDays, null)
const paused = { ...letter, pausedOn: day('2003-10-10') }

test.for([
  ['2003-08-08', 'on_time', 0, 'the day of the ask'],
  ['2003-09-29', 'on_time', 0, 'eight days before'],
  ['2003-09-30', 'due_soon', 0, 'seven days before'],
  ['2003-10-07', 'due_soon', 0, 'the due day itself'],
  ['2003-10-08', 'overdue', 1, 'the day after'],
  ['2003-12-06', 'overdue', 60, 'past due by the answer period again'],
  ['2003-12-07', 'long_overdue', 61, 'past due by more than that'],
  ['2004-12-22', 'long_overdue', 442, 'the day of E/CN.4/2005/32'],
] as const)('on %s an answer due on 7 October 2003 is %s by %i days: %s', ([on, bracket, daysOverdue]) => {
  expect(bracketOn(day(on), letter)).toBe(bracket)
  expect(daysOverdueOn(day(on), letter)).toBe(daysOverdue)
})

test('on 22 December 2004 the proposal of 24 August is overdue by sixty days, and not yet long', () => {
  expect(proposal.answerDueOn).toEqual(day('2004-10-23'))
  expect(daysOverdueOn(day('2004-12-22'), proposal)).toBe(60)
  expect(bracketOn(day('2004-12-22'), proposal)).toBe('overdue')
  expect(bracketOn(day('2004-12-23'), proposal)).toBe('long_overdue')
})

test.for([
  ['2003-10-07', 'due_soon', 0],
  ['2003-10-10', 'overdue', 3],
  ['2003-10-11', 'overdue', 3],
  ['2026-11-24', 'overdue', 3],
] as const)('paused on 10 October 2003, it is on %s what it was then: %s by %i days', ([on, bracket, daysOverdue]) => {
  expect(bracketOn(day(on), paused)).toBe(bracket)
  expect(daysOverdueOn(day(on), paused)).toBe(daysOverdue)
})

test('what has no date is a bracket of its own, however late it is', () => {
  const unknown = deriveDueDays(deriveStanding([entry(null, 'asks')]), sixtyDays, null)
  expect(bracketOn(day('2026-11-24'), unknown)).toBe('date_unknown')
  expect(daysOverdueOn(day('2026-11-24'), unknown)).toBeNull()
})

test.for(['unread', 'delivered', 'auto_reply', 'acknowledged', 'bounced'] as const)(
  'a reply that is %s never hides that an answer is overdue',
  (character) => {
    const replied = [...LETTER, entry('2004-12-01', 'replies', character)]
    const lines = deriveDueDays(deriveStanding(replied), sixtyDays, null)
    expect(daysOverdueOn(day('2004-12-22'), lines)).toBe(442)
    expect(bracketOn(day('2004-12-22'), lines)).toBe('long_overdue')
  },
)

test('where no rule expects anything there is no deadline', () => {
  const free = deriveDueDays(deriveStanding(LETTER), null, null)
  expect(bracketOn(day('2026-11-24'), free)).toBe('no_deadline')
  expect(daysOverdueOn(day('2026-11-24'), free)).toBeNull()
})

test('a day that was set without a rule is overdue, and never long overdue', () => {
  const set = deriveDueDays(deriveStanding([entry('2003-08-08', 'asks', { until: '2003-10-07' })]), null, null)
  expect(bracketOn(day('2026-11-24'), set)).toBe('overdue')
  expect(linesAhead('awaiting_reply', { ...set, isPromise: false }).map(({ kind }) => kind)).toEqual([
    'due_soon',
    'overdue',
  ])
})

test('each line is crossed on the first day beyond it', () => {
  expect(inWriting(linesAhead('promised', { ...letter, isPromise: true }))).toEqual([
    { kind: 'due_soon', crossedOn: '2003-09-30', dueOn: '2003-10-07' },
    { kind: 'promise_lapsed', crossedOn: '2003-10-08', dueOn: '2003-10-07' },
    { kind: 'overdue', crossedOn: '2003-10-08', dueOn: '2003-10-07' },
    { kind: 'long_overdue', crossedOn: '2003-12-07', dueOn: '2003-10-07' },
  ])
})

test('the bracket changes on the day its line is crossed, and not on the day before', () => {
  for (const { kind, crossedOn } of linesAhead('holding', { ...letter, isPromise: false })) {
    expect(bracketOn(crossedOn, letter)).toBe(kind)
    expect(bracketOn(crossedOn.subtract({ days: 1 }), letter)).not.toBe(kind)
  }
})

test('no line lies ahead of what is paused, has no due day, or is pending no more', () => {
  expect(linesAhead('with_us', { ...paused, isPromise: false })).toEqual([])
  expect(linesAhead('holding', { ...letter, answerDueOn: null, isPromise: false })).toEqual([])
  const withLines = STATES.filter((state) => linesAhead(state, { ...letter, isPromise: false }).length > 0)
  expect(STATES.filter((state) => !withLines.includes(state))).toEqual(['answered', 'declined', 'closed'])
})
