import { expect, test } from 'vitest'
import { filledEverywhere } from '../ledgers/filled-everywhere.ts'
import { openAsAdministrator } from './administrator.ts'
import { readContents } from './contents.ts'
import { freshLedger, type FreshLedger } from './fresh-ledger.ts'
import { freshDatabase } from './postgres.ts'

const nameOf = async ({ db }: Pick<FreshLedger, 'db'>) => {
  const [row] = await db.execute<{ name: string }>('select current_database() as name')
  return row!.name
}

const sorted = (rows: string | null) =>
  (JSON.parse(rows ?? '[]') as object[]).map((row) => JSON.stringify(row)).toSorted()

/** Without touching its connection, which would be the end of it. Rows lie on the disk in any order. */
async function contentsOf(database: string) {
  await using other = await freshDatabase()
  const administrator = openAsAdministrator(other.connection, database)
  const { tables, sequences } = await readContents(administrator)
  await administrator.end()
  return { tables: tables.map(({ rows, ...table }) => ({ ...table, rows: sorted(rows) })), sequences }
}

test('whatever rows a test wrote, the next one finds the database as a new copy is', async () => {
  await using copy = await freshDatabase('the sample')
  const desk = await filledEverywhere()
  const filled = await nameOf(desk)
  const asNew = await contentsOf(copy.connection.database)
  expect((await contentsOf(filled)).tables).not.toEqual(asNew.tables)
  await desk[Symbol.asyncDispose]()
  await using next = await freshLedger('the sample')
  expect(await nameOf(next)).toBe(filled)
  expect(await contentsOf(filled)).toEqual(asNew)
})

test.for<{ what: string; does: (ledger: FreshLedger) => unknown }>([
  { what: 'changed a table', does: ({ db }) => db.execute('alter table desks add column colour text') },
  { what: 'changed a table as superuser', does: ({ tamper }) => tamper('alter table desks add column colour text') },
  { what: 'set something for its session', does: ({ db }) => db.execute(`set work_mem = '1MB'`) },
  { what: 'holds a lock of its session', does: ({ db }) => db.execute('select pg_advisory_lock(1)') },
  { what: 'told others where it is', does: ({ connection }) => connection },
  {
    what: 'did not wait for its end',
    does: ({ db }) => {
      db.execute('select pg_sleep(0.5)').catch(() => undefined)
      return db.execute('select 1')
    },
  },
])('of a test that $what the next one has nothing', async ({ does }) => {
  const ledger = await freshLedger('nothing')
  const used = await nameOf(ledger)
  await does(ledger)
  await ledger[Symbol.asyncDispose]()
  await using next = await freshLedger('nothing')
  expect(await nameOf(next)).not.toBe(used)
})

const LATE = `insert into desks (reference, name) values ('LATE', 'Too late')`

test.for<{ who: string; asks: (ledger: FreshLedger) => Promise<unknown> }>([
  { who: 'its test', asks: ({ db }) => db.execute(LATE) },
  { who: 'a superuser', asks: ({ tamper }) => tamper(LATE) },
])('what $who asks of it afterwards does not reach the next one', async ({ asks }) => {
  const ledger = await freshLedger('nothing')
  const used = await nameOf(ledger)
  await ledger[Symbol.asyncDispose]()
  await asks(ledger).catch(() => undefined)
  await using next = await freshLedger('nothing')
  expect(await nameOf(next)).not.toBe(used)
})
