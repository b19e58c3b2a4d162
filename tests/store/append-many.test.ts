import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { importSheet } from '../../src/use-cases/sheets/import-sheet.ts'
import { freshDatabase } from '../support/databases/postgres.ts'
import { AMINA, contextOn } from '../support/ledgers/sample-ledger.ts'
import { findOfficer } from '../../src/store/parties/parties.ts'
import { sheetOf, VISIT } from '../support/readers/sheets.ts'

const MANY = 1_000
/** Above which a session keeps the plan that it made of what it is asked again and again. */
const OFTEN = 6

const ask = (name: string) => ({ ...VISIT[0]!, 'follow-up': name, 'external reference': name })

test('what a session checked while the ledger was small does not have it read whole for each row of a large sheet', async () => {
  await using database = await freshDatabase('the sample')
  const db = openDatabase(database.connection, { max: 1 })
  const context = contextOn('2026-11-24', db, (await findOfficer(db, AMINA.email))!)
  await db.execute('analyze')
  for (let time = 0; time < OFTEN; time += 1) await importSheet(context, sheetOf([ask(`one ${time}`)]))
  const report = await importSheet(context, sheetOf(Array.from({ length: MANY }, (_, place) => ask(`many ${place}`))))
  expect(report.totals.new).toBe(MANY)
  await db.execute('select pg_stat_force_next_flush()')
  const [read] = await db.execute<{ rows: number }>(
    `select sum(seq_tup_read)::int as rows from pg_stat_user_tables where relname in ('follow_ups', 'communications')`,
  )
  expect(read!.rows).toBeLessThan(20 * MANY)
  await closeDatabase(db)
})
