import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fallsOn, parseCron } from '../../../src/domain/digests/cron.ts'
import { parseTimeZone } from '../../../src/domain/dates/time-zone.ts'
import { latestSlot, nextSlot, nextSlots, type Schedule } from '../../../src/domain/digests/slots.ts'

describe('a slot is a local wall-clock time in the zone of the subscription', () => {
  test.for([
    ['0 9 * * *', 'Europe/Zurich', '2026-11-24', ['2026-11-24T09:00', '2026-11-25T09:00'], 'daily'],
    ['0 9 * * 1', 'Asia/Kathmandu', '2026-11-24', ['2026-11-30T09:00', '2026-12-07T09:00'], 'Mondays'],
    ['0 9 L * *', 'Europe/Zurich', '2027-01-01', ['2027-01-31T09:00', '2027-02-28T09:00'], 'the end of the month'],
    ['0 9 29 2 *', 'Europe/Zurich', '2027-01-01', ['2027-02-28T09:00', '2028-02-29T09:00'], 'the leap day'],
    ['0 9,17 * 12 5', 'Asia/Tokyo', '2026-01-01', ['2026-12-04T09:00', '2026-12-04T17:00'], 'Fridays in December'],
    ['0 0 1 1 *', 'America/New_York', '2026-01-01', ['2026-01-01T00:00', '2027-01-01T00:00'], 'midnight at new year'],
  ] as const)('"%s" in %s from %s on is held at %j: %s', ([expression, zone, from, expected]) => {
    expect(heldFrom(from, scheduleOf(expression, zone), expected.length)).toEqual(expected)
  })

  test('Kathmandu is five hours and three quarters ahead', () => {
    const slot = nextSlot(scheduleOf('0 9 * * *', 'Asia/Kathmandu'), Temporal.Instant.from('2026-11-24T00:00Z'))
    expect(slot.at.toString()).toBe('2026-11-24T03:15:00Z')
  })

  test('the next slot is later than the instant asked about, even if that is a slot itself', () => {
    const schedule = scheduleOf('0 9 * * *', 'UTC')
    const nextAfter = (instant: string) => nextSlot(schedule, Temporal.Instant.from(instant)).at.toString()
    expect(nextAfter('2026-11-24T08:59:59.999999999Z')).toBe('2026-11-24T09:00:00Z')
    expect(nextAfter('2026-11-24T09:00:00Z')).toBe('2026-11-25T09:00:00Z')
    expect(nextAfter('2026-11-24T09:00:00.000000001Z')).toBe('2026-11-25T09:00:00Z')
  })
})

describe('where a zone changes its offset', () => {
  // What was asked for at these local times, from the first day on, is held at those.
  test.for([
    ['30 2 * * *', 'Europe/Zurich', '2027-03-27', ['2027-03-27T02:30', '2027-03-28T03:30', '2027-03-29T02:30']],
    ['30 2 * * *', 'America/New_York', '2026-03-07', ['2026-03-07T02:30', '2026-03-08T03:30', '2026-03-09T02:30']],
    ['30 1 * * *', 'Europe/London', '2026-03-28', ['2026-03-28T01:30', '2026-03-29T02:30', '2026-03-30T01:30']],
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-03', ['2026-10-03T02:15', '2026-10-04T02:45', '2026-10-05T02:15']],
    ['0 0 * * *', 'America/Havana', '2026-03-07', ['2026-03-07T00:00', '2026-03-08T01:00', '2026-03-09T00:00']],
    ['30 23 * * *', 'America/Nuuk', '2026-03-27', ['2026-03-27T23:30', '2026-03-29T00:30', '2026-03-29T23:30']],
    ['15 0 * * *', 'Asia/Pyongyang', '2015-08-14', ['2015-08-14T00:15', '2015-08-15T00:15', '2015-08-16T00:15']],
    ['45 23 * * *', 'Asia/Pyongyang', '2018-05-03', ['2018-05-03T23:45', '2018-05-05T00:15', '2018-05-05T23:45']],
  ] as const)(
    'a time that is skipped moves on: "%s" in %s from %s on is held at %j',
    ([cron, zone, from, expected]) => {
      expect(heldFrom(from, scheduleOf(cron, zone), expected.length)).toEqual(expected)
    },
  )

  test('a time that is skipped keeps the name of the day it was asked for', () => {
    const [slot] = nextSlots(scheduleOf('30 23 * * 6', 'America/Nuuk'), Temporal.Instant.from('2026-03-28T12:00Z'), 1)
    expect(slot?.local.toString()).toBe('2026-03-28T23:30:00')
    expect(slot?.at.toString()).toBe('2026-03-29T01:30:00Z')
  })

  test.for([
    ['30 2 * * *', 'Europe/Zurich', '2026-10-25', '2026-10-25T00:30:00Z'],
    ['30 1 * * *', 'America/New_York', '2026-11-01', '2026-11-01T05:30:00Z'],
    ['30 1 * * *', 'Europe/London', '2026-10-25', '2026-10-25T00:30:00Z'],
    ['45 1 * * *', 'Australia/Lord_Howe', '2026-04-05', '2026-04-04T14:45:00Z'],
    ['30 0 * * *', 'America/Havana', '2026-11-01', '2026-11-01T04:30:00Z'],
    ['45 23 * * *', 'Asia/Pyongyang', '2015-08-14', '2015-08-14T14:45:00Z'],
    ['30 23 * * *', 'America/St_Johns', '2006-10-28', '2006-10-29T02:00:00Z'],
  ] as const)(
    'a time that repeats happens once, the first time: "%s" in %s on %s at %s',
    ([cron, zone, on, expected]) => {
      const schedule = scheduleOf(cron, zone)
      const [first, second] = nextSlots(schedule, dayBreak(on, zone), 2)
      expect(first?.at.toString()).toBe(expected)
      expect(second?.local.toPlainDate().toString()).toBe(Temporal.PlainDate.from(on).add({ days: 1 }).toString())
    },
  )

  test.for([
    ['Pacific/Apia', '2011-12-29', '2011-12-31'],
    ['Pacific/Kiritimati', '1994-12-30', '1995-01-01'],
    ['Pacific/Kwajalein', '1993-08-20', '1993-08-22'],
  ] as const)('a day that %s passed over has no daily digest: after %s comes %s', ([zone, before, after]) => {
    expect(heldFrom(before, scheduleOf('0 9 * * *', zone), 2)).toEqual([`${before}T09:00`, `${after}T09:00`])
  })

  test('the weekly digest of a day that Apia passed over is held a day later, under its own name', () => {
    const schedule = scheduleOf('0 9 * * 5', 'Pacific/Apia')
    expect(heldFrom('2011-12-24', schedule, 2)).toEqual(['2011-12-31T09:00', '2012-01-06T09:00'])
    expect(nextSlot(schedule, dayBreak('2011-12-24', 'Pacific/Apia')).local.toString()).toBe('2011-12-30T09:00:00')
  })

  test('the last slot of a month is found where the clock moves it into a month that is not asked for', () => {
    const schedule = scheduleOf('30 9 30 12 *', 'Pacific/Apia')
    expect(heldFrom('2011-12-01', schedule, 2)).toEqual(['2011-12-31T09:30', '2012-12-30T09:30'])
    expect(heldFrom('1994-12-01', scheduleOf('0 9 31 12 *', 'Pacific/Kiritimati'), 1)).toEqual(['1995-01-01T09:00'])
  })

  test('a skipped time that meets one asked for makes one slot of both, under the name of the later', () => {
    const schedule = scheduleOf('30 2,3 * * *', 'Europe/Zurich')
    const slots = nextSlots(schedule, dayBreak('2027-03-28', 'Europe/Zurich'), 2)
    expect(slots.map(({ local }) => local.toString())).toEqual(['2027-03-28T03:30:00', '2027-03-29T02:30:00'])
  })

  test('a skipped time that moves past one asked for comes after it', () => {
    const schedule = scheduleOf('10,35 2 * * *', 'Australia/Lord_Howe')
    expect(heldFrom('2026-10-04', schedule, 3)).toEqual(['2026-10-04T02:35', '2026-10-04T02:40', '2026-10-05T02:10'])
  })
})

describe('the latest slot stands for those that were missed', () => {
  test.for([
    ['2026-11-18T09:00Z', '2026-11-24T06:55Z', '2026-11-23T09:00:00Z', 4, 'a host asleep for five daily slots'],
    ['2026-11-23T08:59Z', '2026-11-23T09:00Z', '2026-11-23T09:00:00Z', 0, 'a slot that is just due'],
    ['2006-01-01T00:00Z', '2026-01-01T00:00Z', '2025-12-31T09:00:00Z', 7304, 'twenty years'],
  ] as const)('after %s until %s it is %s and stands for %i more: %s', ([after, until, at, collapsed]) => {
    const latest = latestSlot(
      scheduleOf('0 9 * * *', 'UTC'),
      Temporal.Instant.from(after),
      Temporal.Instant.from(until),
    )
    expect([latest?.slot.at.toString(), latest?.collapsed]).toEqual([at, collapsed])
  })

  test.for([
    ['2026-11-23T09:00Z', '2026-11-24T08:59:59Z', 'a slot that was held is not due again'],
    ['2026-11-24T12:00Z', '2026-11-23T06:00Z', 'a clock that was set back makes nothing due'],
  ] as const)('after %s until %s there is none: %s', ([after, until]) => {
    const schedule = scheduleOf('0 9 * * *', 'UTC')
    expect(latestSlot(schedule, Temporal.Instant.from(after), Temporal.Instant.from(until))).toBeNull()
  })
})

test('a slot is found in St. John’s where midnight came, and the clock went back to the day before', () => {
  const after = Temporal.Instant.from('2006-10-28T12:00Z')
  const until = Temporal.Instant.from('2006-10-29T02:45Z')
  const latest = latestSlot(scheduleOf('0 0 * * *', 'America/St_Johns'), after, until)
  expect(latest?.slot.at.toString()).toBe('2006-10-29T02:30:00Z')
})

describe('in whatever zone', () => {
  test('the slots are those of a plain reading: each asked time as Temporal resolves it, in order, none twice', () => {
    fc.assert(
      fc.property(anyStretch, ({ schedule, after }) => {
        const until = after.add({ hours: 24 * 4 })
        expect(slotsBetween(schedule, after, until)).toEqual(plainReading(schedule, after, until))
      }),
      { numRuns: 400 },
    )
  })

  test('the latest slot is the one that asking for the next leads to, and none is lost from the count', () => {
    fc.assert(
      fc.property(anyStretch, fc.integer({ min: 0, max: 24 * 40 }), ({ schedule, after }, hours) => {
        const until = after.add({ hours })
        const slots = slotsBetween(schedule, after, until)
        const latest = latestSlot(schedule, after, until)
        expect(latest?.slot.at.toString()).toBe(slots.at(-1))
        expect(latest ? latest.collapsed + 1 : 0).toBe(slots.length)
      }),
      { numRuns: 100 },
    )
  })

  test('a daily subscription has one slot on each local day there is, for twenty years', () => {
    fc.assert(
      fc.property(anyZone, fc.nat(23), (zone, hour) => {
        const days = localDays(zone)
        expect(daysOfSlots(scheduleOf(`30 ${hour} * * *`, zone), days.length)).toEqual(days)
      }),
      { numRuns: 6 },
    )
  })

  test.for([
    ['Europe/Zurich', '30 2 * * *'],
    ['Australia/Lord_Howe', '15 2 * * *'],
    ['America/Havana', '0 0 * * *'],
    ['Africa/Casablanca', '30 2 * * *'],
    ['America/Nuuk', '30 23 * * *'],
    ['Pacific/Apia', '0 9 * * *'],
  ] as const)('so has one in %s whose time is skipped: "%s"', ([zone, expression]) => {
    const days = localDays(zone)
    expect(daysOfSlots(scheduleOf(expression, zone), days.length)).toEqual(days)
  })
})

describe('a time zone', () => {
  test.for([
    ['europe/zurich', 'Europe/Zurich'],
    ['ASIA/KOLKATA', 'Asia/Kolkata'],
    ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['Etc/GMT+1', 'Etc/GMT+1'],
    ['utc', 'UTC'],
  ] as const)('%s is known as %s', ([typed, name]) => {
    expect(parseTimeZone(typed, 'timeZone')).toBe(name)
  })

  test.for([
    ['Mars/Olympus', '"Mars/Olympus"', 'Europe/Zurich'],
    ['CET+1', '"CET+1"', 'Europe/Zurich'],
    ['+25:00', '"+25:00"', 'Europe/Zurich'],
    ['+01:00', '"+01:00"', 'Europe/Zurich'],
    ['', '""', 'Europe/Zurich'],
    [undefined, 'nothing', 'Europe/Zurich'],
    ['2027-03-28T01:00Z[Europe/London]', '"2027-03-28T01:00Z[Europe/London]"', 'Europe/Zurich'],
    ['Pyongyang', '"Pyongyang"', 'Asia/Pyongyang'],
    ['America/New York', '"America/New York"', 'America/New_York'],
  ] as const)('%j is refused, with a name to try', ([typed, got, attempt]) => {
    const line = `timeZone: got ${got} — expected an IANA time zone (Region/City); try ${attempt}`
    expect(() => parseTimeZone(typed, 'timeZone')).toThrow(line)
  })
})

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))

const anySchedule = fc
  .record({
    minute: fc.constantFrom('0', '15,45', '*/20', '10', '59'),
    hour: fc.constantFrom('*', '0', '23', '1-3', '2', '0,12,23'),
    days: fc.constantFrom('* * *', 'L * *', '31 * *', '1 * *', '* * 5', '* * 0', '30,31 12 *', '* 3,10 *'),
    zone: anyZone,
  })
  .map(({ minute, hour, days, zone }) => scheduleOf(`${minute} ${hour} ${days}`, zone))

// Most of them shortly before a change of the offset, where slots are easily lost or doubled.
const anyStretch = fc
  .record({
    schedule: anySchedule,
    year: fc.integer({ min: 1990, max: 2045 }),
    hours: fc.integer({ min: -12, max: 72 }),
  })
  .map(({ schedule, year, hours }) => {
    const inThatYear = Temporal.ZonedDateTime.from({ year, month: 1, day: 1, timeZone: schedule.timeZone })
    const change = inThatYear.getTimeZoneTransition('next') ?? inThatYear
    return { schedule, after: change.toInstant().subtract({ hours }) }
  })

function scheduleOf(expression: string, timeZone: string): Schedule {
  return { cron: parseCron(expression, 'cron'), timeZone }
}

function dayBreak(on: string, timeZone: string): Temporal.Instant {
  return Temporal.PlainDate.from(on).toZonedDateTime(timeZone).toInstant().subtract({ nanoseconds: 1 })
}

/** The local times at which the first slots from a day on are held. */
function heldFrom(on: string, schedule: Schedule, count: number): string[] {
  return nextSlots(schedule, dayBreak(on, schedule.timeZone), count).map(({ at }) =>
    at.toZonedDateTimeISO(schedule.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
  )
}

function slotsBetween(schedule: Schedule, after: Temporal.Instant, until: Temporal.Instant): string[] {
  const slots: string[] = []
  for (let slot = nextSlot(schedule, after); Temporal.Instant.compare(slot.at, until) <= 0;) {
    slots.push(slot.at.toString())
    slot = nextSlot(schedule, slot.at)
  }
  return slots
}

function plainReading({ cron, timeZone }: Schedule, after: Temporal.Instant, until: Temporal.Instant): string[] {
  const first = after.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 3 })
  const days = Array.from({ length: 10 }, (_, index) => first.add({ days: index })).filter((day) => fallsOn(cron, day))
  const asked = days.flatMap((day) =>
    cron.hours.flatMap((hour) => cron.minutes.map((minute) => day.toPlainDateTime({ hour, minute }))),
  )
  const instants = asked.map((local) => local.toZonedDateTime(timeZone).epochMilliseconds)
  return [...new Set(instants)]
    .filter((instant) => instant > after.epochMilliseconds && instant <= until.epochMilliseconds)
    .toSorted((a, b) => a - b)
    .map((instant) => Temporal.Instant.fromEpochMilliseconds(instant).toString())
}

const TWENTY_YEARS = Array.from({ length: 20 * 365 + 5 }, (_, index) =>
  Temporal.PlainDate.from('2008-01-01').add({ days: index }),
)

function localDays(timeZone: string): string[] {
  return TWENTY_YEARS.filter((day) => day.toZonedDateTime(timeZone).toPlainDate().equals(day)).map(String)
}

/** The days that slots are named after, in the order in which they are held. */
function daysOfSlots(schedule: Schedule, count: number): string[] {
  const slots = nextSlots(schedule, dayBreak('2008-01-01', schedule.timeZone), count)
  return slots
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    .map(({ local }) => local.toPlainDate().toString())
}
