import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateDrizzleJson, generateMigration, reconstruct } from 'drizzle-kit/api-postgres'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { is } from 'drizzle-orm'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient } from '../../src/store/connection/database.ts'
import * as access from '../../src/store/schema/access.ts'
import * as audit from '../../src/store/schema/audit.ts'
import * as attachments from '../../src/store/schema/attachments.ts'
import * as counterpartDetails from '../../src/store/schema/counterpart-details.ts'
import * as digests from '../../src/store/schema/digests.ts'
import * as documents from '../../src/store/schema/documents.ts'
import * as dossiers from '../../src/store/schema/dossiers.ts'
import * as followUps from '../../src/store/schema/follow-ups.ts'
import * as mailing from '../../src/store/schema/mailing.ts'
import * as ledger from '../../src/store/schema/ledger.ts'
import * as names from '../../src/store/schema/names.ts'
import * as parties from '../../src/store/schema/parties.ts'
import * as receivingPoints from '../../src/store/schema/receiving-points.ts'
import * as planning from '../../src/store/schema/planning.ts'
import * as reportDuties from '../../src/store/schema/report-duties.ts'
import * as savedViews from '../../src/store/schema/saved-views.ts'
import { freshDatabase } from '../support/databases/postgres.ts'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')
const SCHEMA = {
  ...access,
  ...attachments,
  ...audit,
  ...counterpartDetails,
  ...digests,
  ...documents,
  ...dossiers,
  ...followUps,
  ...ledger,
  ...mailing,
  ...names,
  ...parties,
  ...receivingPoints,
  ...planning,
  ...reportDuties,
  ...savedViews,
}
const TABLES = Object.values(SCHEMA)
  .filter((exported) => is(exported, PgTable))
  .map((table) => getTableConfig(table))

let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Sql

beforeAll(async () => {
  database = await freshDatabase()
  sql = openClient(database.connection, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await database[Symbol.asyncDispose]()
})

const ask = (statement: string) => sql.unsafe(statement)

test('the migrated database has the tables of the schema and no others', async () => {
  const migrated = await ask("select tablename from pg_tables where schemaname = 'public'")
  expect(migrated.map(({ tablename }) => tablename).toSorted()).toEqual(TABLES.map(({ name }) => name).toSorted())
})

test.for(TABLES)('$name is in the database as it is in the schema', async ({ name, columns, ...table }) => {
  const migrated = await ask(`select attname as name, format_type(atttypid, null) as type, attnotnull as required,
      atthasdef or attidentity <> '' as filled
    from pg_attribute where attrelid = '${name}'::regclass and attnum > 0 and not attisdropped order by attnum`)
  expect(migrated).toEqual(
    columns.map((column) => ({
      name: column.name,
      type: `${ALIASES[column.getSQLType()] ?? column.getSQLType()}${'dimensions' in column && column.dimensions ? '[]' : ''}`,
      required: column.notNull || column.primary || table.primaryKeys.some((key) => key.columns.includes(column)),
      filled: column.hasDefault || column.generatedIdentity !== undefined,
    })),
  )
})

const ALIASES: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
}

test.for(TABLES)('the rules and indexes of $name are those of the schema', async ({ name, ...table }) => {
  const rules = await ask(`select conname from pg_constraint
    where conrelid = '${name}'::regclass and contype in ('c', 'f', 'u')`)
  const named = [
    ...table.checks.map((check) => check.name),
    ...table.foreignKeys.map((key) => key.getName()),
    ...table.uniqueConstraints.map((unique) => unique.getName()),
  ]
  expect(rules.map(({ conname }) => conname).toSorted()).toEqual(named.toSorted())
  const indexes = await ask(`select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = '${name}'::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)`)
  expect(indexes.map(({ relname }) => relname).toSorted()).toEqual(
    table.indexes.map(({ config }) => config.name).toSorted(),
  )
})

test('every rule of the database has a name that we gave, so that code can tell which one refused', async () => {
  const unnamed = await ask(`select conname from pg_constraint join pg_class t on t.oid = conrelid
    where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u')
      and (conname ~ '(_fkey|_check|_key)[0-9]*$' or not starts_with(conname, t.relname || '_'))`)
  expect(unnamed).toEqual([])
})

test('every change of the schema has its migration', async () => {
  const folders = (await readdir(MIGRATIONS)).toSorted()
  const snapshots = await Promise.all(
    folders.map(async (name) => [name, JSON.parse(await readFile(join(MIGRATIONS, name, 'snapshot.json'), 'utf8'))]),
  )
  const migrated = await reconstruct(Object.fromEntries(snapshots), snapshots.at(-1)![1].id)
  expect(await generateMigration(migrated, await generateDrizzleJson(SCHEMA, migrated.id))).toEqual([])
})
