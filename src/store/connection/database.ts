import { setTimeout as pause } from 'node:timers/promises'
import { TransactionRollbackError } from 'drizzle-orm'
import { parsePgArray } from 'drizzle-orm/pg-core'
import { drizzle, PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import { postgres } from './driver.ts'
import { ASKING, askWhetherAtWork } from './sessions-at-work.ts'
import { refusalOf } from './sqlstate.ts'

export type Database = ReturnType<typeof drizzle>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** Either: what only reads, or runs within whatever its caller began. */
export type Queryable = Database | Transaction

/** Where Postgres is: a URL, or the socket of the embedded one. */
export type Connection = { url: string } | { path: string; database: string; user: string }

/** Statements, locks and idle transactions all have a deadline, so that nothing hangs on a lost peer for ever. */
const SETTINGS = {
  application_name: 'relance',
  TimeZone: 'UTC',
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
}

/** Somebody waits for what a page asks: a statement that takes longer ends, and says so. */
export const FOR_PEOPLE = { max: 8, statementTimeoutMs: 5_000 }

/** Arrays by their type's number: asking the server for its types can fail outside any query, and nobody could catch that. */
const ARRAYS = {
  texts: { to: 1009, from: [1009], serialize: String, parse: parsePgArray },
  numbers: {
    to: 1016,
    from: [1005, 1007, 1016],
    serialize: String,
    parse: (text: string) => parsePgArray(text).map(Number),
  },
}

interface Pool {
  max?: number
  /** 0 for none, where a statement may wait as long as it likes. */
  statementTimeoutMs?: number
}

/** After which a server is asked whether it is still at work: its network may have lost us. */
const SILENCE_MS = 2_000
/** Beyond the longest statement: a session that is at work for so long is stuck. */
const STUCK_BEYOND_MS = 3_000

const LONGEST_WAIT_BEFORE_CONNECTING_S = 0.5

export function openClient(connection: Connection, { max = 10, statementTimeoutMs = 60_000 }: Pool = {}): Sql {
  const options = {
    max,
    connect_timeout: 4,
    backoff: (retries: number) => Math.min(retries / 20, LONGEST_WAIT_BEFORE_CONNECTING_S),
    silence: SILENCE_MS,
    patience: statementTimeoutMs > 0 ? statementTimeoutMs + STUCK_BEYOND_MS : Infinity,
    fetch_types: false,
    onnotice: () => {},
    connection: { ...SETTINGS, statement_timeout: statementTimeoutMs },
    types: ARRAYS,
  }
  const isAtWork = askWhetherAtWork(() => connect(connection, { ...options, ...ASKING }))
  return connect(connection, { ...options, isAtWork })
}

function connect(connection: Connection, options: object): Sql {
  if (!('url' in connection)) return postgres({ ...connection, ...options })
  const { url, ...socket } = withoutSocket(new URL(connection.url))
  return postgres(url, { ...options, ...socket })
}

/** libpq's way of naming a socket's folder, `?host=/var/run/postgresql`, which postgres.js would send as a setting. */
function withoutSocket(url: URL): { url: string; path?: string } {
  const folder = url.searchParams.get('host')
  if (!folder?.startsWith('/')) return { url: url.href }
  const path = `${folder}/.s.PGSQL.${url.searchParams.get('port') ?? '5432'}`
  for (const name of ['host', 'port']) url.searchParams.delete(name)
  return { url: url.href, path }
}

const { prepareQuery } = PostgresJsSession.prototype

/**
 * drizzle has nothing prepared that has no name, and what is not prepared goes to the server and back twice. A statement
 * of many rows is another for each number of them, and would be kept for nothing.
 */
PostgresJsSession.prototype.prepareQuery = function (this: unknown, ...[query, mode, name, ...rest]) {
  const isRecurrent = query.sql.length <= LONGEST_PREPARED && RECURRENT.test(query.sql)
  return prepareQuery.call(this as never, query, mode, name || isRecurrent, ...rest)
} as typeof prepareQuery

const LONGEST_PREPARED = 6_000
const RECURRENT = /^\s*(?:select|insert|update|delete|with)\b/u

export function openDatabase(connection: Connection, pool: Pool = {}): Database {
  const db = drizzle({ client: openClient(connection, pool) })
  const begin = db.transaction.bind(db)
  db.transaction = (work, config) => tryAgain(() => begin(work, config))
  return db
}

/** At once, it would take the same lock again before the other has woken up. */
const GIVE_WAY_MS = 50

/** By SQLSTATE: of two that stood in each other's way, the one that was rolled back, to be done again. */
const ROLLED_BACK = new Set(['40001', '40P01'])

async function tryAgain<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!ROLLED_BACK.has(refusalOf(error)?.code ?? '')) throw error
    await pause(GIVE_WAY_MS * (1 + Math.random()))
    return attempt()
  }
}

/** Does the work in a transaction, and all of it is undone where it says so itself. */
export async function undoUnless<T>(
  db: Queryable,
  work: (tx: Transaction) => Promise<{ result: T; isKept: boolean }>,
): Promise<T> {
  let done: { result: T; isKept: boolean } | undefined
  try {
    await db.transaction(async (tx) => {
      done = await work(tx)
      if (!done.isKept) tx.rollback()
    })
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error
  }
  return done!.result
}

export async function closeDatabase(db: Database): Promise<void> {
  await db.$client.end({ timeout: 5 })
}
