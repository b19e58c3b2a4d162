import type { Cron } from '../../domain/digests/cron.ts'
import { formats } from './follow-up.ts'

const { formatList, formatNumber } = formats
const MOST_TIMES = 4
const LAST_DAY = 32
const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "Weekdays at 08:00", "The 1st and 15th of each month at 07:30" */
export function scheduleInWords(cron: Cron): string {
  return `${daysInWords(cron)} ${timesInWords(cron)}`
}

function daysInWords({ days, weekdays, months }: Cron): string {
  const isEveryMonth = months.length === MONTHS.length
  const named = formatList(months.map((month) => MONTHS[month - 1]!))
  if (days.length < 31) return `${monthDays(days)} of ${isEveryMonth ? 'each month' : named}`
  return isEveryMonth ? weekdaysInWords(weekdays) : `${weekdaysInWords(weekdays)} in ${named}`
}

function weekdaysInWords(weekdays: readonly number[]): string {
  const which = weekdays.join('')
  if (which === '1234567') return 'Every day'
  if (which === '12345') return 'Weekdays'
  return formatList(weekdays.map((weekday) => WEEKDAYS[weekday - 1]!))
}

function monthDays(days: readonly number[]): string {
  const isLast = days.length === 1 && days[0] === LAST_DAY
  return isLast ? 'The last day' : `The ${formatList(days.map(ordinal))}`
}

function ordinal(day: number): string {
  if (day === LAST_DAY) return 'last day'
  const ending = day > 10 && day < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')
  return `${day}${ending}`
}

function timesInWords({ hours, minutes }: Cron): string {
  const times = hours.flatMap((hour) => minutes.map((minute) => clock(hour, minute)))
  if (times.length <= MOST_TIMES) return `at ${formatList(times)}`
  return `${formatNumber(times.length)} times, from ${times[0]} to ${times.at(-1)}`
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
