import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { closeDatabase, openDatabase } from '../../../src/store/connection/database.ts'
import type { EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'
import { findOfficer } from '../../../src/store/parties/parties.ts'
import { openAsAdministrator } from '../../support/databases/administrator.ts'
import { tamper } from '../../support/databases/tamper.ts'
import type { Desk } from '../../support/ledgers/desk.ts'
import { freePort } from '../../support/programs/free-port.ts'
import { AMINA, contextOn } from '../../support/ledgers/sample-ledger.ts'
import type { AtWork } from './ledger-at-work.ts'

/** A service that runs, and what it has said. */
export interface ServiceAtWork extends AsyncDisposable {
  origin: string
  pid: number
  isAlive: () => boolean
  /** What it logged so far, of each line its words. */
  said: () => string[]
  /** Nobody reads what it logs from then on. */
  closeLog: () => void
  /** Resolves once it says so; gives how long that took. */
  hears: (words: string, withinMs?: number) => Promise<number>
  /** Once it answers that it is ready; gives how long that took. */
  ready: (withinMs?: number) => Promise<number>
}

export async function serviceAtWork(
  work: Pick<AtWork, 'start'>,
  env: Record<string, string> = {},
): Promise<ServiceAtWork> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = work.start(['start'], { PORT: String(port), ...env })
  let told = ''
  child.stderr.on('data', (bytes: Buffer) => (told += String(bytes)))
  child.stdout.resume()
  const said = () =>
    told
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => (JSON.parse(line) as { msg: string }).msg)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  return {
    origin,
    pid: child.pid!,
    isAlive,
    said,
    closeLog: () => void child.stderr.destroy(),
    hears: (words, withinMs) =>
      until(
        () => said().some((line) => line.includes(words)),
        withinMs,
        () => told,
      ),
    ready: (withinMs) => until(isReady, withinMs, () => told),
    [Symbol.asyncDispose]: async () => {
      if (!isAlive()) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Resolves once it is so; gives how long that took, and else says what is known. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  withinMs = 20_000,
  known: () => unknown = () => '',
): Promise<number> {
  const begunAt = performance.now()
  while (!(await isSo())) {
    if (performance.now() - begunAt > withinMs) throw new Error(`not so after ${withinMs} ms: ${String(known())}`)
    await pause(25)
  }
  return performance.now() - begunAt
}

/** An officer at work on a ledger that is there already and holds the sample. */
export async function deskOn(connection: EmbeddedPostgres['connection']): Promise<Desk> {
  const db = openDatabase(connection)
  const administrator = openAsAdministrator(connection, connection.database)
  const officer = (await findOfficer(db, AMINA.email))!
  return {
    connection,
    db,
    tamper: (...statements) => tamper(administrator, ...statements),
    seen: { db, sight: 'everything' },
    officer,
    on: (when) => contextOn(when, db, officer),
    [Symbol.asyncDispose]: async () => void (await Promise.all([closeDatabase(db), administrator.end()])),
  }
}
