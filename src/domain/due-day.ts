import { earliestOpen, type Held, listHeld } from './held-days.ts'
import { Problem } from './problem.ts'
import { describeInput } from './visible.ts'

/** The days on which an office does not work, as far as they are known. */
export interface Calendar {
  code: string
  /** ISO numbers, Monday is 1. */
  weekend: readonly number[]
  /** Names by YYYY-MM-DD. */
  holidays: ReadonlyMap<string, string>
  /** The years whose holidays are known, though there be none. */
  coveredYears: ReadonlySet<number>
}

export interface Period {
  length: number
  unit: 'calendar_days' | 'working_days'
}

/** The ball was with us on the days after `from`, up to and including `until`; null while it still is. */
export interface Pause {
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
}

/** A due day with its proof: from the day after `start`, every day not named in `skipped` counts, until `length` do. */
export interface DueDay {
  /** While a pause is open: the due day as it stood when that pause began. */
  on: Temporal.PlainDate
  start: Temporal.PlainDate
  period: Period
  /** The code of the calendar; null where none is known, or none is needed. */
  calendar: string | null
  /** In order of time. A weekend or holiday inside a pause belongs to the pause. */
  skipped: readonly Skipped[]
  /** Years in which days were counted as working days without any knowledge of their holidays. */
  uncoveredYears: readonly number[]
  /** Since when the clock stands still. */
  pausedOn: Temporal.PlainDate | null
}

type Skipped =
  | { cause: 'weekend'; on: Temporal.PlainDate }
  | { cause: 'holiday'; on: Temporal.PlainDate; name: string }
  | { cause: 'paused'; first: Temporal.PlainDate; last: Temporal.PlainDate }

export const LONGEST_PERIOD = 1500

/** The start day does not count; the period's last counting day is the due day. */
export function deriveDueDay(
  start: Temporal.PlainDate,
  period: Period,
  calendar: Calendar | null,
  pauses: readonly Pause[],
): DueDay {
  refuseUnlessCountable(period)
  const held = listHeld(pauses, start)
  const pausedOn = earliestOpen(pauses)
  if (period.unit === 'calendar_days') {
    const moved = pushBack(start.add({ days: period.length }), held)
    return { start, period, calendar: null, uncoveredYears: [], pausedOn, ...moved }
  }
  const walked = walkWorkingDays(start, period.length, { calendar, held })
  return { start, period, calendar: calendar?.code ?? null, pausedOn, ...walked }
}

/** A due day that was set moves by the days we held the ball before it came. Wants the pauses since it was set. */
export function shiftByPauses(day: Temporal.PlainDate, pauses: readonly Pause[]): Temporal.PlainDate {
  return pushBack(day, listHeld(pauses)).on
}

function refuseUnlessCountable({ length }: Period): void {
  if (Number.isInteger(length) && length >= 1 && length <= LONGEST_PERIOD) return
  const got = describeInput(length)
  throw new Problem('invalid', `period: got ${got} — expected a whole number of days from 1 to ${LONGEST_PERIOD}`)
}

function pushBack(day: Temporal.PlainDate, held: readonly Held[]): Pick<DueDay, 'on' | 'skipped'> {
  const skipped: Skipped[] = []
  let on = day
  for (const { first, last } of held) {
    if (Temporal.PlainDate.compare(on, first) < 0) break
    skipped.push({ cause: 'paused', first, last })
    on = on.add(first.until(last)).add({ days: 1 })
  }
  return { on, skipped }
}

type Walked = Pick<DueDay, 'on' | 'skipped' | 'uncoveredYears'>
type Ground = { calendar: Calendar | null; held: readonly Held[] }

function walkWorkingDays(start: Temporal.PlainDate, length: number, { calendar, held }: Ground): Walked {
  const heldFrom = new Map(held.map((stretch) => [stretch.first.toString(), stretch]))
  const skipped: Skipped[] = []
  const uncovered = new Set<number>()
  let on = start
  let counted = 0
  while (counted < length) {
    on = on.add({ days: 1 })
    const stretch = heldFrom.get(on.toString())
    const off: Skipped | null = stretch ? { cause: 'paused', ...stretch } : dayOff(on, calendar)
    if (off) skipped.push(off)
    else counted += 1
    if (!off && !calendar?.coveredYears.has(on.year)) uncovered.add(on.year)
    on = stretch?.last ?? on
  }
  return { on, skipped, uncoveredYears: [...uncovered] }
}

function dayOff(on: Temporal.PlainDate, calendar: Calendar | null): Skipped | null {
  const weekend = calendar?.weekend ?? SATURDAY_AND_SUNDAY
  if (new Set(weekend).size > 6) throw new RangeError(`calendar ${calendar?.code} has no working day`)
  if (weekend.includes(on.dayOfWeek)) return { cause: 'weekend', on }
  const name = calendar?.holidays.get(on.toString())
  return name === undefined ? null : { cause: 'holiday', on, name }
}

const SATURDAY_AND_SUNDAY = [6, 7]
