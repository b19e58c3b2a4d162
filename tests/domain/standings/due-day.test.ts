import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Calendar,
  deriveDueDay,
  type DueDay,
  END_RULES,
  type Pause,
  type Period,
  shiftByPauses,
} from '../../../src/domain/standings/due-day.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const pause = (from: string, until: string | null): Pause => ({
  from: day(from),
  until: until === null ? null : day(until),
})
const covering = (...years: number[]) => new Map(years.map((year) => [year, 'a table']))
const calendarDays = (length: number) => ({ length, unit: 'calendar_days' }) as const
const workingDays = (length: number) => ({ length, unit: 'working_days' }) as const
const why = ({ skipped }: DueDay) =>
  skipped.map((skip) =>
    skip.cause === 'paused'
      ? `paused ${skip.first}/${skip.last}`
      : `${'name' in skip ? skip.name : skip.cause} ${skip.on}`,
  )

const geneva: Calendar = {
  code: 'CH-GE',
  weekend: [6, 7],
  holidays: new Map([
    ['2003-12-25', 'Christmas Day'],
    ['2003-12-31', 'Restoration of the Republic'],
    ['2004-01-01', "New Year's Day"],
    ['2004-05-01', 'Labour Day'],
  ]),
  coveredYears: covering(2003, 2004),
}

// E/CN.4/2005/32 under the sample policy.
test.for([
  ['2003-08-08', 60, '2003-10-07', 'the letter'],
  ['2004-08-24', 60, '2004-10-23', 'the proposal raised at the meeting'],
  ['2003-12-16', 1, '2003-12-17', 'the day after the start is day one'],
  ['2004-02-28', 1, '2004-02-29', 'a leap day counts'],
  ['2003-12-31', 366, '2004-12-31', 'a leap year has 366 days'],
] as const)('asked on %s, %i calendar days end on %s: %s', ([start, length, on]) => {
  expect(deriveDueDay(day(start), calendarDays(length), geneva, [])).toEqual({
    on: day(on),
    start: day(start),
    period: calendarDays(length),
    calendar: null,
    skipped: [],
    uncoveredYears: [],
    pausedOn: null,
  })
})

test('from the reminder of 16 December 2003, ten working days run over Christmas', () => {
  const due = deriveDueDay(day('2003-12-16'), workingDays(10), geneva, [])
  expect(due.on).toEqual(day('2004-01-02'))
  expect(why(due)).toEqual([
    'weekend 2003-12-20',
    'weekend 2003-12-21',
    'Christmas Day 2003-12-25',
    'weekend 2003-12-27',
    'weekend 2003-12-28',
    'Restoration of the Republic 2003-12-31',
    "New Year's Day 2004-01-01",
  ])
  expect(due).toMatchObject({ calendar: 'CH-GE', uncoveredYears: [] })
})

test('a holiday on a weekend is skipped once, as a weekend', () => {
  expect(why(deriveDueDay(day('2004-04-30'), workingDays(1), geneva, []))).toEqual([
    'weekend 2004-05-01',
    'weekend 2004-05-02',
  ])
})

test('where the weekend is Friday and Saturday, a week of five working days starts on Sunday', () => {
  const tehran = { code: 'IR', weekend: [5, 6], holidays: new Map(), coveredYears: covering(2004) }
  const due = deriveDueDay(day('2004-08-26'), workingDays(5), tehran, [])
  expect(due.on).toEqual(day('2004-09-02'))
  expect(why(due)).toEqual(['weekend 2004-08-27', 'weekend 2004-08-28'])
})

test.for([
  ['2004-12-30', 3, [2005], 'the walk runs out of the table'],
  ['2004-12-29', 2, [], 'it ends on the last day of the table'],
  ['2006-12-28', 5, [2006, 2007], 'no year of it is in the table'],
] as const)('from %s, %i working days are computed without the holidays of %j: %s', ([start, length, years]) => {
  expect(deriveDueDay(day(start), workingDays(length), geneva, []).uncoveredYears).toEqual(years)
})

test('a year in which every day was held needs no holidays', () => {
  const due = deriveDueDay(day('2004-12-30'), workingDays(2), { ...geneva, coveredYears: covering(2004, 2006) }, [
    pause('2004-12-31', '2006-01-01'),
  ])
  expect(due).toMatchObject({ on: day('2006-01-02'), uncoveredYears: [] })
})

test('without any calendar, working days leave out Saturdays and Sundays, and own to knowing no holidays', () => {
  const due = deriveDueDay(day('2003-12-24'), workingDays(3), null, [])
  expect(due).toMatchObject({ on: day('2003-12-29'), calendar: null, uncoveredYears: [2003] })
  expect(why(due)).toEqual(['weekend 2003-12-27', 'weekend 2003-12-28'])
})

test.for([
  ['2004-09-01', '2004-09-11', '2004-11-02', ['paused 2004-09-02/2004-09-11'], 'ten days held, ten days later'],
  ['2004-09-01', '2004-09-01', '2004-10-23', [], 'supplied on the day it was wanted'],
  ['2004-08-20', '2004-08-26', '2004-10-25', ['paused 2004-08-25/2004-08-26'], 'held since before the start'],
  ['2004-10-22', '2004-10-24', '2004-10-25', ['paused 2004-10-23/2004-10-24'], 'held on the very day it fell due'],
  ['2004-10-23', '2004-12-01', '2004-10-23', [], 'wanted only after it had fallen due'],
] as const)(
  'held from %s until %s, the answer due on 23 October 2004 is due on %s: %s',
  ([from, until, on, skipped]) => {
    const due = deriveDueDay(day('2004-08-24'), calendarDays(60), null, [pause(from, until)])
    expect(due.on).toEqual(day(on))
    expect(why(due)).toEqual(skipped)
  },
)

test('pauses over the same days hold these days once', () => {
  const due = deriveDueDay(day('2004-08-24'), calendarDays(60), null, [
    pause('2004-09-05', '2004-09-15'),
    pause('2004-09-01', '2004-09-11'),
    pause('2004-09-06', '2004-09-07'),
  ])
  expect(due.on).toEqual(day('2004-11-06'))
  expect(why(due)).toEqual(['paused 2004-09-02/2004-09-15'])
})

test('a clarification resumes the working days where they stopped, and does not begin them anew', () => {
  const due = deriveDueDay(day('2003-12-16'), workingDays(5), geneva, [pause('2003-12-18', '2004-01-05')])
  expect(due.on).toEqual(day('2004-01-08'))
  expect(why(due)).toEqual(['paused 2003-12-19/2004-01-05'])
})

test.for([calendarDays(60), workingDays(60)])(
  'while they wait for us, the due day stands as it stood when they began to wait: %j',
  (period) => {
    const closed = pause('2004-09-01', '2004-09-11')
    const due = deriveDueDay(day('2004-08-24'), period, geneva, [closed, pause('2004-10-01', null)])
    expect(due).toEqual({ ...deriveDueDay(day('2004-08-24'), period, geneva, [closed]), pausedOn: day('2004-10-01') })
  },
)

test('what was held inside the pause that is still open waits for its end', () => {
  const pauses = [pause('2004-09-05', null), pause('2004-09-01', '2004-09-11'), pause('2004-09-20', '2004-09-25')]
  const due = deriveDueDay(day('2004-08-24'), calendarDays(60), null, pauses)
  expect(due).toMatchObject({ on: day('2004-10-27'), pausedOn: day('2004-09-05') })
  expect(why(due)).toEqual(['paused 2004-09-02/2004-09-05'])
})

test('a promised day moves by the days that we held the ball before it came', () => {
  const pauses = [pause('2004-09-01', '2004-09-11'), pause('2004-12-01', '2004-12-31'), pause('2004-10-01', null)]
  expect(shiftByPauses(day('2004-09-30'), pauses).on).toEqual(day('2004-10-10'))
  expect(shiftByPauses(day('2004-08-31'), pauses).on).toEqual(day('2004-08-31'))
  expect(shiftByPauses(day('2004-09-30'), []).on).toEqual(day('2004-09-30'))
})

test.for([0, -1, 1.5, 1501, Number.NaN, Infinity])('a period of %d days is refused', (length) => {
  for (const unit of ['calendar_days', 'working_days'] as const) {
    expect(() => deriveDueDay(day('2004-08-24'), { length, unit }, geneva, [])).toThrow(
      `period: got the number ${length} — expected a whole number of days from 1 to 1500`,
    )
  }
})

test('a calendar without any working day is a fault, not an endless walk', () => {
  const never = { ...geneva, weekend: [1, 2, 3, 4, 5, 6, 7] }
  expect(() => deriveDueDay(day('2004-08-24'), workingDays(1), never, [])).toThrow('CH-GE has no working day')
})

const anyDay = fc.integer({ min: 0, max: 2000 }).map((days) => day('2003-01-01').add({ days }))
const anyPauses = fc.array(
  fc.tuple(anyDay, fc.integer({ min: 0, max: 60 })).map(([from, held]) => ({ from, until: from.add({ days: held }) })),
  { maxLength: 4 },
)
const anyCalendar = fc.record({
  code: fc.constant('XX'),
  weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
  holidays: fc
    .uniqueArray(anyDay.map(String), { maxLength: 80 })
    .map((days) => new Map(days.map((on) => [on, `the feast of ${on}`]))),
  coveredYears: fc.uniqueArray(fc.integer({ min: 2003, max: 2009 })).map((years) => covering(...years)),
})
const anyPeriod: fc.Arbitrary<Period> = fc.oneof(
  fc.record({
    length: fc.integer({ min: 1, max: 200 }),
    unit: fc.constantFrom('calendar_days', 'working_days'),
    endRule: fc.constantFrom(...END_RULES),
  }),
  fc.record({
    length: fc.integer({ min: 1, max: 12 }),
    unit: fc.constant('calendar_months'),
    endRule: fc.constantFrom(...END_RULES),
  }),
)
const anyCase = fc.tuple(anyDay, anyPeriod, fc.option(anyCalendar), anyPauses)

const isHeld = (on: Temporal.PlainDate, pauses: readonly Pause[]) =>
  pauses.some(({ from, until }) => `${from}` < `${on}` && `${on}` <= `${until}`)

test('a day is skipped only for a cause that the facts bear out, and in order of time', () => {
  fc.assert(
    fc.property(anyCase, ([start, period, calendar, pauses]) => {
      const { skipped } = deriveDueDay(start, period, calendar, pauses)
      const bornOut = skipped.map((skip) => {
        if (skip.cause === 'paused') return isHeld(skip.first, pauses) && isHeld(skip.last, pauses)
        if (skip.cause === 'weekend') return (calendar?.weekend ?? [6, 7]).includes(skip.on.dayOfWeek)
        return calendar?.holidays.get(`${skip.on}`) === skip.name
      })
      expect(bornOut).not.toContain(false)
      const days = skipped.map((skip) => `${skip.cause === 'paused' ? skip.first : skip.on}`)
      expect(days).toEqual(days.toSorted())
    }),
  )
})

test('each day held moves a calendar due day by one day, and no other day does', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 200 }), anyPauses, (start, length, pauses) => {
      const due = deriveDueDay(start, calendarDays(length), null, pauses)
      const held = new Set<string>()
      for (let on = start.add({ days: 1 }); Temporal.PlainDate.compare(on, due.on) <= 0; on = on.add({ days: 1 })) {
        if (isHeld(on, pauses)) held.add(`${on}`)
      }
      expect(`${due.on}`).toBe(`${start.add({ days: length + held.size })}`)
    }),
  )
})

test('a longer period never ends earlier', () => {
  fc.assert(
    fc.property(anyCase, ([start, period, calendar, pauses]) => {
      const longer = { ...period, length: period.length + 1 }
      const [sooner, later] = [period, longer].map((each) => deriveDueDay(start, each, calendar, pauses).on)
      // Two ends on days off may come to the same working day.
      const isMoved = period.endRule === 'next_working_day' && period.unit === 'calendar_days'
      expect(isMoved ? `${sooner}` <= `${later}` : `${sooner}` < `${later}`).toBe(true)
    }),
  )
})
