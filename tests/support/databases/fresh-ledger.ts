import type { Sql } from 'postgres'
import { closeDatabase, openDatabase, type Connection, type Database } from '../../../src/store/connection/database.ts'
import { openAsAdministrator } from './administrator.ts'
import { putBack, readContents, type Contents } from './contents.ts'
import { freshDatabase, type Holds } from './postgres.ts'
import { tamper } from './tamper.ts'

/** A database of its own, and connections to it. */
export interface FreshLedger extends AsyncDisposable {
  connection: Connection
  db: Database
  tamper(...statements: string[]): Promise<void>
}

interface Ledger extends FreshLedger {
  administrator: Sql
  isInUse: boolean
  /** Whether only its own connections were used, for nothing but rows, and within its test. */
  isAsItWas: boolean
}

/** What is over with its transaction. Anything else may change what the next test finds, or how. */
const OF_ROWS =
  /^\s*(?:select|with|insert|update|delete|explain|discard plans|begin|set transaction|set local|lock|savepoint|release|rollback|commit)\b/iu
const LASTING = /pg_advisory_lock|pg_terminate/iu

/** From the end of a test to the next one of this worker. */
const kept: Partial<Record<Holds, Ledger>> = {}
const asCopied: Partial<Record<Holds, Contents>> = {}

/**
 * Empty, or with the sample. To copy a database, to connect, and to plan there what was planned before in others took half
 * of the time of the suite: where a test changed nothing but rows, they are put back, and the next one has it all. Who
 * asks for rows in no order gets them in any.
 */
export async function freshLedger(holds: Holds): Promise<FreshLedger> {
  const ledger = (await takeKept(holds)) ?? (await makeLedger(holds))
  return {
    db: ledger.db,
    tamper: ledger.tamper,
    get connection() {
      ledger.isAsItWas = false // who knows what is done there, and by whom
      return ledger.connection
    },
    [Symbol.asyncDispose]: async () => {
      ledger.isInUse = false
      if (ledger.isAsItWas && (await isIdle(ledger))) {
        await putBack(ledger.administrator, asCopied[holds]!)
        if (!kept[holds]) return void (kept[holds] = ledger)
      }
      await ledger[Symbol.asyncDispose]()
    },
  }
}

async function takeKept(holds: Holds): Promise<Ledger | null> {
  const { [holds]: ledger } = kept
  if (!ledger) return null
  delete kept[holds]
  ledger.isInUse = true
  if (ledger.isAsItWas) return ledger
  await ledger[Symbol.asyncDispose]()
  return null
}

async function makeLedger(holds: Holds): Promise<Ledger> {
  const { connection, ...database } = await freshDatabase(holds)
  const administrator = openAsAdministrator(connection, connection.database)
  asCopied[holds] ??= await readContents(administrator)
  const db = openDatabase(connection)
  const ledger: Ledger = {
    connection,
    db,
    administrator,
    isInUse: true,
    isAsItWas: true,
    tamper: async (...statements) => {
      for (const statement of statements) look(statement)
      await tamper(administrator, ...statements)
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([closeDatabase(db), administrator.end()])
      await database[Symbol.asyncDispose]()
    },
  }
  const look = (statement: string) => {
    ledger.isAsItWas &&= ledger.isInUse && OF_ROWS.test(statement) && !LASTING.test(statement)
  }
  Object.assign(db.$client.options, { debug: (_: number, statement: string) => look(statement) })
  return ledger
}

/** Whether nothing is left that a test began and did not wait for. */
async function isIdle({ administrator }: Ledger): Promise<boolean> {
  const [row] = await administrator<{ isIdle: boolean }[]>`
    select bool_and(state = 'idle') is not false as "isIdle" from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  return row!.isIdle
}
