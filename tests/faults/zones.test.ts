import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCron } from '../../src/domain/digests/cron.ts'
import { latestSlot, nextSlot, nextSlots, type Schedule } from '../../src/domain/digests/slots.ts'
import { tell } from './support/matrix.ts'

/** Names that are kept for those who still use them. */
const OLDER = `Africa/Asmera America/Godthab Asia/Calcutta Asia/Istanbul Asia/Katmandu Asia/Rangoon Asia/Saigon
  Atlantic/Faeroe Australia/ACT Australia/Canberra Australia/LHI Australia/NSW Australia/North Australia/Queensland
  Australia/South Australia/Tasmania Australia/Victoria Australia/West Australia/Yancowinna Brazil/Acre
  Brazil/DeNoronha Brazil/East Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain
  Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental Chile/EasterIsland Cuba EET
  EST5EDT Egypt Eire Europe/Belfast Europe/Kiev Europe/Nicosia GB Hongkong Iceland Iran Israel Jamaica Japan Kwajalein
  Libya MET MST7MDT Mexico/BajaNorte Mexico/BajaSur Mexico/General NZ NZ-CHAT Navajo PRC PST8PDT Pacific/Samoa
  Pacific/Truk Pacific/Yap Poland Portugal ROC ROK Singapore Turkey US/Alaska US/Aleutian US/Arizona US/Central
  US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa W-SU WET`
const OFFSETS = Array.from({ length: 27 }, (_, place) => place - 14).filter(Boolean)
const ZONES = [
  ...new Set([
    ...Intl.supportedValuesOf('timeZone'),
    ...OLDER.split(/\s+/),
    ...OFFSETS.map((hours) => `Etc/GMT${hours > 0 ? '+' : ''}${hours}`),
  ]),
]

/** Twenty years, so that Samoa's lost day is among them. */
const FIRST = Temporal.PlainDate.from('2008-01-01')
const DAYS = Array.from({ length: 20 * 365 + 5 }, (_, days) => FIRST.add({ days }).toString())

test('in more than five hundred zones, over twenty years, each local day there is has one slot, and no pass finds two', ({
  task,
}) => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const times = fc.sample(fc.tuple(fc.nat(23), fc.nat(59)), { numRuns: ZONES.length, seed })
  const schedules = ZONES.map((timeZone, place) => {
    const [hour, minute] = times[place]!
    const changes = changesOf(timeZone)
    return { cron: parseCron(`${minute} ${hour} * * *`, 'cron'), timeZone, changes, lost: daysLostAt(changes) }
  })
  // Many zones have gone alike for all these years: one of those takes every day, and each the days around a change.
  const alike = Map.groupBy(schedules, ({ timeZone, changes }) =>
    [beginning(timeZone), ...changes.map((change) => `${change.epochMilliseconds}${change.offset}`)].join(' '),
  )
  let slots = 0
  for (const [place, [schedule]] of [...alike.values()].entries()) {
    slots += holdsEachDayOnce(schedule!, DAYS, seed)
    if (place % 5 === 0) collapsesWithoutLoss(schedule!, seed + place)
  }
  for (const schedule of schedules)
    for (const change of schedule.changes) slots += holdsEachDayOnce(schedule, daysAround(change), seed)
  const note = `${ZONES.length} zones, ${alike.size} histories, 20 years, ${slots} slots, seed ${seed}`
  tell(task, { fault: 'F46', injected: 'every change of every zone', delivered: slots, distinct: slots, lost: 0, note })
  expect(ZONES.length).toBeGreaterThanOrEqual(500)
}, 600_000)

type Watched = Schedule & { changes: readonly Temporal.ZonedDateTime[]; lost: ReadonlySet<string> }

function changesOf(timeZone: string): Temporal.ZonedDateTime[] {
  const end = FIRST.add({ years: 20 }).toZonedDateTime(timeZone).epochMilliseconds
  const changes: Temporal.ZonedDateTime[] = []
  let change = FIRST.toZonedDateTime(timeZone).getTimeZoneTransition('next')
  for (; change && change.epochMilliseconds < end; change = change.getTimeZoneTransition('next')) changes.push(change)
  return changes
}

const dayBefore = (change: Temporal.ZonedDateTime) => change.subtract({ nanoseconds: 1 }).toPlainDate()

function daysAround(change: Temporal.ZonedDateTime): string[] {
  const from = dayBefore(change).subtract({ days: 2 })
  return Array.from({ length: 6 }, (_, days) => from.add({ days }).toString())
}

function holdsEachDayOnce(schedule: Watched, all: readonly string[], seed: number): number {
  const days = all.filter((day) => !schedule.lost.has(day))
  const slots = nextSlots(schedule, beginning(schedule.timeZone, days[0]), days.length)
  const isInOrder = slots.every(({ at }, i) => i === 0 || at.epochMilliseconds > slots[i - 1]!.at.epochMilliseconds)
  // Nothing is compared by vitest but what differs: it takes longer over a million days than all the slots do.
  const otherwise = slots.findIndex(({ local }, i) => local.toString().slice(0, 10) !== days[i])
  const { cron, timeZone } = schedule
  const of = { seed, timeZone, hours: cron.hours, minutes: cron.minutes }
  expect({ ...of, isInOrder, slots: slots.length, otherwise, day: days[otherwise] }).toEqual({
    ...of,
    isInOrder: true,
    slots: days.length,
    otherwise: -1,
  })
  return slots.length
}

/** Between two instants next to each other: as Samoa went from the 29th of December 2011 to the 31st. */
function daysLostAt(changes: readonly Temporal.ZonedDateTime[]): Set<string> {
  return new Set(
    changes.flatMap((change) => {
      const before = dayBefore(change)
      const missing = Math.max(0, before.until(change.toPlainDate()).days - 1)
      return Array.from({ length: missing }, (_, days) => before.add({ days: days + 1 }).toString())
    }),
  )
}

/** As the planner goes: from one look to the next, hours or days later, whatever passed is in one issue or stood for by it. */
function collapsesWithoutLoss(schedule: Schedule, seed: number): void {
  const gaps = fc.sample(fc.integer({ min: 1, max: 14 * 24 }), { numRuns: 150, seed })
  let now = beginning(schedule.timeZone)
  let next = nextSlot(schedule, now)
  let stoodFor = 0
  for (const hours of gaps) {
    now = now.add({ hours })
    if (Temporal.Instant.compare(next.at, now) > 0) continue
    const { collapsed } = latestSlot(schedule, next.at.subtract({ nanoseconds: 1 }), now)!
    stoodFor += 1 + collapsed
    next = nextSlot(schedule, now)
  }
  let held = 0
  for (let slot = nextSlot(schedule, beginning(schedule.timeZone)); Temporal.Instant.compare(slot.at, now) <= 0;) {
    held += 1
    slot = nextSlot(schedule, slot.at)
  }
  expect({ seed, zone: schedule.timeZone, stoodFor }).toEqual({ seed, zone: schedule.timeZone, stoodFor: held })
}

function beginning(timeZone: string, day: Temporal.PlainDate | string = FIRST): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant().subtract({ nanoseconds: 1 })
}

test.for([
  ['0 9 31 * *', '2027-01-31 2027-02-28 2027-03-31 2027-04-30', 'a month without a 31st'],
  ['0 9 29 2 *', '2027-02-28 2028-02-29 2029-02-28 2030-02-28', 'a year without a 29 February'],
  ['0 9 L * *', '2027-01-31 2027-02-28 2027-03-31 2027-04-30', 'the end of each month'],
] as const)('%s is held on %s: %s', ([expression, days, injected], { task }) => {
  const schedule = { cron: parseCron(expression, 'cron'), timeZone: 'Europe/Zurich' }
  const held = nextSlots(schedule, Temporal.Instant.from('2027-01-01T00:00Z'), 4)
  const named = held.map(({ local }) => local.toPlainDate().toString()).join(' ')
  tell(task, { fault: 'F47', injected, delivered: held.length, distinct: held.length, lost: 0 })
  expect(named).toBe(days)
})
