import type ICAL from 'ical.js'
import { daysBetween } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine } from '../../domain/text.ts'

interface Written {
  component: ICAL.Component
  place: string
  wall(value: string): Temporal.PlainDateTime
}

export interface HolidayEvent {
  place: string
  name: string
  /** Why it is no holiday; null where it is one. */
  isNone: string | null
  first: Temporal.PlainDate
  days: number
  uid: string
  /** Of one occurrence that is written apart: the day on which it would have been. */
  instead: Temporal.PlainDate | null
  recurrence: 'once' | 'bounded' | 'for ever'
  /** The first days of its occurrences up to a year, in order. */
  occurrences(last: number): Iterable<Temporal.PlainDate>
}

/** One event of a calendar file, as far as a holiday is concerned. */
export function eventOf({ component, place, wall }: Written, ical: typeof ICAL): HolidayEvent {
  const valueOf = (name: string) => component.getFirstProperty(name)?.toJSON()[3] as string | undefined
  const begins = valueOf('dtstart')
  if (begins === undefined) throw new Problem('invalid', 'got an event without DTSTART — expected the day of a holiday')
  const start = wall(begins)
  const end = endOf(component, { start, ends: valueOf('dtend'), isDay: !begins.includes('T'), wall })
  const summary = String(component.getFirstPropertyValue('summary') ?? '').replaceAll(/\s+/gu, ' ')
  const instead = valueOf('recurrence-id')
  const event = new ical.Event(component, { exceptions: [] })
  const rule = component.getFirstPropertyValue('rrule') as ICAL.Recur | null
  const days = daysBetween(start.toPlainDate(), end.toPlainDate())
  if (days > LONGEST) throw new Problem('invalid', `lasts ${days} days — expected a holiday, of ${LONGEST} at most`)
  const isWhole = isMidnight(start) && Temporal.PlainDateTime.compare(end, start) > 0 && isMidnight(end)
  const isCancelled = String(component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED'
  return {
    place,
    name: summary.trim() === '' ? 'a holiday without a name' : parseLine(summary.slice(0, 200), 'SUMMARY'),
    isNone: isCancelled ? 'cancelled' : isWhole ? null : 'not of whole days',
    first: start.toPlainDate(),
    days,
    uid: String(component.getFirstPropertyValue('uid')),
    instead: instead === undefined ? null : wall(instead).toPlainDate(),
    recurrence: !event.isRecurring() ? 'once' : rule && !rule.isFinite() ? 'for ever' : 'bounded',
    *occurrences(last) {
      // Of dates without a rule, the library leaves out the first.
      if (!rule && !valuesOf(component, 'exdate').includes(begins)) yield start.toPlainDate()
      if (!event.isRecurring()) return
      const more = valuesOf(component, 'rdate')
      const iterator = event.iterator()
      for (let count = 0; count < MOST_OCCURRENCES; count += 1) {
        const next = iterator.next() as ICAL.Time | undefined
        const on = next && wall(next.toString()).toPlainDate()
        if (!on || on.year > last) return
        if (rule ? isMeant(on, rule, start) || more.includes(next.toString()) : !on.equals(start)) yield on
      }
      throw new Problem('invalid', 'recurs too often to be a holiday')
    },
  }
}

function valuesOf(component: ICAL.Component, name: string): unknown[] {
  return component.getAllProperties(name).flatMap((property) => property.toJSON().slice(3))
}

/** Where a month has no such day, RFC 5545 has no occurrence in it, and the library one in the next. */
function isMeant(on: Temporal.PlainDate, { freq, parts }: ICAL.Recur, start: Temporal.PlainDateTime): boolean {
  const { BYMONTH: months, BYMONTHDAY: days, ...others } = parts as Record<string, unknown[] | undefined>
  if (months && !months.map(Number).includes(on.month)) return false
  if (days) return days.map(Number).some((day) => day === on.day || day === on.day - on.daysInMonth - 1)
  const isByDate = Object.keys(others).length === 0 && (freq === 'YEARLY' || freq === 'MONTHLY')
  return !isByDate || on.day === start.day
}

/** DTEND is the first day, or the first moment, after it; without any end, a day has one day. */
function endOf(
  component: ICAL.Component,
  {
    start,
    ends,
    isDay,
    wall,
  }: { start: Temporal.PlainDateTime; ends: string | undefined; isDay: boolean; wall: Written['wall'] },
): Temporal.PlainDateTime {
  if (ends !== undefined) {
    const end = wall(ends)
    return end.hour === 23 && end.minute === 59 ? end.add({ days: 1 }).with(MIDNIGHT) : end
  }
  const duration = component.getFirstPropertyValue('duration')
  if (duration) return start.add(Temporal.Duration.from(String(duration)))
  return isDay ? start.add({ days: 1 }) : start
}

const LONGEST = 366
const MOST_OCCURRENCES = 10_000
const MIDNIGHT = { hour: 0, minute: 0, second: 0 }

function isMidnight({ hour, minute, second }: Temporal.PlainDateTime): boolean {
  return hour === 0 && minute === 0 && second === 0
}

/** A time with a zone of its own, or with none, says by its own clock on which day it is. */
export function wallClockOf(value: string, zone: string): Temporal.PlainDateTime {
  if (!value.includes('T')) return Temporal.PlainDate.from(value).toPlainDateTime()
  return value.endsWith('Z')
    ? Temporal.Instant.from(value).toZonedDateTimeISO(zone).toPlainDateTime()
    : Temporal.PlainDateTime.from(value)
}

/** What the library says of an event, with the line on which that begins. */
export function atLine<T>(place: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Problem) {
      throw error.message.startsWith(place) ? error : new Problem(error.code, `${place}: ${error.message}`)
    }
    const said = error instanceof Error ? error.message : String(error)
    throw new Problem('invalid', `${place}: the event that begins here cannot be read: ${said.slice(0, 200)}`)
  }
}
