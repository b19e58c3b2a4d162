import { expect, test } from 'vitest'
import { listPublicHolidays } from '../../src/store/rules/public-holidays.ts'

const names = async (calendar: string, year: number) => {
  const found = await listPublicHolidays(calendar, [year])
  return found?.get(year)?.map(({ on, name }) => `${on} ${name}`)
}

test('Geneva keeps its own holidays beside those of the Confederation', async () => {
  const found = await names('CH-GE', 2003)
  expect(found).toContain('2003-12-25 Christmas Day')
  expect(found).toContain('2003-12-31 Restoration of the Republic')
  expect(found).toContain('2003-09-11 Jeûne Genevois')
  expect(await names('CH', 2003)).not.toContain('2003-12-31 Restoration of the Republic')
})

test("a day that is observed but not free, such as Mother's Day, is no public holiday", async () => {
  const found = await listPublicHolidays('FR', [2004])
  expect(found?.get(2004)).toHaveLength(11)
  expect(found?.get(2004)?.map(({ on }) => on)).not.toContain('2004-05-30')
})

test('each year asked for is listed apart, in order of time', async () => {
  const found = await listPublicHolidays('FR', [2005, 2004])
  expect([...(found?.keys() ?? [])]).toEqual([2005, 2004])
  const days = found?.get(2004)?.map(({ on }) => on) ?? []
  expect(days).toEqual(days.toSorted())
  expect(days).toContain('2004-07-14')
  expect(days.every((on) => on.startsWith('2004-'))).toBe(true)
})

test.for([
  'KP',
  'AF',
  'SY',
  'XX',
  'CH-ZZ',
  'CH-GE-XX',
  'CH-GE-XX-YY',
  'ch',
  'NZ-CAN-Timaru',
  'constructor',
  '__proto__',
  '',
  '-',
  'CH-',
])('of the calendar %j nothing is known, which is not to say that it has no holidays', async (calendar) => {
  expect(await listPublicHolidays(calendar, [2004])).toBeNull()
})

test.for([
  ['KR', 2026, ['2026-09-24', '2026-09-25', '2026-09-26']],
  ['AE', 2026, ['2026-03-20', '2026-03-21', '2026-03-22']],
  ['BA', 1999, ['1999-03-27', '1999-03-28', '1999-03-29', '1999-03-30']],
] as const)('in %s a holiday of several days is each of its days: %i', async ([calendar, year, days]) => {
  const found = await listPublicHolidays(calendar, [year])
  expect(found?.get(year)?.map(({ on }) => on)).toEqual(expect.arrayContaining([...days]))
})

test('a holiday that runs over the new year is listed in both years', async () => {
  expect((await names('SZ', 2003))?.filter((line) => line.includes('-12-2'))).not.toEqual([])
  expect((await names('SZ', 2004))?.slice(0, 2).map((line) => line.slice(0, 10))).toEqual(['2004-01-01', '2004-01-02'])
})

test('half a holiday is a working day', async () => {
  const found = await listPublicHolidays('IS', [2026])
  expect(found?.get(2026)?.map(({ on }) => on)).not.toContain('2026-12-24')
})

test('two holidays on one day are one day off', async () => {
  const found = await listPublicHolidays('FR', [2008])
  expect(found?.get(2008)?.filter(({ on }) => on === '2008-05-01')).toEqual([
    { on: '2008-05-01', name: expect.stringMatching(/^(Labour Day, Ascension Day|Ascension Day, Labour Day)$/) },
  ])
})

test.for([
  ['AE', [1970, 2076]],
  ['IL', [1969, 2099]],
] as const)('years that the tables of the moon do not reach are left out for %s', async ([calendar, [first, last]]) => {
  const found = await listPublicHolidays(calendar, [first - 1, first, last, last + 1])
  expect([...(found?.keys() ?? [])]).toEqual([first, last])
})
