import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { layOut } from '../../src/store/embedded-postgres/layout.ts'
import { stopServer } from '../../src/store/embedded-postgres/server.ts'
import { chooseSocket } from '../../src/store/embedded-postgres/socket.ts'
import { attachEmbeddedPostgres, type EmbeddedPostgres } from '../../src/store/embedded-postgres.ts'
import { closeDatabase, openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { fastFolder } from './fast-folder.ts'
import { fillWithSample } from './sample-ledger.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: EmbeddedPostgres['connection']
    /** The name of the database that holds the sample. */
    sample: string
  }
}

const NAME = /^relance-suite-(\d+)-/

let folder: string
let server: EmbeddedPostgres

/** One cluster for a run of the suite. Its two databases, migrated, are the templates of those that tests get. */
export async function setup({ provide }: TestProject): Promise<void> {
  const base = fastFolder()
  await endAbandonedRuns(base)
  folder = await mkdtemp(join(base, `relance-suite-${process.pid}-`))
  server = await attachEmbeddedPostgres(folder)
  await preferSpeed(server)
  await migrate(server.connection)
  provide('postgres', server.connection)
  provide('sample', await prepareSample(server))
}

export async function teardown(): Promise<void> {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
}

async function preferSpeed({ connection }: EmbeddedPostgres): Promise<void> {
  await asAdministrator(connection, async (sql) => {
    await sql`alter system set fsync = off`
    await sql`alter system set full_page_writes = off`
    await sql`select pg_reload_conf()`
  })
}

async function prepareSample({ connection }: EmbeddedPostgres): Promise<string> {
  const database = 'relance_sample'
  await asAdministrator(connection, (sql) => sql`create database relance_sample owner relance template relance`)
  const db = openDatabase({ ...connection, database })
  await fillWithSample(db)
  await closeDatabase(db)
  return database
}

async function asAdministrator(
  connection: EmbeddedPostgres['connection'],
  work: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<void> {
  const sql = postgres({ ...connection, user: 'postgres', database: 'postgres', max: 1, fetch_types: false })
  await work(sql)
  await sql.end()
}

/** A run that was killed leaves its server behind. */
async function endAbandonedRuns(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const abandoned = join(base, name)
    const [, pid] = NAME.exec(name) ?? []
    if (!pid || isAlive(Number(pid)) || (await stat(abandoned)).uid !== process.getuid?.()) continue
    const layout = await layOut(abandoned)
    await stopServer(layout, await chooseSocket(layout))
    await rm(abandoned, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
