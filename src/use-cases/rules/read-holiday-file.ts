import { eventsOfCalendar } from '../../domain/files/ics-lines.ts'
import { Problem } from '../../domain/problem.ts'
import { parseTimeZone } from '../../domain/dates/time-zone.ts'
import type { PublicHoliday } from '../../store/rules/public-holidays.ts'
import { atLine, eventOf, wallClockOf, type HolidayEvent } from './holiday-event.ts'

export interface HolidayFile {
  /** By year, each day once, in order; a year without any is there too. */
  years: ReadonlyMap<number, readonly PublicHoliday[]>
  /** What was read and is no holiday of these years, each with its line and why. */
  leftOut: readonly string[]
}

interface Wanted {
  /** For messages. */
  file: string
  /** Null where the file tells by its own events. */
  years: readonly number[] | null
  /** In which an instant of the file is a day, unless it names its own. */
  timeZone: string
}

/** The holidays of a calendar file (RFC 5545): its events of whole days, with those that recur. */
export async function readHolidayFile(text: string, { file, years, timeZone }: Wanted): Promise<HolidayFile> {
  const calendar = eventsOfCalendar(text, file)
  const { default: ical } = await import('ical.js')
  const zone = calendar.timeZone === null ? timeZone : parseTimeZone(calendar.timeZone, `${file}: X-WR-TIMEZONE`)
  const wall = (value: string) => wallClockOf(value, zone)
  const events = calendar.events.map(({ number, text: written }) => {
    const place = `${file}:${number}`
    return atLine(place, () => eventOf({ component: ical.Component.fromString(written), place, wall }, ical))
  })
  const covered = years ?? spanOf(events, file)
  return daysIn(covered, events)
}

/** From the first to the last year in which an event begins; one that recurs for ever says nothing of the last. */
function spanOf(events: readonly HolidayEvent[], file: string): number[] {
  const begun = events
    .filter(({ recurrence, isNone }) => recurrence !== 'for ever' && isNone === null)
    .flatMap((event) => firstDaysOf(event, LAST_YEAR).map(({ year }) => year))
  if (begun.length === 0) {
    throw new Problem('invalid', {
      says: `${file}: got no event that says which years the file covers`,
      atCommandLine: '; try --years 2026-2030',
    })
  }
  const [first, last] = [begun.reduce((a, b) => Math.min(a, b)), begun.reduce((a, b) => Math.max(a, b))]
  return Array.from({ length: last - first + 1 }, (_, after) => first + after)
}

const LAST_YEAR = 2200
function firstDaysOf({ place, occurrences }: HolidayEvent, last: number): Temporal.PlainDate[] {
  return atLine(place, () => [...occurrences(last)])
}

function daysIn(years: readonly number[], events: readonly HolidayEvent[]): HolidayFile {
  const last = years.reduce((a, b) => Math.max(a, b))
  const found = new Map(years.map((year) => [year, new Map<string, Set<string>>()]))
  const leftOut: string[] = []
  const instead = new Set(events.flatMap(({ uid, instead: on }) => (on ? [`${uid} ${on.toString()}`] : [])))
  for (const event of events) {
    const { place, name, isNone, uid } = event
    const days = isNone ? [] : firstDaysOf(event, last).flatMap((first) => daysFrom(first, event.days))
    const held = days.filter(
      ({ first, on }) => found.has(on.year) && (event.instead || !instead.has(`${uid} ${first}`)),
    )
    for (const { on } of held)
      found
        .get(on.year)!
        .getOrInsertComputed(on.toString(), () => new Set())
        .add(name)
    if (held.length === 0) leftOut.push(`${place}: ${name}, ${isNone ?? 'not in these years'}`)
  }
  return { years: new Map([...found].map(([year, held]) => [year, inOrder(held)])), leftOut }
}

function daysFrom(first: Temporal.PlainDate, days: number) {
  return Array.from({ length: days }, (_, after) => ({ first: first.toString(), on: first.add({ days: after }) }))
}

function inOrder(held: ReadonlyMap<string, ReadonlySet<string>>): PublicHoliday[] {
  const days = [...held].map(([on, names]) => ({ on, name: [...names].join(', ') }))
  return days.toSorted((one, other) => (one.on < other.on ? -1 : 1))
}
