import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { fillStandings } from '../src/use-cases/fill-standings.ts'
import { putRight } from '../src/use-cases/put-right.ts'
import { attachEmbeddedPostgres } from '../src/store/embedded-postgres.ts'
import { closeDatabase, openDatabase, type Connection, type Database } from '../src/store/database.ts'
import { migrate } from '../src/store/migrate.ts'
import { findOfficer } from '../src/store/parties.ts'
import type { Context } from '../src/use-cases/context.ts'
import { fillWithFacts, TODAY, type Scale } from './data-set.ts'

/** What the rows are measured on. */
export interface Ground extends AsyncDisposable {
  scale: Scale
  connection: Connection
  /** Of libpq, for pgbench. */
  env: Record<string, string>
  context: Context
  open: (max: number) => Database
}

/** A cluster that is kept for the next run of the same scale and seed: filling it takes minutes. */
export async function ground(scale: Scale, say: (text: string) => void, folder = folderOf(scale)): Promise<Ground> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await using opened = new AsyncDisposableStack()
  const embedded = opened.use(await attachEmbeddedPostgres(folder))
  const { connection } = embedded
  await migrate(connection)
  const databases: Database[] = []
  opened.defer(async () => void (await Promise.all(databases.map(closeDatabase))))
  const open = (max: number) => {
    const opening = openDatabase(connection, { max, statementTimeoutMs: 0 })
    databases.push(opening)
    return opening
  }
  const db = open(2)
  if (!(await findOfficer(db, 'officer.1@example.org'))) await fill({ scale, connection, db, say })
  const held = opened.move()
  return {
    scale,
    connection,
    env: environmentOf(connection),
    context: await contextOf(db),
    open,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

function folderOf({ followUps, seed }: Scale): string {
  return join(tmpdir(), `relance-bench-${followUps}-${seed}`)
}

interface Filling {
  scale: Scale
  connection: Awaited<ReturnType<typeof attachEmbeddedPostgres>>['connection']
  db: Database
  say: (text: string) => void
}

async function fill({ scale, connection, db, say }: Filling): Promise<void> {
  const sql = postgres({ ...connection, user: 'postgres', max: 1, fetch_types: false, onnotice: () => {} })
  say(`filling with ${scale.followUps.toLocaleString('en')} follow-ups, seed ${scale.seed} …`)
  await fillWithFacts(sql, scale)
  await sql.unsafe('vacuum analyze')
  say('folding them …')
  await fillStandings(db)
  await putRight(await contextOf(db))
  await sql.unsafe('vacuum analyze')
  await sql.end()
}

async function contextOf(db: Database): Promise<Context> {
  const officer = (await findOfficer(db, 'officer.1@example.org'))!
  const today = Temporal.PlainDate.from(TODAY)
  const now = today.toZonedDateTime({ timeZone: 'Europe/Zurich', plainTime: '09:00' }).toInstant()
  return { db, officer, sight: 'everything', now, today, timeZone: 'Europe/Zurich' }
}

function environmentOf({ path, user, database }: Filling['connection']): Record<string, string> {
  const [, folder = '', port = ''] = /^(.*)\/\.s\.PGSQL\.(\d+)$/.exec(path) ?? []
  return { PGHOST: folder, PGPORT: port, PGUSER: user, PGDATABASE: database }
}
