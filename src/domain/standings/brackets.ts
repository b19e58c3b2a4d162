import { isPending, type State } from '../correspondence/characters.ts'
import type { DueDays } from './clocks.ts'
import { daysBetween } from '../dates/day.ts'

/** Where an ask lies to its answer due day. `date_unknown` is its own bracket: what has no date never counts as not due. */
export const BRACKETS = ['long_overdue', 'overdue', 'due_soon', 'on_time', 'no_deadline', 'date_unknown'] as const
export type Bracket = (typeof BRACKETS)[number]

export const DUE_SOON_WITHIN_DAYS = 7

type Lines = Pick<DueDays, 'answerDueOn' | 'longOverdueAfterOn' | 'pausedOn' | 'isDateUnknown'>

/** The bracket on a day. While the clock is paused, it stays what it was when the pause began. */
export function bracketOn(day: Temporal.PlainDate, lines: Lines): Bracket {
  const due = lines.answerDueOn
  if (!due) return lines.isDateUnknown ? 'date_unknown' : 'no_deadline'
  const on = clockDayOn(day, lines)
  if (lines.longOverdueAfterOn && isAfter(on, lines.longOverdueAfterOn)) return 'long_overdue'
  if (isAfter(on, due)) return 'overdue'
  return daysBetween(on, due) <= DUE_SOON_WITHIN_DAYS ? 'due_soon' : 'on_time'
}

/** 0 where nothing is overdue, null where nothing can be. */
export function daysOverdueOn(day: Temporal.PlainDate, lines: Lines): number | null {
  return lines.answerDueOn && Math.max(0, daysBetween(lines.answerDueOn, clockDayOn(day, lines)))
}

/** The lines that an ask will cross if nothing happens, each on the first day beyond it. */
export function linesAhead(
  state: State,
  { answerDueOn, longOverdueAfterOn, pausedOn, isPromise }: Omit<Lines, 'isDateUnknown'> & { isPromise: boolean },
): Line[] {
  if (!isPending(state) || !answerDueOn || pausedOn) return []
  const dayAfter = answerDueOn.add({ days: 1 })
  return [
    { kind: 'due_soon', crossedOn: answerDueOn.subtract({ days: DUE_SOON_WITHIN_DAYS }), dueOn: answerDueOn },
    ...(isPromise ? [{ kind: 'promise_lapsed' as const, crossedOn: dayAfter, dueOn: answerDueOn }] : []),
    { kind: 'overdue', crossedOn: dayAfter, dueOn: answerDueOn },
    ...(longOverdueAfterOn
      ? [{ kind: 'long_overdue' as const, crossedOn: longOverdueAfterOn.add({ days: 1 }), dueOn: answerDueOn }]
      : []),
  ]
}

export interface Line {
  kind: 'due_soon' | 'overdue' | 'long_overdue' | 'promise_lapsed'
  /** The first day on which the ask is beyond the line. */
  crossedOn: Temporal.PlainDate
  dueOn: Temporal.PlainDate
}

function clockDayOn(day: Temporal.PlainDate, { pausedOn }: Lines): Temporal.PlainDate {
  return pausedOn && isAfter(day, pausedOn) ? pausedOn : day
}

function isAfter(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return daysBetween(other, day) > 0
}
