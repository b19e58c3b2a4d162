import type { HolidaysTypes } from 'date-holidays'

/** What the days below are from, as it is kept beside them. */
export const HOLIDAY_SOURCE = 'date-holidays 3.37.0'

export interface PublicHoliday {
  /** YYYY-MM-DD */
  on: string
  name: string
}

/**
 * The public holidays of a country or a part of it (`CH`, `CH-GE`), by year. Null where the calendar is not known, and
 * no entry for a year that its tables do not reach: neither means that there are no holidays.
 */
export async function listPublicHolidays(
  calendar: string,
  years: readonly number[],
): Promise<Map<number, PublicHoliday[]> | null> {
  const { default: Holidays } = await import('date-holidays') // some 80 ms and 15 MB, wanted by an import only
  if (!isKnown(new Holidays(), calendar)) return null
  const holidays = new Holidays(calendar, { types: ['public'], languages: ['en'] })
  const found = (year: number) => holidays.getHolidays(year)
  if (found(MOON_TABLES_REACH).length === 0) return null
  const followsMoon = found(MOON_TABLES_REACH).some(isByMoonTable)
  const covered = years.filter((year) => !followsMoon || found(year).some(isByMoonTable))
  // A holiday of several days that begins in December is listed with the year of its first day only.
  return new Map(covered.map((year) => [year, dayByDay([...found(year - 1), ...found(year)], year)]))
}

/** `CH-AG`, `CH-AI` … of `CH`; null of a country whose holidays it does not know. */
export async function listPartsOf(country: string): Promise<string[] | null> {
  if ((await listPublicHolidays(country, [])) === null) return null
  const { default: Holidays } = await import('date-holidays')
  return Object.keys((new Holidays() as Catalogue).getStates(country) ?? {}).map((part) => `${country}-${part}`)
}

type Catalogue = {
  getCountries(): Record<string, string>
  getStates(country: string): Record<string, string> | undefined
  getRegions(country: string, state: string): Record<string, string> | undefined
}

/** Asked first: for a country or a part it does not find, small letters included, the package answers with less. */
function isKnown(catalogue: Catalogue, calendar: string): boolean {
  const [country = '', state, region] = calendar.split('-')
  if (!/^[A-Z]{2}(?:-[A-Z0-9]+){0,2}$/.test(calendar) || !Object.hasOwn(catalogue.getCountries(), country)) return false
  if (state === undefined) return true
  if (!Object.hasOwn(catalogue.getStates(country) ?? {}, state)) return false
  return region === undefined || Object.hasOwn(catalogue.getRegions(country, state) ?? {}, region)
}

// The package reckons the Islamic and the Jewish year from tables (1970 to 2076, 1969 to 2099), and is silent beyond.
const MOON_TABLES_REACH = 2020
const MOON_MONTH =
  /^\d+ (?:Muharram|Safar|Rabi|Jumada|Rajab|Shaban|Ramadan|Shawwal|Dhu|Nisan|Iyyar|Sivan|Tishrei|Kislev|Adar)\b/

function isByMoonTable({ rule }: HolidaysTypes.Holiday): boolean {
  return MOON_MONTH.test(rule)
}

function dayByDay(holidays: readonly HolidaysTypes.Holiday[], year: number): PublicHoliday[] {
  const names = new Map<string, Set<string>>()
  for (const holiday of holidays) {
    for (const on of daysOf(holiday)) names.set(on, (names.get(on) ?? new Set()).add(holiday.name))
  }
  return [...names]
    .filter(([on]) => on.startsWith(`${year}-`))
    .map(([on, together]) => ({ on, name: [...together].join(', ') }))
    .toSorted((one, other) => (one.on < other.on ? -1 : 1))
}

/** Its `date` is a day of the calendar's own time zone; its instants serve for their distance only. */
function daysOf({ date, start, end }: HolidaysTypes.Holiday): string[] {
  const first = Temporal.PlainDate.from(date.slice(0, 10))
  const hours = (end.getTime() - start.getTime()) / 3_600_000
  // A change of the clocks may cost two hours; of half a holiday, an office works the other half.
  const days = Math.floor((hours + 2) / 24)
  return Array.from({ length: days }, (_, index) => first.add({ days: index }).toString())
}
