import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { layOut } from '../../src/store/embedded-postgres/layout.ts'
import { stopServer } from '../../src/store/embedded-postgres/server.ts'
import { chooseSocket } from '../../src/store/embedded-postgres/socket.ts'
import { attachEmbeddedPostgres, type EmbeddedPostgres } from '../../src/store/embedded-postgres.ts'
import { migrate } from '../../src/store/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: EmbeddedPostgres['connection']
  }
}

const NAME = /^relance-suite-(\d+)-/

let folder: string
let server: EmbeddedPostgres

/** One cluster for a run of the suite. Its database, migrated, is the template of those that tests get. */
export async function setup({ provide }: TestProject): Promise<void> {
  await endAbandonedRuns()
  folder = await mkdtemp(join(tmpdir(), `relance-suite-${process.pid}-`))
  server = await attachEmbeddedPostgres(folder)
  await preferSpeed(server)
  await migrate(server.connection)
  provide('postgres', server.connection)
}

export async function teardown(): Promise<void> {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
}

async function preferSpeed({ connection }: EmbeddedPostgres): Promise<void> {
  const sql = postgres({ ...connection, user: 'postgres', database: 'postgres', max: 1, fetch_types: false })
  await sql`alter system set fsync = off`
  await sql`alter system set full_page_writes = off`
  await sql`select pg_reload_conf()`
  await sql.end()
}

/** A run that was killed leaves its server behind. */
async function endAbandonedRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const abandoned = join(tmpdir(), name)
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
