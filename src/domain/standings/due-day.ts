import { daysBetween } from '../dates/day.ts'
import { earliestOpen, type Held, listHeld } from './held-days.ts'
import { Problem } from '../problem.ts'
import { describeInput } from '../visible.ts'

/** The days on which an office does not work, as far as they are known. */
export interface Calendar {
  code: string
  /** ISO numbers, Monday is 1. */
  weekend: readonly number[]
  /** Names by YYYY-MM-DD. */
  holidays: ReadonlyMap<string, string>
  /** The years whose holidays are known, though there be none, each with where they are from. */
  coveredYears: ReadonlyMap<number, string>
}

export const PERIOD_UNITS = ['calendar_days', 'working_days', 'calendar_months'] as const
export type PeriodUnit = (typeof PERIOD_UNITS)[number]

/** What becomes of a period that ends on a day off. */
export const END_RULES = ['as_is', 'next_working_day'] as const
export type EndRule = (typeof END_RULES)[number]

export interface Period {
  length: number
  unit: PeriodUnit
  /** As it is, unless told. */
  endRule?: EndRule
}

/** The ball was with us on the days after `from`, up to and including `until`; null while it still is. */
export interface Pause {
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
}

/**
 * A due day with its proof: the period runs from the day after `start`, and each day named in `skipped` moves its end
 * by a day. A day that was set has no period: it is its own start.
 */
export interface DueDay {
  /** While a pause is open: the due day as it stood when that pause began. */
  on: Temporal.PlainDate
  start: Temporal.PlainDate
  period: Period | null
  /** The code of the calendar; null where none is known, or none is needed. */
  calendar: string | null
  /** In order of time. A weekend or holiday inside a pause belongs to the pause. */
  skipped: readonly Skipped[]
  /** Years in which days were counted as working days without any knowledge of their holidays. */
  uncoveredYears: readonly number[]
  /** Since when the clock stands still. */
  pausedOn: Temporal.PlainDate | null
}

export type Skipped =
  | { cause: 'weekend'; on: Temporal.PlainDate }
  | { cause: 'holiday'; on: Temporal.PlainDate; name: string; source: string }
  | { cause: 'paused'; first: Temporal.PlainDate; last: Temporal.PlainDate }

export const LONGEST_PERIOD = 1500
/** About as long. */
export const LONGEST_MONTHS = 48

/**
 * The start day does not count; the period's last counting day is the due day (Regulation (EEC, Euratom) No 1182/71,
 * art. 3(1); BGB §§ 187(1), 188(1)). Its art. 3(5), two working days in every period of two days, is not followed.
 */
export function deriveDueDay(
  start: Temporal.PlainDate,
  period: Period,
  calendar: Calendar | null,
  pauses: readonly Pause[],
): DueDay {
  refuseUnlessCountable(period)
  const ground = { calendar, held: listHeld(pauses, start) }
  const pausedOn = earliestOpen(pauses)
  const code = needsCalendar(period) ? (calendar?.code ?? null) : null
  const moved =
    period.unit === 'working_days'
      ? walkWorkingDays(start, period.length, ground)
      : pushBack(endOf(start, period), ground, period.endRule ?? 'as_is')
  return { start, period, calendar: code, pausedOn, ...moved }
}

export function needsCalendar({ unit, endRule }: Omit<Period, 'length'>): boolean {
  return unit === 'working_days' || endRule === 'next_working_day'
}

/** A due day that was set moves by the days we held the ball before it came. Wants the pauses since it was set. */
export function shiftByPauses(day: Temporal.PlainDate, pauses: readonly Pause[]): DueDay {
  const moved = pushBack(day, { calendar: null, held: listHeld(pauses) }, 'as_is')
  return { start: day, period: null, calendar: null, pausedOn: earliestOpen(pauses), ...moved }
}

/**
 * Where a period ends that nothing interrupts. Months end on the day of the start's number, or on the last of a month
 * that has no such day (No 1182/71, art. 3(2)(c); BGB § 188(2), (3)): from 31 January, one month ends on 28 February.
 */
export function endOf(start: Temporal.PlainDate, { length, unit }: Period): Temporal.PlainDate {
  return ends
    .getOrInsertComputed(start, () => new Map())
    .getOrInsertComputed(`${length} ${unit}`, () =>
      unit === 'calendar_months'
        ? start.add({ months: length }, { overflow: 'constrain' })
        : start.add({ days: length }),
    )
}

/** Counted but once: a ledger has far more asks than days. */
const ends = new WeakMap<Temporal.PlainDate, Map<string, Temporal.PlainDate>>()

function refuseUnlessCountable({ length, unit }: Period): void {
  const isMonths = unit === 'calendar_months'
  const longest = isMonths ? LONGEST_MONTHS : LONGEST_PERIOD
  if (Number.isInteger(length) && length >= 1 && length <= longest) return
  const wanted = `a whole number of ${isMonths ? 'months' : 'days'} from 1 to ${longest}`
  throw new Problem('invalid', `period: got ${describeInput(length)} — expected ${wanted}`)
}

type Walked = Pick<DueDay, 'on' | 'skipped' | 'uncoveredYears'>
type Ground = { calendar: Calendar | null; held: readonly Held[] }

/** Past each day that we held the ball before the end, and, where the rule says so, past days off at the end. */
function pushBack(end: Temporal.PlainDate, { calendar, held }: Ground, endRule: EndRule): Walked {
  const rolls = endRule === 'next_working_day'
  const ahead = [...held]
  const skipped: Skipped[] = []
  let on = end
  for (;;) {
    const isHeld = ahead[0] && Temporal.PlainDate.compare(ahead[0].first, on) <= 0
    const stretch = isHeld ? ahead.shift() : undefined
    const off: Skipped | null = stretch ? { cause: 'paused', ...stretch } : rolls ? dayOff(on, calendar) : null
    if (!off) break
    skipped.push(off)
    on = on.add({ days: stretch ? daysOf(stretch) : 1 })
  }
  const isUncovered = rolls && !calendar?.coveredYears.has(on.year)
  return { on, skipped, uncoveredYears: isUncovered ? [on.year] : [] }
}

function daysOf({ first, last }: Held): number {
  return daysBetween(first, last) + 1
}

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
  const source = calendar?.coveredYears.get(on.year)
  return name === undefined ? null : { cause: 'holiday', on, name, source: source ?? 'a source that is not known' }
}

const SATURDAY_AND_SUNDAY: readonly number[] = [6, 7]
