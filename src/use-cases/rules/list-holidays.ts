import { listHolidays, listHolidayYears, sourceInWords } from '../../store/rules/calendars.ts'
import type { Context } from '../context.ts'

export interface CalendarYears {
  calendar: string
  years: readonly number[]
  source: string
  sha256: string | null
}

/** What is known of each calendar, or was at an instant, by where it is from. */
export async function listCalendars({ db }: Pick<Context, 'db'>, knownAt?: Temporal.Instant): Promise<CalendarYears[]> {
  const bySource = Map.groupBy(
    await listHolidayYears(db, undefined, knownAt),
    (of) => `${of.calendar} ${sourceInWords(of)}`,
  )
  return [...bySource.values()].map((of) => {
    const { calendar, source, sha256 } = of[0]!
    return { calendar, years: of.map(({ year }) => year), source, sha256 }
  })
}

export interface Holiday {
  on: Temporal.PlainDate
  name: string
  source: string
}

/** The holidays of a calendar in the years that are known of it, or in some of them. */
export async function listHolidaysOf(
  { db }: Pick<Context, 'db'>,
  { calendar, years }: { calendar: string; years: readonly number[] | null },
  knownAt?: Temporal.Instant,
): Promise<Holiday[]> {
  const known = (await listHolidayYears(db, calendar, knownAt)).filter(({ year }) => years?.includes(year) ?? true)
  const sources = new Map(known.map((of) => [of.year, sourceInWords(of)]))
  const rows = await listHolidays(db, calendar, known)
  return rows.map(({ heldOn, name, year }) => ({ on: heldOn, name, source: sources.get(year)! }))
}
