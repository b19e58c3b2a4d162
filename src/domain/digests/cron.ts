import { Problem } from '../problem.ts'
import { describeInput } from '../visible.ts'

/** A crontab line in full: everything that each field means, in rising order. */
export interface Cron {
  /** As it was asked for, with single spaces. */
  expression: string
  minutes: readonly number[]
  hours: readonly number[]
  days: readonly number[]
  /** Those of `days` that fall on the last day of a month which is too short for them. */
  daysOrLast: readonly number[]
  months: readonly number[]
  /** Monday is 1, Sunday 7. */
  weekdays: readonly number[]
}

/**
 * Exactly minute, hour, day of month, month, weekday. The 29th, 30th and 31st fall on the last day of a month that is
 * shorter, as `L` always does, so no month is skipped; the later days of a range or a step are met only if they exist.
 */
export function parseCron(value: unknown, field: string): Cron {
  const asked = { field, value }
  const [minute, hour, day, month, weekday] = splitFields(asked)
  const days = day.split(',').map((term) => (/^l$/i.test(term) ? [LAST_DAY] : parseTerm(term, DAY, asked)))
  const cron = {
    expression: `${minute} ${hour} ${day} ${month} ${weekday}`,
    minutes: parseTerms(minute, MINUTE, asked),
    hours: parseTerms(hour, HOUR, asked),
    days: inOrder(days.flat()),
    daysOrLast: inOrder(days.flatMap((term) => term.slice(0, 1))),
    months: parseTerms(month, MONTH, asked),
    weekdays: inOrder(parseTerms(weekday, WEEKDAY, asked).map((number) => number || 7)),
  }
  refuseIfNeverMeant(cron, asked)
  if (day === '*' || weekday === '*') return cron
  const either = `"${minute} ${hour} ${day} ${month} *" or "${minute} ${hour} * ${month} ${weekday}"`
  throw refusal(asked, 'a day of the month or a weekday, not both, which systems read differently', either)
}

/** Whether a day is one of those that are meant. */
export function fallsOn(cron: Cron, on: Temporal.PlainDate): boolean {
  if (!cron.months.includes(on.month) || !cron.weekdays.includes(on.dayOfWeek)) return false
  return cron.days.includes(on.day) || (on.day === on.daysInMonth && cron.daysOrLast.some((day) => day > on.day))
}

interface Asked {
  field: string
  value: unknown
}

interface Range {
  first: number
  last: number
  meaning: string
  names?: readonly string[]
}

/** Later than every day of every month, so that it always falls on the last. */
const LAST_DAY = 32
const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

const MINUTE: Range = { first: 0, last: 59, meaning: 'a minute from 0 to 59' }
const HOUR: Range = { first: 0, last: 23, meaning: 'an hour from 0 to 23' }
const DAY: Range = { first: 1, last: 31, meaning: 'a day of the month from 1 to 31, or L for the last' }
const MONTH: Range = { first: 1, last: 12, meaning: 'a month from 1 to 12 or JAN to DEC', names: ['', ...MONTHS] }
const WEEKDAY: Range = { first: 0, last: 7, meaning: 'a weekday from 0 to 7 or SUN to SAT', names: WEEKDAYS }
const MONDAYS = '"0 9 * * 1"'

function splitFields(asked: Asked): [string, string, string, string, string] {
  const fields = typeof asked.value === 'string' ? asked.value.trim().split(/\s+/) : []
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...more] = fields
  if (!weekday || more.length > 0) {
    const reason = more.length > 0 ? '; seconds and years are not accepted' : minute.startsWith('@') ? ', no @word' : ''
    throw refusal(asked, `five fields (minute, hour, day of the month, month, weekday)${reason}`, MONDAYS)
  }
  return [minute, hour, day, month, weekday]
}

function parseTerms(text: string, range: Range, asked: Asked): number[] {
  return inOrder(text.split(',').flatMap((term) => parseTerm(term, range, asked)))
}

function parseTerm(term: string, range: Range, asked: Asked): number[] {
  const [, from = '', to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(term) ?? []
  const isEvery = from === '*' && to === undefined
  const first = isEvery ? range.first : parseNumber(from, range)
  const end = isEvery ? range.last : parseNumber(to ?? from, range)
  const last = range === WEEKDAY && end === 0 && first !== 0 ? 7 : end
  if (!isWithin(first, range) || !isWithin(last, range)) {
    throw refusal(asked, `${range.meaning} for ${describeInput(term)}`, MONDAYS)
  }
  if (last < first) throw refusal(asked, `a range that rises for ${describeInput(term)}`, MONDAYS)
  const stride = Number(step ?? 1)
  if (step !== undefined && !isWithin(stride, { first: 1, last: last - first })) {
    throw refusal(asked, `a range and a shorter step for ${describeInput(term)}`, '"*/15 8-18 * * 1-5"')
  }
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, index) => first + index * stride)
}

function parseNumber(text: string, { names = [] }: Range): number {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const word = text.toLowerCase()
  return names.findIndex((name) => name === word || name.slice(0, 3) === word)
}

function isWithin(number: number, { first, last }: Pick<Range, 'first' | 'last'>): boolean {
  return first <= number && number <= last
}

function inOrder(numbers: number[]): number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}

function refuseIfNeverMeant({ daysOrLast, months }: Cron, asked: Asked): void {
  const longest = Math.max(...months.map((month) => Temporal.PlainDate.from({ year: 2024, month, day: 1 }).daysInMonth))
  const never = daysOrLast.find((day) => day > longest && day !== LAST_DAY)
  if (never) throw refusal(asked, `a day that one of its months has for "${never}"`, '"0 9 L * *" for the last day')
}

function refusal({ field, value }: Asked, expected: string, attempt: string): Problem {
  return new Problem('invalid', `${field}: got ${describeInput(value)} — expected ${expected}; try ${attempt}`)
}
