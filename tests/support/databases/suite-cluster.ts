import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { closeDatabase, openDatabase } from '../../../src/store/connection/database.ts'
import { attachEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'
import { layOut } from '../../../src/store/embedded-postgres/layout.ts'
import { stopServer } from '../../../src/store/embedded-postgres/server.ts'
import { chooseSocket } from '../../../src/store/embedded-postgres/socket.ts'
import { migrate } from '../../../src/store/operation/migrate.ts'
import { asAdministrator } from './administrator.ts'
import { fastFolder } from './fast-folder.ts'
import { fillWithSample } from '../ledgers/sample-ledger.ts'

type Connection = EmbeddedPostgres['connection']

/** The databases that those of tests are copies of. */
export interface Templates {
  postgres: Connection
  /** The name of the database that holds the sample. */
  sample: string
}

const NAME = /^relance-suite-(\d+)-/

/** One cluster for a run of the suite, which does not care for its rows once it is over. */
export async function startCluster(): Promise<AsyncDisposable & { connection: Connection }> {
  const base = fastFolder()
  await endAbandonedRuns(base)
  const folder = await mkdtemp(join(base, `relance-suite-${process.pid}-`))
  const server = await attachEmbeddedPostgres(folder)
  await asAdministrator(server.connection, async (sql) => {
    await sql`alter system set fsync = off`
    await sql`alter system set full_page_writes = off`
    await sql`alter system set deadlock_timeout = '20ms'` // whoever makes one would wait a second for it
    await sql`alter system set autovacuum = off` // what was planned for a small table would change as it pleases
    await sql`select pg_reload_conf()`
  })
  return {
    connection: server.connection,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** Migrates the database and makes another that holds the sample. */
export async function prepareTemplates(empty: Connection, migrations?: string): Promise<Templates> {
  await migrate(empty, migrations)
  const sample = `${empty.database}_sample`
  await asAdministrator(empty, (sql) =>
    sql.unsafe(`create database ${sample} owner relance template ${empty.database}`),
  )
  const db = openDatabase({ ...empty, database: sample })
  await fillWithSample(db)
  await closeDatabase(db)
  return { postgres: empty, sample }
}

/** A run that was killed leaves its server behind. */
async function endAbandonedRuns(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const abandoned = join(base, name)
    const [, pid] = NAME.exec(name) ?? []
    if (!pid || isAlive(Number(pid)) || (await ownerOf(abandoned)) !== process.getuid?.()) continue
    const layout = await layOut(abandoned)
    await stopServer(layout, await chooseSocket(layout))
    await rm(abandoned, { recursive: true, force: true })
  }
}

/** Null where another run that began just now has taken it away. */
function ownerOf(folder: string): Promise<number | null> {
  return stat(folder).then(
    ({ uid }) => uid,
    () => null,
  )
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
