import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fallsOn, parseCron } from '../../../src/domain/digests/cron.ts'
import { Problem } from '../../../src/domain/problem.ts'

test.for([
  ['0 9 * * 1', 'Mondays at nine', { minutes: [0], hours: [9], weekdays: [1] }],
  ['  0   9 * *\tMON ', 'a weekday by name, with loose spaces', { minutes: [0], hours: [9], weekdays: [1] }],
  ['*/20 8-10 * * *', 'a step and a range', { minutes: [0, 20, 40], hours: [8, 9, 10] }],
  ['30,0,30 23-23 * * *', 'a list out of order, one of it twice', { minutes: [0, 30], hours: [23] }],
  ['5-59/20 0 * * *', 'a step within a range', { minutes: [5, 25, 45], hours: [0] }],
  ['0 0 * Jan,september *', 'months by name, short or long', { months: [1, 9] }],
  ['0 0 * * 0,7', 'both numbers of Sunday', { weekdays: [7] }],
  ['0 0 * * fri-sun', 'a weekend that ends on a Sunday', { weekdays: [5, 6, 7] }],
  ['0 0 * * sun-tue', 'a week that begins on a Sunday', { weekdays: [1, 2, 7] }],
  ['0 0 * * *', 'every day', { weekdays: [1, 2, 3, 4, 5, 6, 7], months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }],
] as const)('"%s" is understood: %s', ([expression, , meant]) => {
  expect(parseCron(expression, 'cron')).toMatchObject(meant)
})

test('an expression is kept as it was asked for, with single spaces', () => {
  expect(parseCron('  0   9 * *\tMON ', 'cron').expression).toBe('0 9 * * MON')
})

test.for([
  ['0 9 31 * *', '2027-02', [28], 'the 31st falls on the last day of February'],
  ['0 9 31 * *', '2027-04', [30], 'the 31st falls on the last day of April'],
  ['0 9 31 * *', '2027-05', [31], 'the 31st falls on itself where it exists'],
  ['0 9 30 * *', '2028-02', [29], 'the 30th falls on the leap day'],
  ['0 9 29 2 *', '2027-02', [28], '29 February falls on the 28th in a common year'],
  ['0 9 29 2 *', '2028-02', [29], '29 February falls on itself in a leap year'],
  ['0 9 L * *', '2028-02', [29], 'L is the last day'],
  ['0 9 l 2 *', '2027-02', [28], 'a small l is the last day too'],
  ['0 9 15,L * *', '2027-06', [15, 30], 'the middle and the end of the month'],
  ['0 9 29,30,31 * *', '2027-02', [28], 'three days that a month lacks fall on one day'],
  ['0 9 29-31 * *', '2027-02', [28], 'a range that a month lacks is not skipped'],
  ['0 9 25-31 * *', '2027-02', [25, 26, 27, 28], 'a range that outlasts the month ends with it'],
  ['0 9 */10 * *', '2027-02', [1, 11, 21], 'a step does not stray to the last day'],
  ['0 9 * 2 *', '2027-04', [], 'a month that is not named'],
] as const)('"%s" in %s falls on %j: %s', ([expression, month, days]) => {
  expect(daysMeant(expression, month)).toEqual(days)
})

test.for([
  ['60 * * * *', 'a minute from 0 to 59 for "60"'],
  ['* 24 * * *', 'an hour from 0 to 23 for "24"'],
  ['0 9 0 * *', 'a day of the month from 1 to 31, or L for the last for "0"'],
  ['0 9 * 13 *', 'a month from 1 to 12 or JAN to DEC for "13"'],
  ['0 9 * * 8', 'a weekday from 0 to 7 or SUN to SAT for "8"'],
  ['0 9 * * Mondy', 'a weekday from 0 to 7 or SUN to SAT for "Mondy"'],
  ['0 9 * Januar *', 'a month from 1 to 12 or JAN to DEC for "Januar"'],
  ['mon 9 * * *', 'a minute from 0 to 59 for "mon"'],
  ['1,,2 9 * * *', 'a minute from 0 to 59 for ""'],
  ['-5 9 * * *', 'a minute from 0 to 59 for "-5"'],
  ['٣ 9 * * *', 'a minute from 0 to 59 for "٣"'],
  ['0 9 ? * 1', 'a day of the month from 1 to 31, or L for the last for "?"'],
  ['0 9 L-3 * *', 'a day of the month from 1 to 31, or L for the last for "L-3"'],
  ['0 22-2 * * *', 'a range that rises for "22-2"'],
  ['*/0 * * * *', 'a range and a shorter step for "*/0"'],
  ['*/90 * * * *', 'a range and a shorter step for "*/90"'],
  ['5/15 * * * *', 'a range and a shorter step for "5/15"'],
  ['0 0 31 2 *', 'a day that one of its months has for "31"'],
  ['0 0 15,30 2 *', 'a day that one of its months has for "30"'],
  ['0 0 31 4,6,9,11 *', 'a day that one of its months has for "31"'],
  ['* * * *', 'five fields (minute, hour, day of the month, month, weekday)'],
  ['', 'five fields (minute, hour, day of the month, month, weekday)'],
  [null, 'five fields (minute, hour, day of the month, month, weekday)'],
  ['@reboot', 'five fields (minute, hour, day of the month, month, weekday), no @word'],
] as const)('%j is refused: expected %s', ([expression, expected]) => {
  expect(refusalOf(expression)).toContain(` — expected ${expected}; try `)
})

test('a refusal names the field, what it got, what it expected and what to try', () => {
  expect(refusalOf('60 * * * *')).toBe(
    'cron: got "60 * * * *" — expected a minute from 0 to 59 for "60"; try "0 9 * * 1"',
  )
})

test('six fields are refused with the reason, for a sixth is seconds to some and a year to others', () => {
  expect(refusalOf('0 9 * * 1-5 *')).toContain('seconds and years are not accepted')
})

test('a day of the month and a weekday together are refused, and either is offered', () => {
  expect(refusalOf('0 9 15 * 1')).toMatch(/not both.*; try "0 9 15 \* \*" or "0 9 \* \* 1"$/)
})

test('a refusal repeats no more than the beginning of what it got', () => {
  expect(refusalOf('0'.repeat(100_000)).length).toBeLessThan(300)
})

test('whatever is typed is either understood or refused as a problem', () => {
  const typed = fc.oneof(fc.anything(), fc.string(), fc.stringMatching(/^([\d*,/LMON@-]{1,4} ){4}[\d*,/LMON-]{1,4}$/))
  fc.assert(
    fc.property(typed, (value) => {
      expect(outcomeOf(value)).toMatch(/^(understood|cron: got .* — expected .*)$/)
    }),
  )
})

function refusalOf(value: unknown): string {
  const outcome = outcomeOf(value)
  expect(outcome).not.toBe('understood')
  return outcome
}

function outcomeOf(value: unknown): string {
  try {
    parseCron(value, 'cron')
    return 'understood'
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return error.message
    throw error
  }
}

function daysMeant(expression: string, month: string): number[] {
  const cron = parseCron(expression, 'cron')
  const { year, month: number, daysInMonth } = Temporal.PlainYearMonth.from(month)
  const days = Array.from({ length: daysInMonth }, (_, index) => index + 1)
  return days.filter((day) => fallsOn(cron, Temporal.PlainDate.from({ year, month: number, day })))
}
