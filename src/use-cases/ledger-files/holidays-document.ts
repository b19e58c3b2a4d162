import { z } from 'zod'
import { parseDay } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference } from '../../domain/text.ts'
import { yearsAsWritten } from '../../domain/dates/years.ts'
import { listHolidays, listHolidayYears } from '../../store/rules/calendars.ts'
import type { Queryable, Transaction } from '../../store/connection/database.ts'
import { appendYear } from '../rules/change-holidays.ts'
import { listCountedBy } from '../../store/standings/redatings.ts'
import type { Context } from '../context.ts'
import { longLine, read } from '../reading/read-field.ts'
import { redate } from '../standings/redate.ts'

/** A year of a calendar as a file had it, in a ledger's file. What was looked up can be looked up again. */
export const holidayYear = z
  .strictObject({
    calendar: read(parseReference),
    year: z.int().min(1900).max(2200),
    source: read(parseLine),
    sha256: z.string().regex(/^[0-9a-f]{64}$/u, '64 digits of 0 to 9 and a to f'),
    holidays: z.array(z.strictObject({ on: read(parseDay), name: read(longLine) })).default([]),
  })
  .refine(({ year, holidays }) => holidays.every(({ on }) => on.year === year), {
    error: 'expected holidays of that year alone',
  })
  .refine(({ holidays }) => new Set(holidays.map(({ on }) => on.toString())).size === holidays.length, {
    error: 'expected each day once',
  })

export async function exportHolidays(db: Queryable) {
  const years = (await listHolidayYears(db)).filter(({ sha256 }) => sha256 !== null)
  const exported = []
  for (const of of years) {
    const { calendar, year, source, sha256 } = of
    const days = await listHolidays(db, calendar, [of])
    const holidays = days.map(({ heldOn, name }) => ({ on: heldOn.toString(), name }))
    exported.push({ calendar, year, source, sha256, holidays })
  }
  return exported
}

/** Before the dossiers that are counted by them; what is there already is counted anew. */
export async function importHolidayYears(
  context: Context,
  tx: Transaction,
  years: readonly z.output<typeof holidayYear>[],
): Promise<void> {
  for (const [calendar, of] of Map.groupBy(years, (year) => year.calendar)) {
    if (new Set(of.map(({ year }) => year)).size < of.length)
      throw new Problem('invalid', `holidays of ${calendar}: a year stands twice in the file`)
    for (const { holidays, ...year } of of) {
      const days = holidays.map(({ on, name }) => ({ on: on.toString(), name }))
      await appendYear(context, tx, { ...year, days })
    }
    await redate(context, tx, {
      followUps: await listCountedBy(tx, { calendar }),
      why: `${calendar} ${yearsAsWritten(of.map(({ year }) => year))}, imported`,
    })
  }
}
