import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { refusalOf } from '../../src/store/connection/sqlstate.ts'
import { listHolidays, listHolidayYears, lookUpYears } from '../../src/store/rules/calendars.ts'
import { freshDatabase } from '../support/databases/postgres.ts'

test('a year whose days could not be kept is not known either, and is looked up again', async () => {
  await using database = await freshDatabase()
  const db = openDatabase(database.connection)
  const known = async () => {
    const years = await listHolidayYears(db, 'CH-GE')
    const days = await listHolidays(db, 'CH-GE', years)
    return { years: years.map(({ year }) => year), first: days[0]?.heldOn.toString() }
  }
  await db.execute('alter table holidays add constraint holidays_none check (false)')
  const looking = lookUpYears(db, 'CH-GE', [2026])
  expect(await looking.catch(refusalOf)).toMatchObject({ code: '23514', constraint: 'holidays_none' })
  expect(await known()).toEqual({ years: [], first: undefined })
  await db.execute('alter table holidays drop constraint holidays_none')
  await lookUpYears(db, 'CH-GE', [2026])
  expect(await known()).toEqual({ years: [2026], first: '2026-01-01' })
  await closeDatabase(db)
})
