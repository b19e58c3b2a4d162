import { createHash } from 'node:crypto'
import { Problem } from '../../domain/problem.ts'
import { yearsAsWritten } from '../../domain/dates/years.ts'
import { describeInput } from '../../domain/visible.ts'
import { appendHolidayYear, listHolidayYears, lookUpYears, sourceInWords } from '../../store/rules/calendars.ts'
import { HOLIDAY_SOURCE, type PublicHoliday } from '../../store/rules/public-holidays.ts'
import type { Context } from '../context.ts'
import { refuseBelow } from '../permission.ts'
import { readHolidayFile } from './read-holiday-file.ts'
import { redate, type Redated } from '../standings/redate.ts'
import { lockLedger } from '../../store/correspondence/follow-up-locks.ts'
import { listCountedBy } from '../../store/standings/redatings.ts'
import type { Transaction } from '../../store/connection/database.ts'

export interface HolidaysChanged {
  calendar: string
  source: string
  /** Those that hold from now on, with how many holidays each has. */
  years: readonly { year: number; holidays: number }[]
  /** Of the file, what is no holiday of these years. */
  leftOut: readonly string[]
  /** The due days that moved. */
  redated: readonly Redated[]
}

export interface HolidaysInFile {
  calendar: string
  /** The file's name, and what is in it. */
  name: string
  text: string
  /** Those that it covers; null where its events tell. */
  years: readonly number[] | null
}

/** Lets a calendar file go before what is known of its years, and moves the due days that are counted by them. */
export async function importHolidays(context: Context, file: HolidaysInFile): Promise<HolidaysChanged> {
  refuseBelow('administrator', context)
  const { calendar, name, text, years } = file
  const read = await readHolidayFile(text, { file: name, years, timeZone: context.timeZone })
  const sha256 = createHash('sha256').update(text).digest('hex')
  return context.db.transaction(async (tx) => {
    await lockLedger(tx)
    const known = new Map((await listHolidayYears(tx, calendar)).map((of) => [of.year, of]))
    const changed = [...read.years].filter(([year]) => known.get(year)?.sha256 !== sha256)
    for (const [year, days] of changed) await appendYear(context, tx, { calendar, source: name, sha256, year, days })
    const source = sourceInWords({ source: name, sha256 })
    const why = `${calendar} ${yearsAsWritten(changed.map(([year]) => year))}, from ${source}`
    return {
      calendar,
      source,
      years: changed.map(([year, days]) => ({ year, holidays: days.length })),
      leftOut: read.leftOut,
      redated:
        changed.length === 0
          ? []
          : await redate(context, tx, { followUps: await listCountedBy(tx, { calendar }), why }),
    }
  })
}

interface YearOfHolidays {
  calendar: string
  year: number
  source: string
  sha256: string | null
  days: readonly PublicHoliday[]
}

export async function appendYear(
  { officer, now }: Pick<Context, 'officer' | 'now'>,
  tx: Transaction,
  { days, ...of }: YearOfHolidays,
): Promise<void> {
  await appendHolidayYear(tx, { ...of, recordedBy: officer.id, recordedAt: now }, days)
}

export interface YearsCovered {
  /** Looked up now. */
  covered: number[]
  known: number[]
  /** Not to be had. */
  beyond: number[]
}

/** Looks up what is not known yet, so that a page need not; moves nothing, for what a due day wants is looked up with it. */
export async function coverYears(
  context: Context,
  { calendar, years }: { calendar: string; years: readonly number[] },
): Promise<YearsCovered> {
  refuseBelow('officer', context)
  const known = new Set((await listHolidayYears(context.db, calendar)).map(({ year }) => year))
  const missing = years.filter((year) => !known.has(year))
  const covered = (await lookUpYears(context.db, calendar, missing)).map(({ year }) => year)
  if (covered.length === 0 && missing.length > 0 && known.size === 0) {
    const got = `calendar: got ${describeInput(calendar)}, of which ${HOLIDAY_SOURCE} knows no holidays`
    throw new Problem('not_found', {
      says: `${got} — expected one such as CH-GE`,
      atCommandLine: '; try relance holidays import with a file',
    })
  }
  return {
    covered,
    known: years.filter((year) => known.has(year)),
    beyond: missing.filter((year) => !covered.includes(year)),
  }
}
