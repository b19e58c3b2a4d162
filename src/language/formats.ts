import { remembering } from '../domain/remembering.ts'

export interface Formats {
  formatNumber(count: number): string
  /** "8,127 days": the form for the count, with the count in the place of `#`. */
  formatCount(count: number, forms: PluralForms): string
  formatList(words: readonly string[]): string
  /** "48 kB" */
  formatBytes(count: number): string
  /** "45%"; of what is more than nothing and less than all, never "0%" or "100%". */
  formatShare(share: number): string
  /** "24 August 2004" */
  formatDay(day: Temporal.PlainDate): string
  /** "24 Aug 2004" */
  formatShortDay(day: Temporal.PlainDate): string
  /** "Saturday" of 6, as ISO counts them. */
  formatWeekday(weekday: number): string
  /** "Aug 2004" */
  formatMonth(day: Temporal.PlainDate): string
  /** "August 2004" */
  formatFullMonth(day: Temporal.PlainDate): string
  /** "Tue 24 Nov 2026, 09:00 (Europe/Zurich)" */
  formatInstant(at: Temporal.ZonedDateTime): string
  /** Two instants, with their zone once where it is one. */
  formatWindow(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): string
}

type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Intl takes some ten times as long for a day as all else about it, and a list has the same days again and again. */
export function formatsOf(locale: string): Formats {
  const numbers = new Intl.NumberFormat(locale)
  const rules = new Intl.PluralRules(locale)
  const [bytes, kilobytes, megabytes] = (['byte', 'kilobyte', 'megabyte'] as const).map(
    (unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }),
  ) as [Intl.NumberFormat, Intl.NumberFormat, Intl.NumberFormat]
  const lists = new Intl.ListFormat(locale)
  const shares = new Intl.NumberFormat(locale, { style: 'percent' })
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: STILL })
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: STILL })
  const weekdaysInFull = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: STILL })
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: STILL })
  const months = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: STILL })
  const fullMonths = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: STILL })
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short', hourCycle: 'h23', timeZone: STILL })

  const formatNumber = remembering(Number, (count: number) => numbers.format(count))
  const ruleOf = remembering(Number, (count: number) => rules.select(count))
  const formatDay = remembering(String, (day: Temporal.PlainDate) => days.format(day))
  const shownDays = new WeakMap<Temporal.PlainDate, string>()
  const formatClock = remembering(String, (at: Temporal.ZonedDateTime) => {
    const shown = at.withCalendar('iso8601').toPlainDateTime()
    return `${weekdays.format(shown)} ${dates.format(shown)}, ${times.format(shown)}`
  })
  const formatInstant = (at: Temporal.ZonedDateTime) => `${formatClock(at)} (${at.timeZoneId})`
  return {
    formatNumber,
    formatCount: (count, forms) => (forms[ruleOf(count)] ?? forms.other).replace('#', formatNumber(count)),
    formatList: (words) => lists.format(words),
    formatBytes: (count) =>
      count < 1000
        ? bytes.format(count)
        : count < 1_000_000
          ? kilobytes.format(count / 1000)
          : megabytes.format(count / 1_000_000),
    formatShare: (share) => {
      if (share > 0 && share < 0.01) return `<${shares.format(0.01)}`
      return share < 1 && share > 0.99 ? `>${shares.format(0.99)}` : shares.format(share)
    },
    formatDay: (day) => shownDays.getOrInsertComputed(day, formatDay),
    formatShortDay: (day) => dates.format(day),
    formatWeekday: (weekday) => weekdaysInFull.format(MONDAY.add({ days: weekday - 1 })),
    formatMonth: (day) => months.format(day.toPlainDateTime()),
    formatFullMonth: (day) => fullMonths.format(day.toPlainDateTime()),
    formatInstant,
    formatWindow: (from, to) =>
      `${from.timeZoneId === to.timeZoneId ? formatClock(from) : formatInstant(from)} – ${formatInstant(to)}`,
  }
}

/** Without it, V8 reads a plain date in the machine's zone: 30 December 2011, which Apia skipped, becomes the 31st. */
const STILL = 'UTC'

const MONDAY = Temporal.PlainDate.from('2024-01-01')
