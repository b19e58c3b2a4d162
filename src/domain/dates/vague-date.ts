import { DAY, existingDay, type Refuse, refusalOf } from './day.ts'
import { suggestDay, suggestMonth } from './suggest-day.ts'

export interface VagueDate {
  /** As it was written, in EDTF level 1. */
  text: string
  /** The first day it can mean; null when its beginning is open or unknown. */
  earliest: Temporal.PlainDate | null
  /** The last day it can mean; null when its end is open or unknown. */
  latest: Temporal.PlainDate | null
  /** Written as one plain day. `2003-08-08~` is not exact, though nobody can say by how much. */
  isExact: boolean
}

/** EDTF level 1 but for its seasons: spring is another one in the other hemisphere, so their months are asked for. */
export function parseVagueDate(value: unknown, field: string): VagueDate {
  const text = typeof value === 'string' ? value.trim() : ''
  const refuse = refusalOf(value, field)
  const [start, end] = shapeOf(text, refuse)
  if (end !== undefined) return { text, ...boundsOfInterval(start, end, refuse), isExact: false }
  return { text, ...boundsOf(start, refuse), isExact: DAY.test(text) }
}

const OPEN = /^(?:\.\.)?$/
// What is unspecified is always the end of what is written: 200X, 2003-XX, 2003-08-XX.
const DATE = /^(?:(\d{3}X|\d{2}XX)|(\d{4})(?:-XX(?:-XX)?|-(\d{2})(?:-(\d{2}|XX))?)?)[~?%]?$/

function shapeOf(text: string, refuse: Refuse): [start: string, end: string | undefined] {
  const [start = '', end, ...more] = text.split('/')
  if (end === undefined && DATE.test(start)) return [start, end]
  if (end !== undefined && more.length === 0 && isSide(start) && isSide(end)) return [start, end]
  const suggestion = suggestDay(text) ?? suggestMonth(text)
  const expected = 'a date such as 2003, 2003-08, 2003-08-08, 2003-08-08~, 2003-08/2003-12 or ../2003-08-08'
  throw refuse(suggestion ? `${expected}; try ${suggestion}` : expected)
}

function isSide(text: string): boolean {
  return OPEN.test(text) || DATE.test(text)
}

function boundsOfInterval(start: string, end: string, refuse: Refuse): Pick<VagueDate, 'earliest' | 'latest'> {
  const from = OPEN.test(start) ? null : boundsOf(start, refuse)
  const until = OPEN.test(end) ? null : boundsOf(end, refuse)
  if (!from && !until) throw refuse('a day on one side at least; try to leave the date out')
  if (from && until && Temporal.PlainDate.compare(until.latest, from.earliest) < 0) {
    throw refuse(`an interval that does not end before it starts; try ${end}/${start}`)
  }
  return { earliest: from?.earliest ?? null, latest: until?.latest ?? null }
}

function boundsOf(text: string, refuse: Refuse): { earliest: Temporal.PlainDate; latest: Temporal.PlainDate } {
  const [, decade, year = decade ?? '', month, day = 'XX'] = DATE.exec(text) ?? []
  refuseSeason(year, month, refuse)
  const earliest = existingDay(`${year.replaceAll('X', '0')}-${month ?? '01'}-${day.replace('XX', '01')}`, refuse)
  if (month === undefined) return { earliest, latest: existingDay(`${year.replaceAll('X', '9')}-12-31`, refuse) }
  return { earliest, latest: day === 'XX' ? earliest.with({ day: earliest.daysInMonth }) : earliest }
}

function refuseSeason(year: string, month: string | undefined, refuse: Refuse): void {
  if (!/^2[1-4]$/.test(month ?? '')) return
  throw refuse(
    `months, for a season depends on the hemisphere; try ${year}-03/${year}-05 or the months that were meant`,
  )
}
