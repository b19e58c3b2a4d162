import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type postgres from 'postgres'
import { crashPoint } from '../../domain/crash-points.ts'
import { Problem } from '../../domain/problem.ts'
import { openClient, type Connection, type Queryable } from '../connection/database.ts'
import { refusalOf } from '../connection/sqlstate.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../migrations')
const LOCK = 7_373_001

interface Migration {
  name: string
  hash: string
}

/** Brings the schema up to date under a lock, so that any number may start at once; gives the names it applied. */
export async function migrate(connection: Connection, folder = MIGRATIONS): Promise<string[]> {
  // A session lock needs a session of its own.
  const client = openClient(connection, { max: 1, statementTimeoutMs: 0 })
  const db = drizzle({ client })
  try {
    await db.execute(sql`set lock_timeout = '5min'`)
    await db.execute(sql`select pg_advisory_lock(${LOCK})`)
    crashPoint('migration-locked')
    const pending = await listPendingMigrations(db, folder)
    if (pending.length > 0) await apply(client, pending, folder)
    return pending
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** Passes a crash point before each statement. */
function stepwise(client: postgres.Sql) {
  return drizzle({ client, logger: { logQuery: () => crashPoint('migration-statement') } })
}

async function apply(client: postgres.Sql, pending: readonly string[], folder: string): Promise<void> {
  try {
    await applyMigrations(stepwise(client), { migrationsFolder: folder })
  } catch (error) {
    if (refusalOf(error)?.code !== '42501') throw error
    throw new Problem(
      'configuration',
      `${pending.length} of our migrations are to be applied, and this role may not change the schema; ` +
        'run relance migrate with the owner of the tables in DATABASE_URL (relance_owner, if relance roles made it), ' +
        'then relance roles --apply, and start again',
    )
  }
}

/** Names of the migrations still to apply. Refuses a history that these files did not make. */
export async function listPendingMigrations(db: Queryable, folder = MIGRATIONS): Promise<string[]> {
  return comparedHistory(await listApplied(db), readMigrationFiles({ migrationsFolder: folder }) as Migration[])
}

/** By name, in order. */
export async function listAppliedMigrations(db: Queryable): Promise<string[]> {
  return (await listApplied(db)).map(({ name }) => name)
}

/** What is to apply, if what was applied is a beginning of the files, byte for byte. */
function comparedHistory(applied: readonly Migration[], files: readonly Migration[]): string[] {
  const known = new Set(files.map(({ name }) => name))
  for (const { name } of applied) {
    if (!known.has(name))
      throw refused(
        name,
        'was applied to the database, but its file is not there: the database is newer than this build',
      )
  }
  for (const [place, { name, hash }] of files.entries()) {
    const there = applied[place]
    if (!there) continue
    if (there.name !== name) throw refused(name, `would come before ${there.name}, which was applied already`)
    if (there.hash !== hash) throw refused(name, 'was edited after it had been applied')
  }
  return files.slice(applied.length).map(({ name }) => name)
}

async function listApplied(db: Queryable): Promise<Migration[]> {
  try {
    return [
      ...(await db.execute<Migration & Record<string, unknown>>(
        sql`select name, hash from drizzle.__drizzle_migrations order by id`,
      )),
    ]
  } catch (error) {
    if (UNDEFINED.has(refusalOf(error)?.code ?? '')) return []
    throw error
  }
}

const UNDEFINED = new Set(['42P01', '3F000'])

function refused(name: string, why: string): Problem {
  return new Problem(
    'configuration',
    `migration ${name} ${why}; restore the migrations this database was made with, or use another database`,
  )
}
