import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Calendar } from '../../domain/standings/due-day.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import { HOLIDAY_SOURCE, listPublicHolidays, type PublicHoliday } from './public-holidays.ts'
import { holidays, holidayYears } from '../schema/parties.ts'

export type HolidayYear = typeof holidayYears.$inferSelect

interface Wanted {
  code: string | null
  weekend: readonly number[]
  years: readonly number[]
}

/** A calendar as it was known from an instant on; null is always. */
export interface TimedCalendar {
  since: Temporal.Instant | null
  calendar: Calendar
}

/**
 * The working-day calendar over some years, at each time that it was known otherwise, in order. Years that nobody has looked up are looked up once, and
 * are the table's from then on.
 */
export async function listTimedCalendars(db: Queryable, { code, weekend, years }: Wanted): Promise<TimedCalendar[]> {
  if (code === null) {
    const unknown = { code: 'none', weekend, holidays: new Map(), coveredYears: new Map() }
    return [{ since: null, calendar: unknown }]
  }
  const known = await listVersions(db, code)
  const lookedUp = new Set(known.filter(({ version }) => version === 0).map(({ year }) => year))
  const missing = years.filter((year) => !lookedUp.has(year))
  const versions = [...(await lookUpYears(db, code, missing)), ...known]
  const days = await db.select().from(holidays).where(eq(holidays.calendar, code)).orderBy(asc(holidays.heldOn))
  return changesOf(versions, years).map((since) => {
    const holding = new Map(versions.filter((of) => isKnownAt(of, since)).map((of) => [of.year, of]))
    const held = days.filter(({ year, version }) => holding.get(year)?.version === version)
    return {
      since,
      calendar: {
        code,
        weekend,
        holidays: new Map(held.map(({ heldOn, name }) => [heldOn.toString(), name])),
        coveredYears: new Map([...holding].map(([year, of]) => [year, sourceInWords(of)])),
      },
    }
  })
}

function changesOf(versions: readonly HolidayYear[], years: readonly number[]): (Temporal.Instant | null)[] {
  const instants = versions.flatMap(({ year, recordedAt }) => (recordedAt && years.includes(year) ? [recordedAt] : []))
  const distinct = new Map(instants.map((at) => [at.epochNanoseconds, at]))
  return [null, ...[...distinct.values()].toSorted((a, b) => Temporal.Instant.compare(a, b))]
}

function isKnownAt({ recordedAt }: HolidayYear, at: Temporal.Instant | null): boolean {
  return recordedAt === null || (at !== null && Temporal.Instant.compare(recordedAt, at) <= 0)
}

function listVersions(db: Queryable, calendar: string): Promise<HolidayYear[]> {
  return db
    .select()
    .from(holidayYears)
    .where(eq(holidayYears.calendar, calendar))
    .orderBy(asc(holidayYears.year), asc(holidayYears.version))
}

/** Whether anybody knows a holiday of it: the ledger, or the package where others are looked up. */
export async function isCalendarKnown(db: Queryable, calendar: string): Promise<boolean> {
  return (await listHolidayYears(db, calendar)).length > 0 || (await listPublicHolidays(calendar, [])) !== null
}

/** The version of each year that holds, or held as known at an instant; of one calendar, or of all. */
export function listHolidayYears(db: Queryable, calendar?: string, knownAt?: Temporal.Instant): Promise<HolidayYear[]> {
  const isKnown = knownAt && or(isNull(holidayYears.recordedAt), lte(holidayYears.recordedAt, knownAt))
  return db
    .selectDistinctOn([holidayYears.calendar, holidayYears.year])
    .from(holidayYears)
    .where(and(calendar === undefined ? undefined : eq(holidayYears.calendar, calendar), isKnown))
    .orderBy(asc(holidayYears.calendar), asc(holidayYears.year), desc(holidayYears.version))
}

export async function listHolidays(db: Queryable, calendar: string, years: readonly HolidayYear[]) {
  if (years.length === 0) return []
  const versionOf = new Map(years.map(({ year, version }) => [year, version]))
  const rows = await db
    .select()
    .from(holidays)
    .where(and(eq(holidays.calendar, calendar), inArray(holidays.year, [...versionOf.keys()])))
    .orderBy(asc(holidays.heldOn))
  return rows.filter(({ year, version }) => versionOf.get(year) === version)
}

export function sourceInWords({ source, sha256 }: Pick<HolidayYear, 'source' | 'sha256'>): string {
  return sha256 === null ? source : `${source}, sha256 ${sha256.slice(0, 12)}`
}

/** Puts a year of its own making before what was known of it. Nothing is taken away: who asks what was known then finds it. */
export async function appendHolidayYear(
  tx: Transaction,
  of: Omit<HolidayYear, 'version'>,
  days: readonly PublicHoliday[],
): Promise<void> {
  const { calendar, year } = of
  const [latest] = await tx
    .select({ version: sql<number>`coalesce(max(${holidayYears.version}), 0)`.mapWith(Number) })
    .from(holidayYears)
    .where(and(eq(holidayYears.calendar, calendar), eq(holidayYears.year, year)))
  await insertYear(tx, { ...of, version: latest!.version + 1 }, days)
}

/** Gives the years it could find: none of a calendar that nobody knows, which is not the same as no holidays. */
export async function lookUpYears(db: Queryable, calendar: string, years: readonly number[]): Promise<HolidayYear[]> {
  const found = years.length === 0 ? null : await listPublicHolidays(calendar, years)
  const lookedUp = { source: HOLIDAY_SOURCE, sha256: null, recordedBy: null, recordedAt: null, version: 0 }
  const loaded = [...(found ?? [])].map(([year, days]) => ({ of: { calendar, year, ...lookedUp }, days }))
  for (const { of, days } of loaded) await insertYear(db, of, days)
  return loaded.map(({ of }) => of)
}

/**
 * In one statement: a year without its days would be known for ever to have no holidays. Another may look up the same
 * at this moment, and comes to the same.
 */
async function insertYear(db: Queryable, of: HolidayYear, days: readonly PublicHoliday[]): Promise<void> {
  const { calendar, year, version } = of
  const inserted = db.insert(holidayYears).values(of).onConflictDoNothing()
  const rows = days.map(({ on, name }) => ({ calendar, year, version, heldOn: Temporal.PlainDate.from(on), name }))
  if (rows.length === 0) await inserted
  else await db.with(db.$with('inserted').as(inserted)).insert(holidays).values(rows).onConflictDoNothing()
}
