import type { Calendar } from '../standings/due-day.ts'

/** Whose day off it is, and which. */
export interface DayOff {
  whose: Whose
  on: Temporal.PlainDate
  /** Null on a weekend. */
  holiday: string | null
}
export type Whose = 'ours' | 'theirs'

export type Calendars = Readonly<Record<Whose, Calendar>>

export interface OpenDay {
  on: Temporal.PlainDate
  /** What it was put off for. */
  passed: readonly DayOff[]
}

/** How far a day that both offices work is looked for. */
export const LOOKED_AHEAD_DAYS = 60

/** The first day from the given one on which both offices work; null where none comes soon. */
export function firstOpenDay(from: Temporal.PlainDate, calendars: Calendars): OpenDay | null {
  const passed: DayOff[] = []
  for (let ahead = 0; ahead <= LOOKED_AHEAD_DAYS; ahead += 1) {
    const on = from.add({ days: ahead })
    const off = dayOffOf(on, calendars)
    if (!off) return { on, passed }
    passed.push(off)
  }
  return null
}

/** Whose holidays nobody knows for the year of a day. */
export function unknownOn(on: Temporal.PlainDate, calendars: Calendars): Whose[] {
  return (['ours', 'theirs'] as const).filter((whose) => !calendars[whose].coveredYears.has(on.year))
}

/** By the calendar's country: Friday and Saturday in Riyadh. Saturday and Sunday where no country is known. */
export function weekendOf(holidayCalendar: string | null): readonly number[] {
  const country = /^[A-Z]{2}(?=-|$)/.exec(holidayCalendar ?? '')?.[0]
  return country === undefined ? SATURDAY_AND_SUNDAY : new Intl.Locale(`und-${country}`).getWeekInfo().weekend
}

const SATURDAY_AND_SUNDAY = [6, 7]

function dayOffOf(on: Temporal.PlainDate, calendars: Calendars): DayOff | null {
  for (const whose of ['theirs', 'ours'] as const) {
    const { weekend, holidays } = calendars[whose]
    const holiday = holidays.get(on.toString())
    if (holiday !== undefined) return { whose, on, holiday }
    if (weekend.includes(on.dayOfWeek)) return { whose, on, holiday: null }
  }
  return null
}
