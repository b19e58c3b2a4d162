import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../../src/domain/problem.ts'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'

const bounds = (written: string) => {
  const { earliest, latest, isExact } = parseVagueDate(written, 'dated')
  return [earliest?.toString() ?? null, latest?.toString() ?? null, isExact]
}

const refusal = (value: unknown) => {
  try {
    return `accepted as ${JSON.stringify(parseVagueDate(value, 'dated'))}`
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return error.message
    throw error
  }
}

test('only a plain day is exact', () => {
  expect(bounds('2003-08-08')).toEqual(['2003-08-08', '2003-08-08', true])
})

test.for([
  ['2003', '2003-01-01', '2003-12-31'],
  ['2003-08', '2003-08-01', '2003-08-31'],
  ['2003-02', '2003-02-01', '2003-02-28'],
  ['2004-02', '2004-02-01', '2004-02-29'],
  ['2003-XX', '2003-01-01', '2003-12-31'],
  ['2003-XX-XX', '2003-01-01', '2003-12-31'],
  ['2003-09-XX', '2003-09-01', '2003-09-30'],
  ['200X', '2000-01-01', '2009-12-31'],
  ['19XX', '1900-01-01', '1999-12-31'],
] as const)('%s can mean any day from %s to %s', ([written, earliest, latest]) => {
  expect(bounds(written)).toEqual([earliest, latest, false])
})

test.for([
  ['2003-08/2003-12', '2003-08-01', '2003-12-31'],
  ['2003-08-08/2003-12-16', '2003-08-08', '2003-12-16'],
  ['2003/2003-08-08', '2003-01-01', '2003-08-08'],
  ['2003-08-08/2003-08-08', '2003-08-08', '2003-08-08'],
  ['2003-08-20/2003-08', '2003-08-20', '2003-08-31'],
  ['2003~/2004-XX?', '2003-01-01', '2004-12-31'],
] as const)('the interval %s runs from %s to %s', ([written, earliest, latest]) => {
  expect(bounds(written)).toEqual([earliest, latest, false])
})

// The working-level contacts of E/CN.4/2005/32, paragraph 3, "preceded, and also followed" the letter.
test.for([
  ['../2003-08-08', null, '2003-08-08'],
  ['2003-08-08/..', '2003-08-08', null],
  ['/2003-08', null, '2003-08-31'],
  ['2003-08/', '2003-08-01', null],
] as const)('%s is open on one side', ([written, earliest, latest]) => {
  expect(bounds(written)).toEqual([earliest, latest, false])
})

test.for(['~', '?', '%'])('a date marked %s keeps its bounds, but is exact no more', (qualifier) => {
  expect(bounds(`2003-08-08${qualifier}`)).toEqual(['2003-08-08', '2003-08-08', false])
  expect(bounds(`2003${qualifier}`)).toEqual(['2003-01-01', '2003-12-31', false])
})

test('the writing is kept, without the spaces around it', () => {
  expect(parseVagueDate('  2003-XX~/.. \n', 'dated').text).toBe('2003-XX~/..')
})

const WANTED = 'a date such as 2003, 2003-08, 2003-08-08, 2003-08-08~, 2003-08/2003-12 or ../2003-08-08'

test.for([
  ['24/08/2004', '2004-08-24'],
  ['2004-8-24', '2004-08-24'],
  ['20040824', '2004-08-24'],
  ['24 August 2004', '2004-08-24'],
  ['2004-08-24T00:00:00', '2004-08-24'],
  ['August 2003', '2003-08'],
  ['Sept. 2003', '2003-09'],
  ['08/2003', '2003-08'],
  ['2003-8', '2003-08'],
])('%s can mean one date alone, which is suggested', ([written, suggestion]) => {
  expect(refusal(written)).toBe(`dated: got "${written}" — expected ${WANTED}; try ${suggestion}`)
})

test.for([
  '',
  '03/04/2004',
  '13/2003',
  '2003/08',
  '~2003',
  '2003-XX-08',
  '200X-08',
  '2XXX',
  'XXXX',
  '2003-0X',
  '2003-08-1X',
  '2003~~',
  '2003-xx',
  '2003--2004',
  '2003/2004/2005',
  '2003-08-08/unknown',
  '2003-08-08T10:00:00Z',
  'Y170000002',
  '-2003',
  '２００３',
  'about 2003',
  'yesterday',
  'infinity',
])('%j is refused, and no date is guessed', (written) => {
  expect(refusal(written)).toBe(`dated: got "${written}" — expected ${WANTED}`)
})

test.for([
  ['2003-02-29', 'a day that exists; no such day, those of 2003-02 go from 01 to 28'],
  ['2003-13', 'a day that exists; no such day, months go from 01 to 12'],
  ['2003-08/2003-09-31', 'a day that exists; no such day, those of 2003-09 go from 01 to 30'],
  ['1899', 'a year from 1900 to 2200'],
  ['18XX', 'a year from 1900 to 2200'],
  ['22XX', 'a year from 1900 to 2200'],
  ['../2201-01', 'a year from 1900 to 2200'],
  ['../..', 'a day on one side at least; try to leave the date out'],
  ['/', 'a day on one side at least; try to leave the date out'],
  ['2003-12/2003-08', 'an interval that does not end before it starts; try 2003-08/2003-12'],
  ['2003-08-09/2003-08-08', 'an interval that does not end before it starts; try 2003-08-08/2003-08-09'],
  ['2003-21', 'months, for a season depends on the hemisphere; try 2003-03/2003-05 or the months that were meant'],
])('%s cannot be: %s', ([written, expected]) => {
  expect(refusal(written)).toBe(`dated: got "${written}" — expected ${expected}`)
})

test.for([null, undefined, 2003, ['2003'], { from: '2003' }])('what is no text is no date: %s', (value) => {
  expect(refusal(value)).toMatch(/^dated: got .+ — expected a date such as /)
})

test('a vaguer writing of a day always allows for that day', () => {
  const writings = fc.tuple(
    fc.integer({ min: 0, max: 109_937 }).map((days) => Temporal.PlainDate.from('1900-01-01').add({ days })),
    fc.constantFrom<(day: string) => string>(
      (day) => `${day}?`,
      (day) => day.slice(0, 7),
      (day) => day.slice(0, 4),
      (day) => `${day.slice(0, 7)}-XX`,
      (day) => `${day.slice(0, 4)}-XX~`,
      (day) => `${day.slice(0, 4)}/${day}`,
      (day) => `../${day.slice(0, 7)}`,
      (day) => `${day.slice(0, 7)}%/..`,
    ),
  )
  fc.assert(
    fc.property(writings, ([day, vaguely]) => {
      const { earliest, latest, isExact } = parseVagueDate(vaguely(day.toString()), 'dated')
      expect(Temporal.PlainDate.compare(earliest ?? day, day)).toBeLessThanOrEqual(0)
      expect(Temporal.PlainDate.compare(day, latest ?? day)).toBeLessThanOrEqual(0)
      expect(isExact).toBe(false)
    }),
  )
})
