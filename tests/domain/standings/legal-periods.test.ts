import { expect, test } from 'vitest'
import { type Calendar, deriveDueDay, type EndRule, type Pause } from '../../../src/domain/standings/due-day.ts'
import { listPublicHolidays } from '../../../src/store/rules/public-holidays.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const months = (length: number, endRule: EndRule = 'as_is') => ({ length, unit: 'calendar_months', endRule }) as const
const days = (length: number, endRule: EndRule = 'as_is') => ({ length, unit: 'calendar_days', endRule }) as const

async function calendarOf(code: string, years: readonly number[], weekend = [6, 7]): Promise<Calendar> {
  const found = (await listPublicHolidays(code, years))!
  const holidays = new Map([...found.values()].flat().map(({ on, name }) => [on, name]))
  return { code, weekend, holidays, coveredYears: new Map(years.map((year) => [year, 'date-holidays'])) }
}

// BGB § 188(2) and (3); Regulation (EEC, Euratom) No 1182/71, art. 3(2)(c).
test.for([
  ['2003-01-31', 1, '2003-02-28', 'a month that has no such day ends on its last'],
  ['2004-01-31', 1, '2004-02-29', 'the same in a leap year'],
  ['2004-01-30', 1, '2004-02-29', 'thirty is too many as well'],
  ['2004-01-29', 1, '2004-02-29', 'a leap year has a 29th'],
  ['2003-02-28', 1, '2003-03-28', 'from the end of February it is the 28th, not the end of March'],
  ['2004-02-29', 12, '2005-02-28', 'a year from a leap day'],
  ['2004-02-29', 48, '2008-02-29', 'four years from a leap day'],
  ['2003-05-31', 1, '2003-06-30', 'thirty days hath June'],
  ['2003-04-30', 1, '2003-05-30', 'a short month is not made up for'],
  ['2003-12-31', 2, '2004-02-29', 'over the turn of the year'],
  ['2003-08-31', 6, '2004-02-29', 'half a year'],
  ['2003-04-04', 1, '2003-05-04', 'the day of the event does not count'],
] as const)('from %s, %i months end on %s: %s', ([start, length, on]) => {
  const due = deriveDueDay(day(start), months(length), null, [])
  expect(due.on).toEqual(day(on))
  expect(due).toMatchObject({ skipped: [], calendar: null, uncoveredYears: [] })
})

test.for([0, 49, 1.5])('a period of %d months is refused', (length) => {
  const wanted = `period: got the number ${length} — expected a whole number of months from 1 to 48`
  expect(() => deriveDueDay(day('2004-01-31'), months(length), null, [])).toThrow(wanted)
})

// Regulation 1182/71, art. 3(4): a last day that is a public holiday, Sunday or Saturday. BGB § 193.
test.for([
  ['2003-07-04', days(30), '2003-08-04', 'Sunday 3 August becomes Monday'],
  ['2003-07-03', days(30), '2003-08-04', 'Saturday 2 August becomes the same Monday'],
  ['2003-07-05', days(30), '2003-08-04', 'Monday stays'],
  ['2003-11-30', days(25), '2003-12-26', 'Christmas Day becomes the day after'],
  ['2003-12-01', days(30), '2004-01-02', 'Restoration and New Year are skipped together, over the turn of the year'],
  ['2003-01-31', months(1), '2003-02-28', 'a Friday stays'],
  ['2003-08-31', months(2), '2003-10-31', 'the last of October'],
  ['2003-03-31', months(5), '2003-09-01', 'Sunday 31 August becomes September'],
] as const)('in Geneva, from %s, %j moves to %s: %s', async ([start, period, on]) => {
  const geneva = await calendarOf('CH-GE', [2003, 2004])
  const due = deriveDueDay(day(start), { ...period, endRule: 'next_working_day' }, geneva, [])
  expect(due).toMatchObject({ on: day(on), calendar: 'CH-GE', uncoveredYears: [] })
})

test('only the end is moved: a weekend on the way counts in calendar days', async () => {
  const geneva = await calendarOf('CH-GE', [2003])
  const due = deriveDueDay(day('2003-07-04'), days(30, 'next_working_day'), geneva, [])
  expect(due.skipped).toEqual([{ cause: 'weekend', on: day('2003-08-03') }])
})

// Freedom of Information Act 2000, s. 10(6): neither Saturday, Sunday, Christmas Day, Good Friday nor bank holiday.
test.for([
  ['2024-12-06', '2025-01-08', 'over Christmas, Boxing Day and the New Year'],
  ['2025-04-01', '2025-05-01', 'over Good Friday and Easter Monday, before the early May bank holiday'],
  ['2023-04-20', '2023-05-22', 'over May Day and the coronation of 8 May 2023'],
  ['2025-09-01', '2025-09-29', 'a September without any'],
] as const)('a request under the Freedom of Information Act of %s is due on %s: %s', async ([start, on]) => {
  const england = await calendarOf('GB-ENG', [2023, 2024, 2025])
  expect(deriveDueDay(day(start), { length: 20, unit: 'working_days' }, england, []).on).toEqual(day(on))
})

test('where Friday and Saturday are the weekend, a period that ends on Friday ends on Sunday', async () => {
  const friday: Calendar = {
    code: 'XX',
    weekend: [5, 6],
    holidays: new Map(),
    coveredYears: new Map([[2003, 'a table']]),
  }
  expect(deriveDueDay(day('2003-08-01'), days(7, 'next_working_day'), friday, []).on).toEqual(day('2003-08-10'))
  expect(deriveDueDay(day('2003-08-01'), days(9, 'next_working_day'), friday, []).on).toEqual(day('2003-08-10'))
})

test('the proposal of 24 August 2004 under other rules than the sample has', async () => {
  const geneva = await calendarOf('CH-GE', [2004])
  const due = (period: Parameters<typeof deriveDueDay>[1]) => deriveDueDay(day('2004-08-24'), period, geneva, []).on
  expect(due(days(60))).toEqual(day('2004-10-23')) // a Saturday
  expect(due(days(60, 'next_working_day'))).toEqual(day('2004-10-25'))
  expect(due(months(2))).toEqual(day('2004-10-24')) // a Sunday
  expect(due(months(2, 'next_working_day'))).toEqual(day('2004-10-25'))
  expect(due({ length: 42, unit: 'working_days' })).toEqual(day('2004-10-22')) // Jeûne genevois was on 9 September
})

test.for([
  ['2003-07-20', '2003-07-25', '2003-08-08', 'five days held move Sunday the 3rd to Friday the 8th'],
  ['2003-07-20', '2003-07-26', '2003-08-11', 'six move it to a Saturday, and so to Monday the 11th'],
  ['2003-08-03', '2003-08-06', '2003-08-07', 'held from the day to which it was moved'],
] as const)('held from %s until %s, an end on Sunday 3 August is moved to %s: %s', async ([from, until, on]) => {
  const geneva = await calendarOf('CH-GE', [2003])
  const pauses: Pause[] = [{ from: day(from), until: day(until) }]
  expect(deriveDueDay(day('2003-07-04'), days(30, 'next_working_day'), geneva, pauses).on).toEqual(day(on))
})

test('an end in a year that no table covers is moved by the weekend alone, and says so', () => {
  const due = deriveDueDay(day('2003-12-03'), days(30, 'next_working_day'), null, [])
  expect(due).toMatchObject({ on: day('2004-01-02'), calendar: null, uncoveredYears: [2004] })
})
