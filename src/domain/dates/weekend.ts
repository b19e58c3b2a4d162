import { Problem } from '../problem.ts'
import { describeInput } from '../visible.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The days of the week on which an office is closed, written `sat,sun`, or `none`: as ISO counts them, Monday is 1. */
export function parseWeekend(value: unknown, field: string): number[] {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (text === 'none') return []
  const days = text.split(',').map((day) => WEEKDAYS.findIndex((weekday) => weekday === day.trim()) + 1)
  const weekend = [...new Set(days)].toSorted()
  if (!weekend.includes(0) && weekend.length < 7) return weekend
  const expected = 'days of the week on which the office is closed, and not all seven'
  throw new Problem('invalid', `${field}: got ${describeInput(value)} — expected ${expected}; try sat,sun or none`)
}

export function weekendAsWritten(weekend: readonly number[]): string {
  return weekend.length === 0 ? 'none' : weekend.map((day) => WEEKDAYS[day - 1]).join(',')
}
