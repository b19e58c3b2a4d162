import { Problem } from '../problem.ts'
import { suggestDay } from './suggest-day.ts'
import { describeInput } from '../visible.ts'

const FIRST_YEAR = 1900
const LAST_YEAR = 2200

/** A day written YYYY-MM-DD; every other writing is refused, and named again only when it can mean one day alone. */
export function parseDay(value: unknown, field: string): Temporal.PlainDate {
  const text = typeof value === 'string' ? value.trim() : ''
  const refuse = refusalOf(value, field)
  if (!DAY.test(text)) throw refuse(wantedDay(text))
  return existingDay(text, refuse)
}

/** An instant written as RFC 3339 has it, with Z or an offset, to the microsecond at most: what Postgres keeps. */
export function parseInstant(value: unknown, field: string): Temporal.Instant {
  const text = typeof value === 'string' ? value.trim() : ''
  const refuse = refusalOf(value, field)
  if (!INSTANT.test(text)) throw refuse(wantedInstant(text))
  existingDay(text.slice(0, 10), refuse)
  return Temporal.Instant.from(text)
}

/** Days from the one to the other; below zero when the other lies before. */
export function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return numberOf(to) - numberOf(from)
}

/** In the ISO calendar, counted as one counts on paper: a page of follow-ups asks for hundreds, and `until` is slow. */
function numberOf({ year, month, day }: Temporal.PlainDate): number {
  // A year that begins in March ends with its leap day.
  const [y, m] = month > 2 ? [year, month - 3] : [year - 1, month + 9]
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day
}

export type Refuse = (expected: string) => Problem

export function refusalOf(value: unknown, field: string): Refuse {
  return (expected) => new Problem('invalid', `${field}: got ${describeInput(value)} — expected ${expected}`)
}

/** Takes the shape YYYY-MM-DD for granted. */
export function existingDay(text: string, refuse: Refuse): Temporal.PlainDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  if (year < FIRST_YEAR || year > LAST_YEAR) throw refuse(YEARS)
  if (month < 1 || month > 12) throw refuse('a day that exists; no such day, months go from 01 to 12')
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month })
  if (day >= 1 && day <= daysInMonth) return Temporal.PlainDate.from(text)
  throw refuse(`a day that exists; no such day, those of ${text.slice(0, 7)} go from 01 to ${daysInMonth}`)
}

export const DAY = /^\d{4}-\d{2}-\d{2}$/
const YEARS = `a year from ${FIRST_YEAR} to ${LAST_YEAR}`
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/u
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i

function wantedDay(text: string): string {
  if (/^[+-]\d{6}-/.test(text)) return YEARS
  const suggestion = suggestDay(text)
  return `a day as YYYY-MM-DD${caution(text)}${suggestion ? `; try ${suggestion}` : ''}`
}

function caution(text: string): string {
  if (/^\d{4}-?\d{2}-?\d{2}[T ]\d/i.test(text)) return ', a day and not an instant'
  return FOREIGN_DIGIT.test(text) ? ' in the digits 0 to 9' : ''
}

function wantedInstant(text: string): string {
  const wanted = 'an instant such as 2026-11-24T09:00:00Z or 2026-11-24T10:00:00+01:00'
  if (DAY.test(text)) return `${wanted}; try it with a time and an offset, a day has many instants`
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+$/i.test(text) ? `${wanted}; try it with Z or the offset from UTC` : wanted
}

const texts = new WeakMap<Temporal.PlainDate, string>()

/** As it is written; once for each, where the same is asked for again and again. */
export function dayText(day: Temporal.PlainDate): string {
  return texts.getOrInsertComputed(day, String)
}
