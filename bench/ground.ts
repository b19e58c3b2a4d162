import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { fillStandings } from '../src/use-cases/standings/fill-standings.ts'
import { putRight } from '../src/use-cases/operation/put-right.ts'
import { attachEmbeddedPostgres } from '../src/store/embedded-postgres.ts'
import { closeDatabase, openDatabase, type Connection, type Database } from '../src/store/connection/database.ts'
import { migrate } from '../src/store/operation/migrate.ts'
import { findOfficer } from '../src/store/parties/parties.ts'
import type { Context } from '../src/use-cases/context.ts'
import { refuse, say } from './say.ts'
import { fillWithFacts, markOf, toFold, TODAY, type Scale } from './data-set.ts'

/** What the rows are measured on. */
export interface Ground extends AsyncDisposable {
  scale: Scale
  folder: string
  connection: Connection
  /** Of libpq, for pgbench. */
  env: Record<string, string>
  context: Context
  open: (max: number) => Database
}

/** A cluster that is kept for the next run of the same scale and seed: filling it takes minutes. */
export const ground = (scale: Scale, folder = folderOf(scale)): Promise<Ground> => lay(scale, folder, named())

/** A ledger of a tenth, filled when it is first asked for and kept below the other. */
export const tenthOf = ({ scale, folder }: Ground): Promise<Ground> =>
  lay({ ...scale, followUps: scale.followUps / 10 }, join(folder, 'tenth'))

async function lay(scale: Scale, folder: string, server?: Server): Promise<Ground> {
  await using opened = new AsyncDisposableStack()
  const connection = server ?? opened.use(await embeddedIn(folder)).connection
  await migrate(connection)
  const databases: Database[] = []
  opened.defer(async () => void (await Promise.all(databases.map(closeDatabase))))
  const open = (max: number) => {
    const opening = openDatabase(connection, { max, statementTimeoutMs: 0 })
    databases.push(opening)
    return opening
  }
  const db = open(2)
  await fillOnce({ scale, connection, db })
  const held = opened.move()
  return {
    scale,
    folder,
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

/** As postgres.js takes it: by a socket, or by a host. */
interface Server {
  path: string
  host?: string
  port?: number
  user: string
  password?: string
  database: string
}

/** What DATABASE_URL names, in parts, for the rows change one of them. */
function named(): Server | undefined {
  const url = process.env['DATABASE_URL'] && new URL(process.env['DATABASE_URL'])
  if (!url) return undefined
  const folder = url.searchParams.get('host')
  if (url.username !== 'postgres')
    refuse([`DATABASE_URL: got the user ${url.username} — expected the superuser postgres, who fills without triggers`])
  return {
    path: folder ? `${folder}/.s.PGSQL.${url.searchParams.get('port') ?? 5432}` : '',
    host: url.hostname,
    port: Number(url.port || 5432),
    user: url.username,
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
  }
}

async function embeddedIn(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return attachEmbeddedPostgres(folder)
}

interface Filling {
  scale: Scale
  connection: Server
  db: Database
}

/** The schema says what it was filled with and whether it is whole; one that is somebody's is left alone. */
async function fillOnce(filling: Filling): Promise<void> {
  const { scale, connection, db } = filling
  await using opened = new AsyncDisposableStack()
  const sql = postgres({ ...connection, user: 'postgres', max: 1, fetch_types: false, onnotice: () => {} })
  opened.defer(() => sql.end())
  const whole = markOf(scale)
  const [row] = await sql`select obj_description('public'::regnamespace, 'pg_namespace') as marked`
  const marked = row!['marked'] as string | null
  if (marked === whole) return
  if (marked !== toFold(scale)) {
    if (await findOfficer(db, 'officer.1@example.org'))
      refuse([`ledger: got one that is not of ${whole} — expected that or an empty one; remove it, or name another`])
    say(`filling with ${scale.followUps.toLocaleString('en')} follow-ups, seed ${scale.seed} …`)
    await fillWithFacts(sql, scale)
    await sql.unsafe('vacuum analyze')
  }
  await fold(filling)
  await sql.unsafe('vacuum analyze')
  await sql.unsafe(`comment on schema public is '${whole}'`)
}

/** May be left and taken up again. */
async function fold({ db }: Filling): Promise<void> {
  say('folding them, which can be left and is then taken up again …')
  await fillStandings(db)
  say('comparing them with what is due …')
  let told = 0
  await putRight(await contextOf(db), (done, of) => {
    const tenths = Math.floor((10 * done) / Math.max(1, of))
    if (tenths > told) say(`${tenths * 10} % …`)
    told = tenths
  })
}

async function contextOf(db: Database): Promise<Context> {
  const officer = (await findOfficer(db, 'officer.1@example.org'))!
  const today = Temporal.PlainDate.from(TODAY)
  const now = today.toZonedDateTime({ timeZone: 'Europe/Zurich', plainTime: '09:00' }).toInstant()
  return { db, officer, sight: 'everything', now, today, timeZone: 'Europe/Zurich' }
}

function environmentOf({ path, host, port, user, database, password }: Server): Record<string, string> {
  const [, folder = '', ending = ''] = /^(.*)\/\.s\.PGSQL\.(\d+)$/.exec(path ?? '') ?? []
  return {
    PGHOST: folder || (host ?? ''),
    PGPORT: ending || String(port),
    PGUSER: user,
    PGDATABASE: database,
    ...(password && { PGPASSWORD: password }),
  }
}
