import { Problem } from '../problem.ts'
import { describeInput } from '../visible.ts'

/** In which order a sheet writes day, month and year. */
const DATE_FORMATS = ['dmy', 'mdy', 'ymd'] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

/**
 * What a sheet has as a date, as EDTF or as it is. Without a format nothing is read into it: 03/04/2004 stays, to be
 * refused. What is written with its year first, or as EDTF, is what it is in any format.
 */
export function dateAsEdtf(text: string, format: DateFormat | undefined): string {
  const [, one, , other, year] = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/u.exec(text) ?? []
  if (year !== undefined && format === 'dmy') return written(year, other!, one!)
  if (year !== undefined && format === 'mdy') return written(year, one!, other!)
  const [, first, , second, third] = /^(\d{4})([-/. ])(\d{1,2})(?:\2(\d{1,2}))?$/u.exec(text) ?? []
  if (first !== undefined && format !== undefined) return written(first, second!, third)
  const [, month, yearOfMonth] = /^(\d{1,2})[-/. ](\d{4})$/u.exec(text) ?? []
  return yearOfMonth !== undefined && format !== undefined ? written(yearOfMonth, month!) : text
}

/** What to do about a date that was not understood, by how it looks; nothing where its own message says enough. */
export function adviceOn(text: string, others: readonly string[]): string | null {
  if (/^\d{5}(?:\.\d+)?$/u.test(text))
    return 'this looks like a day as spreadsheets count it: format the column as a date'
  if (!/^\d{1,2}([-/. ])\d{1,2}\1\d{4}$/u.test(text)) return null
  const fitting = (['dmy', 'mdy'] as const).filter((format) => others.every((other) => isPossible(other, format)))
  if (fitting.length === 1) return `--date-format ${fitting[0]} reads all dates of the sheet`
  return 'say --date-format dmy if the day comes first, mdy if the month does'
}

export function parseDateFormat(value: unknown, field: string): DateFormat {
  const format = DATE_FORMATS.find((known) => known === value)
  if (format) return format
  throw new Problem(
    'invalid',
    `${field}: got ${describeInput(value)} — expected dmy (24/08/2004), mdy (08/24/2004) or ymd (2004/08/24)`,
  )
}

function isPossible(text: string, format: 'dmy' | 'mdy'): boolean {
  const [, one, , other] = /^(\d{1,2})([-/. ])(\d{1,2})\2\d{4}$/u.exec(text) ?? []
  return one === undefined || Number(format === 'dmy' ? other : one) <= 12
}

function written(year: string, month: string, day?: string): string {
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-')
}
