import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysBetween, parseDay, parseInstant } from '../../../src/domain/dates/day.ts'
import { Problem } from '../../../src/domain/problem.ts'
import { anyText } from '../../support/drawn/any-text.ts'

const refusal = (parse: () => unknown) => {
  try {
    return `accepted as ${String(parse())}`
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return error.message
    throw error
  }
}
const refusalOfDay = (value: unknown) => refusal(() => parseDay(value, 'dated'))
const refusalOfInstant = (value: unknown) => refusal(() => parseInstant(value, 'known-at'))

const days = (from: string, to: string) => daysBetween(Temporal.PlainDate.from(from), Temporal.PlainDate.from(to))

const anyDay = fc
  .integer({ min: 0, max: 109_937 })
  .map((age) => Temporal.PlainDate.from('1900-01-01').add({ days: age }))

test.for(['2004-08-24', ' 2004-08-24 ', '2004-08-24\n', '\u00a02004-08-24', '1900-01-01', '2200-12-31', '2000-02-29'])(
  'a day is read as it stands on the paper: %j',
  (written) => {
    expect(parseDay(written, 'dated').toString()).toBe(written.trim())
  },
)

test('every day from 1900 to 2200 is read back as it was written', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      expect(parseDay(day.toString(), 'dated')).toEqual(day)
    }),
  )
})

// Bad-input catalogue, rows 9 to 15.
test.for([
  ['2004-8-24', '2004-08-24'],
  ['2004/08/24', '2004-08-24'],
  ['24/08/2004', '2004-08-24'],
  ['08/24/2004', '2004-08-24'],
  ['24.08.2004', '2004-08-24'],
  ['04/04/2004', '2004-04-04'],
  ['24 Aug 2004', '2004-08-24'],
  ['24 August 2004', '2004-08-24'],
  ['24th Aug. 2004', '2004-08-24'],
  ['August 24, 2004', '2004-08-24'],
  ['3 May 2004', '2004-05-03'],
  ['20040824', '2004-08-24'],
])('%s can mean one day alone, which is suggested', ([written, day]) => {
  expect(refusalOfDay(written)).toBe(`dated: got "${written}" — expected a day as YYYY-MM-DD; try ${day}`)
})

test.for([
  '03/04/2004',
  '3.4.2004',
  '24/08/04',
  '30/02/2004',
  '2004-02-30-',
  '24/08/9999',
  '2004/08-24',
  '38223',
  '2004-08',
  'Ma 2004',
  '24 Brumaire 2004',
  'yesterday',
  'today',
  'now',
  'epoch',
  'infinity',
  '-infinity',
  'NaN',
  '2004-08-24[u-ca=hebrew]',
  '[object Object]',
  '',
])('%j is refused, and no day is guessed', (written) => {
  expect(refusalOfDay(written)).toBe(`dated: got "${written}" — expected a day as YYYY-MM-DD`)
})

test.for([
  ['2023-02-29', 'those of 2023-02 go from 01 to 28'],
  ['2004-02-30', 'those of 2004-02 go from 01 to 29'],
  ['1900-02-29', 'those of 1900-02 go from 01 to 28'],
  ['2004-04-00', 'those of 2004-04 go from 01 to 30'],
  ['2004-13-01', 'months go from 01 to 12'],
  ['2004-00-10', 'months go from 01 to 12'],
])('there is no such day as %s', ([written, reason]) => {
  expect(refusalOfDay(written)).toBe(`dated: got "${written}" — expected a day that exists; no such day, ${reason}`)
})

test.for(['0001-01-01', '1899-12-31', '2201-01-01', '9999-12-31', '+010000-01-01', '-000001-01-01', '0000-00-00'])(
  'the year of %s is beyond any correspondence',
  (written) => {
    expect(refusalOfDay(written)).toBe(`dated: got "${written}" — expected a year from 1900 to 2200`)
  },
)

test.for([
  ['2004-08-24T23:59:59Z', ''],
  ['2004-08-24T23:59:59+02:00', ''],
  ['2004-08-24T23:59:59', '; try 2004-08-24'],
  ['2004-08-24 00:00:00', '; try 2004-08-24'],
])('an instant is not a day: %s', ([written, hint]) => {
  expect(refusalOfDay(written)).toBe(
    `dated: got "${written}" — expected a day as YYYY-MM-DD, a day and not an instant${hint}`,
  )
})

test.for([
  ['２００４-08-24', '; try 2004-08-24'],
  ['２００４０８２４', '; try 2004-08-24'],
  ['٢٠٠٤-٠٨-٢٤', ''],
  ['۲۰۰۴-۰۸-۲۴', ''],
  ['2004-08-2४', ''],
])('digits of another script are not taken for a day: %s', ([written, hint]) => {
  expect(refusalOfDay(written)).toBe(
    `dated: got "${written}" — expected a day as YYYY-MM-DD in the digits 0 to 9${hint}`,
  )
})

test.for([null, undefined, 20040824, true, ['2004-08-24'], { day: '2004-08-24' }, 2004n])(
  'what is no text is no day: %s',
  (value) => {
    expect(refusalOfDay(value)).toMatch(/^dated: got .+ — expected a day as YYYY-MM-DD$/)
  },
)

test('a refusal is one short line, whatever was typed', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 3000 }), (typed) => {
      expect(refusalOfDay(`${typed}!`)).toMatch(/^dated: got "[^\p{Cc}\u2028\u2029]{0,700}$/u)
    }),
  )
})

test('a suggested day is accepted, and is never another than the one written', () => {
  const writings = fc.tuple(anyDay, fc.constantFrom('/', '.', '-'), fc.boolean()).map(([day, sign, american]) => ({
    day,
    written: (american ? [day.month, day.day, day.year] : [day.day, day.month, day.year]).join(sign),
  }))
  fc.assert(
    fc.property(writings, ({ day, written }) => {
      const suggested = refusalOfDay(written).split('; try ')[1]
      const isAmbiguous = day.day <= 12 && day.day !== day.month
      expect(suggested).toBe(isAmbiguous ? undefined : parseDay(day.toString(), 'dated').toString())
    }),
  )
})

test('a day counts from one midnight to the next, without regard to clocks', () => {
  // The counts of E/CN.4/2005/32: first letter, reply, meeting, the day of the note, and one far ahead.
  expect(days('2003-08-08', '2003-12-30')).toBe(144)
  expect(days('2003-08-08', '2004-12-22')).toBe(502)
  expect(days('2003-12-30', '2004-12-22')).toBe(358)
  expect(days('2004-08-24', '2004-12-22')).toBe(120)
  expect(days('2004-08-24', '2026-11-24')).toBe(8127)
  expect(days('2004-12-22', '2004-08-24')).toBe(-120)
})

test.for([
  ['2026-11-24T09:00:00Z', '2026-11-24T09:00:00Z'],
  ['2026-11-24T10:00:00+01:00', '2026-11-24T09:00:00Z'],
  ['2026-11-24T09:00Z', '2026-11-24T09:00:00Z'],
  ['2026-11-24t09:00:00.123456z', '2026-11-24T09:00:00.123456Z'],
  [' 2026-11-24T00:30:00+05:45 ', '2026-11-23T18:45:00Z'],
])('the instant %s is %s', ([written, instant]) => {
  expect(parseInstant(written, 'known-at').toString()).toBe(instant)
})

const INSTANT = 'an instant such as 2026-11-24T09:00:00Z or 2026-11-24T10:00:00+01:00'

test.for([
  ['2026-11-24', `${INSTANT}; try it with a time and an offset, a day has many instants`],
  ['2026-11-24T09:00:00', `${INSTANT}; try it with Z or the offset from UTC`],
  ['2026-11-24 09:00:00Z', INSTANT],
  ['2026-11-24T09:00:60Z', INSTANT],
  ['2026-11-24T24:00:00Z', INSTANT],
  ['2026-11-24T09:00:00+25:00', INSTANT],
  ['2026-11-24T09:00:00.1234567Z', INSTANT],
  ['2026-11-24T09:00:00Z[Europe/Zurich]', INSTANT],
  ['now', INSTANT],
  ['', INSTANT],
  ['2026-02-29T09:00:00Z', 'a day that exists; no such day, those of 2026-02 go from 01 to 28'],
  ['1899-12-31T23:59:59Z', 'a year from 1900 to 2200'],
])('%j names no instant', ([written, expected]) => {
  expect(refusalOfInstant(written)).toBe(`known-at: got "${written}" — expected ${expected}`)
})
