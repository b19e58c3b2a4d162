import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { closeDatabase, openDatabase } from '../../../src/store/connection/database.ts'
import { attachEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'
import { layOut, type Layout } from '../../../src/store/embedded-postgres/layout.ts'
import { findPrograms } from '../../../src/store/embedded-postgres/programs.ts'
import { chooseRunner } from '../../../src/store/embedded-postgres/runner.ts'
import { readServerFile } from '../../../src/store/embedded-postgres/server-file.ts'
import { startServer } from '../../../src/store/embedded-postgres/server.ts'
import { migrate } from '../../../src/store/operation/migrate.ts'
import { fillWithSample } from '../../support/ledgers/sample-ledger.ts'

type Connection = EmbeddedPostgres['connection']

/** A PostgreSQL that may be broken: nobody else uses it. */
export interface OwnCluster extends AsyncDisposable {
  layout: Layout
  /** To its database `relance`, which is migrated and holds the sample. */
  connection: Connection
  stop: (mode: StopMode) => Promise<void>
  start: () => Promise<void>
  /** As its administrator, to its database `postgres` unless another is named. */
  administer: (statement: string, database?: string) => Promise<Record<string, unknown>[]>
  /** A copy of the database `relance`; gives where it is. */
  copyLedger: () => Promise<Connection>
}

/** Fast cuts everybody off and closes the cluster; immediate is a crash, after which it recovers. */
type StopMode = 'fast' | 'immediate'

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const

export async function ownCluster(parent = tmpdir()): Promise<OwnCluster> {
  const folder = await mkdtemp(join(parent, 'relance-faults-'))
  const server = await attachEmbeddedPostgres(folder)
  const { connection } = server
  const layout = await layOut(folder)
  await migrate(connection)
  const db = openDatabase(connection)
  await fillWithSample(db)
  await db.execute(`update subscriptions set next_slot_at = '2100-01-01'`) // whatever day it is
  await closeDatabase(db)
  const start = async () =>
    startServer(layout, connection, { programs: findPrograms(), runner: await chooseRunner(layout) })
  const administer: OwnCluster['administer'] = (statement, database = 'postgres') =>
    ask({ ...connection, user: 'postgres', database }, statement)
  let copies = 0
  return {
    layout,
    connection,
    stop: (mode) => stop(layout, mode),
    start,
    administer,
    copyLedger: async () => {
      const name = `ledger_${(copies += 1)}`
      await administer(`create database ${name} owner relance template relance`)
      return { ...connection, database: name }
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export async function stop({ cluster }: Layout, mode: StopMode): Promise<void> {
  const file = await readServerFile(cluster)
  if (!file) return
  const { pid } = file
  if (isAlive(pid)) process.kill(pid, SIGNALS[mode])
  while (isAlive(pid)) await pause(10)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export async function ask(connection: Connection, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres({ ...connection, max: 1, fetch_types: false, onnotice: () => undefined })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end({ timeout: 1 })
  }
}
