import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { redactUrl } from './connection-url.ts'
import { Problem } from './domain/problem.ts'
import { closeDatabase, FOR_PEOPLE, openDatabase, type Connection, type Database } from './store/connection/database.ts'
import { attachEmbeddedPostgres } from './store/embedded-postgres.ts'
import { listPendingMigrations, migrate } from './store/operation/migrate.ts'
import { readClock } from './store/connection/clock.ts'
import { findInstallation } from './store/operation/installation.ts'
import { isSuperuser } from './store/operation/roles.ts'
import { appendNewOfficer, findOfficer, type Officer } from './store/parties/parties.ts'
import type { Instance } from './use-cases/context.ts'
import { fillStandings } from './use-cases/standings/fill-standings.ts'

const SAMPLE = join(import.meta.dirname, '../data/e-cn4-2005-32.json')

export interface Ledger extends AsyncDisposable {
  db: Database
  /** The same for the web desk: see FOR_PEOPLE. */
  webDb: Database
  where: string
  notices: readonly string[]
  /** Starts the database again where it is ours and has ended; null where it is another's to start. */
  revive: (() => Promise<void>) | null
}

/** Opens the ledger: the database of DATABASE_URL as it is, or our own, which is brought up to date and, if new, filled. */
export async function openLedger(config: Config, user: string): Promise<Ledger> {
  // What was opened is closed again in reverse order, also where a later step fails.
  await using opened = new AsyncDisposableStack()
  const ledger =
    config.databaseUrl === undefined ? await openOwn(opened, config, user) : await openByUrl(opened, config.databaseUrl)
  const held = opened.move()
  return { ...ledger, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

type Opened = Omit<Ledger, typeof Symbol.asyncDispose>

async function openOwn(opened: AsyncDisposableStack, config: Config, user: string): Promise<Opened> {
  const embedded = opened.use(await attachEmbeddedPostgres(config.dir))
  const applied = await migrate(embedded.connection)
  const databases = openBoth(opened, embedded.connection)
  const { db } = databases
  await fillStandings(db)
  const notices = [...embedded.notices]
  if (applied.length > 0 && embedded.isNew) notices.push(await fillNew({ db, config, user, now: await readClock(db) }))
  return { ...databases, where: join(config.dir, 'postgres'), notices, revive: embedded.revive }
}

async function openByUrl(opened: AsyncDisposableStack, url: string): Promise<Opened> {
  const databases = openBoth(opened, { url })
  const { db } = databases
  const where = redactUrl(url)
  const pending = await listPendingMigrations(db)
  if (pending.length > 0)
    throw new Problem(
      'configuration',
      `${where} lacks ${pending.length} of our migrations; relance migrate applies them`,
    )
  if (!(await findInstallation(db)).hasStandings)
    throw new Problem('configuration', `${where} is not all brought up to date yet; relance migrate goes on with it`)
  return { ...databases, where, notices: [], revive: null }
}

/** Neither connects before it is asked something. */
function openBoth(opened: AsyncDisposableStack, connection: Connection): Pick<Ledger, 'db' | 'webDb'> {
  const open = (pool?: typeof FOR_PEOPLE) => opened.adopt(openDatabase(connection, pool), closeDatabase)
  return { db: open(), webDb: open(FOR_PEOPLE) }
}

/** As what this process mails. A folder that was copied has other files; one that was moved on its disk has the same. */
export async function instanceOf({ databaseUrl, dir, instanceId }: Config): Promise<Instance> {
  const id = instanceId ?? null
  if (databaseUrl !== undefined) return { id, place: null }
  const { ino } = await stat(join(dir, 'postgres/cluster/PG_VERSION'), { bigint: true })
  return { id, place: String(ino) }
}

/** Nothing that the service does needs such rights, and with them no rule of the database would hold for it. */
export async function refuseSuperuser({ databaseUrl, mayBeSuperuser }: Config): Promise<void> {
  if (databaseUrl === undefined || mayBeSuperuser) return
  const db = openDatabase({ url: databaseUrl }, { max: 1 })
  try {
    if (!(await isSuperuser(db))) return
  } finally {
    await closeDatabase(db)
  }
  throw new Problem(
    'configuration',
    `DATABASE_URL: got ${redactUrl(databaseUrl)}, a superuser — expected a role with fewer rights; ` +
      'try relance_app, which relance roles makes, or set ALLOW_SUPERUSER=yes',
  )
}

/** Where the service and `relance migrate` bring the schema up to date, whichever database it is. */
export async function migrateLedger(config: Config): Promise<string[]> {
  if (config.databaseUrl !== undefined) return bringUpToDate({ url: config.databaseUrl })
  await using embedded = await attachEmbeddedPostgres(config.dir)
  return await bringUpToDate(embedded.connection)
}

async function bringUpToDate(connection: Connection): Promise<string[]> {
  const applied = await migrate(connection)
  const db = openDatabase(connection, { max: 1 })
  try {
    await fillStandings(db)
  } finally {
    await closeDatabase(db)
  }
  return applied
}

/** The officer that the command line acts as: the configured one, else one named after the account. */
export async function officerOf(db: Database, configured: string | undefined, user: string): Promise<Officer> {
  const email = configured ?? `${user}@localhost`
  const known = await findOfficer(db, email)
  if (known) return known
  if (configured === undefined) return enterAccount(db, { email, name: user, role: 'administrator', deskId: null })
  throw new Problem(
    'configuration',
    `RELANCE_OFFICER: no officer ${configured} is entered; import one, or leave it unset to act as ${user}`,
  )
}

/** Another process of this account may do the same at this moment. */
async function enterAccount(db: Database, account: Parameters<typeof appendNewOfficer>[1]): Promise<Officer> {
  return (await appendNewOfficer(db, account)) ?? (await findOfficer(db, account.email))!
}

async function fillNew({
  db,
  config,
  user,
  now,
}: {
  db: Database
  config: Config
  user: string
  now: Temporal.Instant
}): Promise<string> {
  if (!config.hasSample) return `A new, empty ledger was begun in ${config.dir}.`
  const timeZone = config.officeTimeZone
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const officer = await officerOf(db, undefined, user)
  const { importLedger } = await import('./use-cases/ledger-files/import-ledger.ts')
  const { parseLedgerDocument } = await import('./use-cases/ledger-files/ledger-document.ts')
  await importLedger(
    { db, officer, sight: 'everything', now, today, timeZone },
    parseLedgerDocument(JSON.parse(await readFile(SAMPLE, 'utf8'))),
  )
  return (
    `A new ledger was begun in ${config.dir} with the record of E/CN.4/2005/32. ` +
    'To start with an empty one, remove that folder and set RELANCE_SAMPLE=no.'
  )
}
