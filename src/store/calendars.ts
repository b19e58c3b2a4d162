import { asc, eq } from 'drizzle-orm'
import type { Calendar } from '../domain/due-day.ts'
import type { Queryable } from './database.ts'
import { listPublicHolidays } from './public-holidays.ts'
import { holidays, holidayYears } from './schema/parties.ts'

/** The working-day calendar over some years. Years that nobody has loaded are loaded once, and are the table's from then on. */
export async function findCalendar(
  db: Queryable,
  { code, weekend, years }: { code: string | null; weekend: readonly number[]; years: readonly number[] },
): Promise<Calendar> {
  if (code === null) return { code: 'none', weekend, holidays: new Map(), coveredYears: new Set() }
  const covered = await listCoveredYears(db, code)
  const missing = years.filter((year) => !covered.has(year))
  for (const year of await loadYears(db, code, missing)) covered.add(year)
  const rows = await db.select().from(holidays).where(eq(holidays.calendar, code)).orderBy(asc(holidays.heldOn))
  return {
    code,
    weekend,
    holidays: new Map(rows.map(({ heldOn, name }) => [heldOn.toString(), name])),
    coveredYears: covered,
  }
}

async function listCoveredYears(db: Queryable, calendar: string): Promise<Set<number>> {
  const rows = await db.select().from(holidayYears).where(eq(holidayYears.calendar, calendar))
  return new Set(rows.map(({ year }) => year))
}

/** Gives the years it could load: none of a calendar that nobody knows, which is not the same as no holidays. */
async function loadYears(db: Queryable, calendar: string, years: readonly number[]): Promise<number[]> {
  const found = years.length === 0 ? null : await listPublicHolidays(calendar, years)
  const loaded = [...(found?.keys() ?? [])]
  if (!found || loaded.length === 0) return []
  const rows = [...found.values()]
    .flat()
    .map(({ on, name }) => ({ calendar, heldOn: Temporal.PlainDate.from(on), name }))
  if (rows.length > 0) await db.insert(holidays).values(rows).onConflictDoNothing()
  await db
    .insert(holidayYears)
    .values(loaded.map((year) => ({ calendar, year })))
    .onConflictDoNothing()
  return loaded
}
