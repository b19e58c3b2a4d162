import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { attachEmbeddedPostgres } from '../../src/store/embedded-postgres.ts'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { readClock } from '../../src/store/connection/clock.ts'
import { migrate } from '../../src/store/operation/migrate.ts'
import { findOfficer } from '../../src/store/parties/parties.ts'
import { ground } from '../ground.ts'
import type { Scale } from '../data-set.ts'
import type { InUse } from './replies.ts'

const PROGRAM = join(import.meta.dirname, '../../bin/relance.js')

export interface ImportedLedger extends InUse, AsyncDisposable {
  sql: postgres.Sql
}

/** What `relance export` writes of a ledger filled for it: the name of the file. */
export async function exportedFile(scale: Scale, folder: string): Promise<string> {
  const [filled, file] = [join(folder, 'filled'), join(folder, 'ledger.json')]
  const laid = await ground(scale, filled)
  await laid[Symbol.asyncDispose]()
  await relance(filled, ['export', '--out', file])
  return file
}

/** A ledger of its own that `relance import` has filled, prepared with statements before it. */
export async function importedLedger(file: string, prepared: readonly string[] = []): Promise<ImportedLedger> {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'relance-growth-'))
  opened.defer(() => rm(folder, { recursive: true }))
  const { connection } = opened.use(await attachEmbeddedPostgres(folder))
  await migrate(connection)
  const sql = postgres({ ...(connection as object), user: 'postgres', max: 1, fetch_types: false, onnotice: () => {} })
  opened.defer(() => sql.end())
  for (const statement of prepared) await sql.unsafe(statement)
  await relance(folder, ['import', file])
  const db = openDatabase(connection, { max: 4, statementTimeoutMs: 0 })
  opened.defer(() => closeDatabase(db))
  const now = await readClock(db)
  const timeZone = 'Europe/Zurich'
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const officer = (await findOfficer(db, 'officer.1@example.org'))!
  const held = opened.move()
  return {
    context: { db, officer, sight: 'everything', now, today, timeZone },
    connection,
    sql,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

async function relance(folder: string, args: readonly string[]): Promise<void> {
  const env = { PATH: process.env['PATH'], RELANCE_DIR: folder }
  await promisify(execFile)(process.execPath, [PROGRAM, ...args], { env, maxBuffer: 2 ** 28 })
}
