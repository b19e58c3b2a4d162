import { type Cron, fallsOn } from './cron.ts'

export interface Schedule {
  cron: Cron
  timeZone: string
}

export interface Slot {
  at: Temporal.Instant
  /** The wall-clock time that was asked for, which names the slot. It is another than that of `at` where DST skips it. */
  local: Temporal.PlainDateTime
}

export interface LatestSlot {
  slot: Slot
  collapsed: number
}

/** The first slot that is later than an instant. */
export function nextSlot(schedule: Schedule, after: Temporal.Instant): Slot {
  return slotsAfter(schedule, after).next().value
}

export function nextSlots(schedule: Schedule, after: Temporal.Instant, count: number): Slot[] {
  return slotsAfter(schedule, after).take(count).toArray()
}

/** The last slot in (after, until], and how many earlier ones in that stretch it stands for. */
export function latestSlot(schedule: Schedule, after: Temporal.Instant, until: Temporal.Instant): LatestSlot | null {
  const [first, last] = [localDay(after, schedule), localDay(until, schedule)]
  const slotsWithin = (day: Day) => slotsOn(day, schedule).filter(({ at }) => isLater(at, after) && !isLater(at, until))
  let total = 0
  let latest: Day | undefined
  for (const day of daysFrom(first, schedule)) {
    if (day.date.since(last).days > 1) break // the day after `last` may begin before `until` where midnight repeats
    const isWhole = day.isCalm && isBefore(first, day.date) && isBefore(day.date, last)
    const count = isWhole ? countOn(day, schedule) : slotsWithin(day).length
    if (count > 0) latest = day
    total += count
  }
  const slot = latest && slotsWithin(latest).at(-1)
  return slot ? { slot, collapsed: total - 1 } : null
}

/** A day of the calendar that may hold slots. It is calm if no change of the zone's offset reaches into it. */
interface Day {
  date: Temporal.PlainDate
  isCalm: boolean
}

function* slotsAfter(schedule: Schedule, after: Temporal.Instant): Generator<Slot, never> {
  const days = daysFrom(localDay(after, schedule), schedule)
  for (;;) yield* slotsOn(days.next().value, schedule).filter(({ at }) => isLater(at, after))
}

function* daysFrom(first: Temporal.PlainDate, { cron, timeZone }: Schedule): Generator<Day, never> {
  let calmBefore = first
  for (let date = first; ; date = followingDay(date, cron)) {
    if (!isBefore(date, calmBefore)) calmBefore = dayOfNextChange(date, timeZone)
    yield { date, isCalm: isBefore(date, calmBefore) }
  }
}

/** Passes over months that are not meant, save their first days: a slot of the day before may be moved there. */
function followingDay(date: Temporal.PlainDate, { months }: Cron): Temporal.PlainDate {
  return months.includes(date.month) ? date.add({ days: 1 }) : date.with({ day: 1 }).add({ months: 1 })
}

/** The local day of the next change. One on the day before `date` counts: late that day it moves slots past midnight. */
function dayOfNextChange(date: Temporal.PlainDate, timeZone: string): Temporal.PlainDate {
  const dayBefore = date.subtract({ days: 1 }).toZonedDateTime(timeZone).subtract({ nanoseconds: 1 })
  const change = dayBefore.getTimeZoneTransition('next')
  return change ? change.subtract({ nanoseconds: 1 }).toPlainDate() : date.add({ years: 1 })
}

/** The slots that are held on a day, by its own wall clock. */
function slotsOn({ date, isCalm }: Day, { cron, timeZone }: Schedule): Slot[] {
  if (!isCalm) return slotsOnChange(date, { cron, timeZone })
  const midnight = date.toZonedDateTime(timeZone).epochMilliseconds
  return askedOn(date, cron).map((local) => {
    const sinceMidnight = (local.hour * 60 + local.minute) * 60_000
    return { at: Temporal.Instant.fromEpochMilliseconds(midnight + sinceMidnight), local }
  })
}

/** A time that is skipped moves on, at most by a day. Where it meets a time that was asked for, that one keeps its name. */
function slotsOnChange(date: Temporal.PlainDate, { cron, timeZone }: Schedule): Slot[] {
  const slots = new Map<number, Slot>()
  for (const local of [date.subtract({ days: 1 }), date].flatMap((day) => askedOn(day, cron))) {
    const held = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    if (held.toPlainDate().equals(date)) slots.set(held.epochMilliseconds, { at: held.toInstant(), local })
  }
  return [...slots.values()].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

function askedOn(date: Temporal.PlainDate, cron: Cron): Temporal.PlainDateTime[] {
  if (!fallsOn(cron, date)) return []
  return cron.hours.flatMap((hour) => cron.minutes.map((minute) => date.toPlainDateTime({ hour, minute })))
}

function countOn({ date }: Day, { cron }: Schedule): number {
  return fallsOn(cron, date) ? cron.hours.length * cron.minutes.length : 0
}

function localDay(instant: Temporal.Instant, { timeZone }: Schedule): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate()
}

function isBefore(date: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, other) < 0
}

function isLater(instant: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instant, other) > 0
}
