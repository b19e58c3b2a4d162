import { readdirSync } from 'node:fs'
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase, closeDatabase, type Connection } from '../../src/store/connection/database.ts'
import { listPendingMigrations, migrate } from '../../src/store/operation/migrate.ts'
import { verifyAudit } from '../../src/use-cases/operation/verify-audit.ts'
import { freshDatabase } from '../support/databases/postgres.ts'
import { query } from '../support/programs/attach.ts'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')
const OURS = readdirSync(MIGRATIONS).toSorted()
const LEDGER = OURS[0]!
const LATER = '29990101000000_later'

interface Place extends AsyncDisposable {
  connection: { path: string; database: string; user: string }
  /** A copy of the migrations that a test may spoil. */
  folder: string
}

/** A database without tables, or one that is up to date, and migrations to bring to it. */
async function placeOf(holds: 'no tables' | 'nothing'): Promise<Place> {
  const database = await freshDatabase(holds)
  const folder = await mkdtemp(join(tmpdir(), 'relance-migrations-'))
  await cp(MIGRATIONS, folder, { recursive: true })
  const dispose = async () => {
    await database[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  }
  return { connection: database.connection, folder, [Symbol.asyncDispose]: dispose }
}

async function addMigration(folder: string, name: string, ...statements: string[]): Promise<void> {
  await mkdir(join(folder, name))
  await writeFile(join(folder, name, 'migration.sql'), statements.join('--> statement-breakpoint\n'))
}

const tables = (connection: Place['connection'], schema = 'public') =>
  query(connection, `select tablename from pg_tables where schemaname = '${schema}'`)

test('a database is brought up to date once, and told so', async () => {
  await using place = await placeOf('no tables')
  expect(await migrate(place.connection, place.folder)).toEqual(OURS)
  expect(await migrate(place.connection, place.folder)).toEqual([])
  await addMigration(place.folder, LATER, 'create table later ()')
  expect(await migrate(place.connection, place.folder)).toEqual([LATER])
})

test('what is pending is named without applying it', async () => {
  await using place = await placeOf('no tables')
  const db = openDatabase(place.connection, { max: 1 })
  expect(await listPendingMigrations(db, place.folder)).toEqual(OURS)
  await closeDatabase(db)
  expect(await tables(place.connection)).toEqual([])
})

test('a migration that was edited after it had been applied is refused with its name', async () => {
  await using place = await placeOf('nothing')
  await appendFile(join(place.folder, LEDGER, 'migration.sql'), '\n')
  await expect(migrate(place.connection, place.folder)).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining(`migration ${LEDGER} was edited`),
  })
})

test.for([
  ['whose file is missing', '29981225000000_missing', ['29990202000000_another']],
  ['of a newer build', '29990202000000_newer', []],
] as const)('a database with a migration %s is refused with its name', async ([, applied, files]) => {
  await using place = await placeOf('nothing')
  await addMigration(place.folder, applied, 'create table later ()')
  await migrate(place.connection, place.folder)
  await rm(join(place.folder, applied), { recursive: true })
  for (const name of files) await addMigration(place.folder, name, 'create table another ()')
  await expect(migrate(place.connection, place.folder)).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringMatching(new RegExp(`migration ${applied} .* the database is newer than this build`)),
  })
  expect(await tables(place.connection)).not.toContainEqual({ tablename: 'another' })
})

test('a migration that would come before an applied one is refused with its name, and not passed over', async () => {
  await using place = await placeOf('nothing')
  await addMigration(place.folder, '20250101000000_too_late', 'create table too_late ()')
  await expect(migrate(place.connection, place.folder)).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining(`migration 20250101000000_too_late would come before ${LEDGER}`),
  })
})

test('a migration whose second statement fails leaves nothing of its first, and the repaired one is applied', async () => {
  await using place = await placeOf('nothing')
  await addMigration(place.folder, LATER, 'create table later ();', 'create table later (oops)')
  await expect(migrate(place.connection, place.folder)).rejects.toThrow('create table later (oops)')
  expect(await tables(place.connection)).not.toContainEqual({ tablename: 'later' })
  await writeFile(join(place.folder, LATER, 'migration.sql'), 'create table later ()')
  await migrate(place.connection, place.folder)
  expect(await tables(place.connection)).toContainEqual({ tablename: 'later' })
})

test('a migration may take longer than any other statement', async () => {
  await using place = await placeOf('nothing')
  await addMigration(
    place.folder,
    LATER,
    "create table later as select current_setting('statement_timeout') as allowed",
  )
  await migrate(place.connection, place.folder)
  expect(await query(place.connection, 'select allowed from later')).toEqual([{ allowed: '0' }])
})

test('eight that start at once bring it up to date once', async () => {
  await using place = await placeOf('no tables')
  await addMigration(place.folder, LATER, 'select pg_sleep(0.2);', 'create table later ()')
  const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(place.connection, place.folder)))
  expect(applied.toSorted((a, b) => b.length - a.length)).toEqual([[...OURS, LATER], [], [], [], [], [], [], []])
  expect(await tables(place.connection, 'drizzle')).toHaveLength(1)
  const recorded = await query(place.connection, 'select name from drizzle.__drizzle_migrations order by id')
  expect(recorded).toEqual([...OURS, LATER].map((name) => ({ name })))
})

test('who waits for another migration gets what that one left', async () => {
  await using place = await placeOf('no tables')
  const connections: Connection[] = [place.connection, place.connection]
  const [first, second] = await Promise.all(connections.map((connection) => migrate(connection, place.folder)))
  expect([...first!, ...second!]).toEqual(OURS)
})

test('what met a report duty before that was a fact of its own is one afterwards, and stands in a chain', async () => {
  await using place = await placeOf('no tables')
  const mine = OURS.findIndex((name) => name.endsWith('_report_duties'))
  const before = await mkdtemp(join(tmpdir(), 'relance-migrations-'))
  for (const name of OURS.slice(0, mine)) await cp(join(MIGRATIONS, name), join(before, name), { recursive: true })
  await migrate(place.connection, before)
  await rm(before, { recursive: true })
  await query(
    place.connection,
    `insert into dossiers (reference, title, opened_at) values ('PRK-TC', 'Cooperation', '2026-11-24T08:00:00Z');
    insert into mandates (dossier_id, document, paragraph, requires) values (1, 'E/CN.4/RES/2004/13', '12', 'To report.');
    insert into report_duties (mandate_id, body, session, due_on, met_by, met_on) values
      (1, 'Commission', 'sixty-first', null, 'E/CN.4/2005/32', '2004-12-22'), (1, 'Commission', 'sixty-second', '2006-03-13', null, null),
      (1, 'Commission', 'sixty-third', null, 'A/61/5', null), (1, 'Commission', 'sixty-fourth', null, null, '2007-01-05')`,
  )
  await migrate(place.connection, MIGRATIONS)
  const kept = await query(
    place.connection,
    `select duty_id, document, submitted_on::text as day, recorded_at = '2026-11-24T08:00:00Z' as known from report_submissions order by id`,
  )
  expect(kept).toEqual([
    { duty_id: '1', document: 'E/CN.4/2005/32', day: '2004-12-22', known: true },
    { duty_id: '3', document: 'A/61/5', day: null, known: true },
    { duty_id: '4', document: 'document not recorded', day: '2007-01-05', known: true },
  ])
  const db = openDatabase(place.connection, { max: 1 })
  expect(await verifyAudit({ db })).toEqual({ dossiers: 1, records: 8, found: [] })
  await closeDatabase(db)
})
