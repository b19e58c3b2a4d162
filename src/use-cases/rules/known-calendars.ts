import { Problem } from '../../domain/problem.ts'
import { describeInput } from '../../domain/visible.ts'
import { isCalendarKnown } from '../../store/rules/calendars.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { HOLIDAY_SOURCE, listPartsOf } from '../../store/rules/public-holidays.ts'
import type { LedgerDocument } from '../ledger-files/ledger-document.ts'

/** Days would be counted by it as if nobody ever had a holiday. */
export async function refuseUnknownCalendar(db: Queryable, calendar: string | null | undefined): Promise<void> {
  if (calendar === null || calendar === undefined || (await isCalendarKnown(db, calendar))) return
  const got = `holidayCalendar: got ${describeInput(calendar)}, whose holidays are not known`
  const expected = `a country or a part of it of which ${HOLIDAY_SOURCE} knows them, such as CH or CH-GE`
  const tried = `${await instead(calendar)}, or bring in a file of its holidays first`
  throw new Problem('invalid', {
    says: `${got} — expected ${expected}, or a calendar that was brought in; try ${tried}`,
    atCommandLine: ' (relance holidays import)',
  })
}

const MOST_PARTS = 60

async function instead(calendar: string): Promise<string> {
  const [country = ''] = calendar.toUpperCase().split('-')
  const parts = await listPartsOf(country)
  if (parts === null) return 'no calendar for now'
  const near = parts.find((part) => part === calendar.toUpperCase())
  if (near !== undefined) return near
  return [country, ...parts].length > MOST_PARTS ? country : [country, ...parts].join(', ')
}

/** What a file brings is taken as it is, for older ledgers hold such; each is told. */
export async function tellUnknownCalendars(
  db: Queryable,
  { counterparts, policies }: Pick<LedgerDocument, 'counterparts' | 'policies'>,
): Promise<string[]> {
  const by = Map.groupBy([...counterparts, ...policies], ({ holidayCalendar }) => holidayCalendar)
  const notices = []
  for (const [calendar, of] of by) {
    if (calendar === null || (await isCalendarKnown(db, calendar))) continue
    const whose = of.map(({ reference }) => reference).join(', ')
    notices.push(
      `the holidays of ${describeInput(calendar)} are not known, so that ${whose} count${of.length === 1 ? 's' : ''} without them; try relance holidays import`,
    )
  }
  return notices
}
