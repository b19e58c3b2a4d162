import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { communicationOf, freshDesk } from '../support/ledgers/desk.ts'

/** Postgres compares the plan for any values with what planning cost it so often. */
const TRIED = 5

test('what a recording asks is planned once on each connection, not each time', async () => {
  await using desk = await freshDesk('the sample')
  const db = openDatabase(desk.connection, { max: 1 })
  for (let day = 10; day <= 10 + 2 * TRIED; day += 1) {
    const partial = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'partial' } as const
    await recordCommunication(
      { ...desk.on('2026-11-24'), db },
      communicationOf({ receivedOn: `2005-01-${day}`, entries: [partial] }),
    )
  }
  const planned = await db.execute<{ statement: string; often: number }>(
    sql`select statement, custom_plans as often from pg_prepared_statements where custom_plans + generic_plans > ${TRIED}`,
  )
  expect(planned.filter(({ often }) => Number(often) > TRIED)).toEqual([])
  for (const table of ['follow_ups', 'entries', 'closures', 'standings', 'policies'])
    expect(planned.map(({ statement }) => statement)).toContainEqual(expect.stringContaining(`from "${table}"`))
  await closeDatabase(db)
})
