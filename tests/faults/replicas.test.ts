import { fork, type ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../support/programs/free-port.ts'
import { launch } from '../support/programs/command-line.ts'
import { holdBack } from '../support/databases/held-back.ts'
import { bareDatabase, type BareDatabase } from './support/bare-database.ts'
import { atWork } from './support/ledger-at-work.ts'
import { askMany, flagsOfMany, LINES_CROSSED, planMany } from './support/many.ts'
import { tell } from './support/matrix.ts'
import { until } from './support/running.ts'

const REPLICAS = 8
const ROUNDS = 20
/** The lock of src/store/operation/migrate.ts. */
const LOCKED = 'select pg_advisory_xact_lock(7373001)'
const MIGRATES = join(import.meta.dirname, 'support/migrate-in-child.ts')
const MIGRATIONS = readdirSync(join(import.meta.dirname, '../../migrations')).toSorted()

test(`${REPLICAS} workers without a fault send each of 2,000 mails once and raise each flag once`, async ({ task }) => {
  await using work = await atWork({ recipientMs: 5 })
  await planMany(work, 2_000)
  await askMany(work, 450)
  const begunAt = performance.now()
  const passes = await Promise.all(Array.from({ length: REPLICAS }, () => work.run(['worker', '--once'])))
  const seconds = (performance.now() - begunAt) / 1000
  const sent = passes.map(({ stdout }) => Number(/ (\d+) sent\.$/m.exec(stdout)?.[1]))
  const { planned, delivered, distinct, ...found } = await work.oracle()
  const note = `${Math.round(2_000 / seconds)} a second, from ${Math.min(...sent)} to ${Math.max(...sent)} by each`
  tell(task, {
    fault: 'F51',
    injected: `${REPLICAS} workers, 2,000 mails, 450 asks to flag`,
    delivered,
    distinct,
    lost: found.lost,
    note,
  })
  expect({ planned, delivered, distinct, ...found }).toEqual({
    planned: 2_000,
    delivered: 2_000,
    distinct: 2_000,
    lost: 0,
    differing: 0,
    doubledSlots: 0,
    unsettled: 0,
  })
  expect(passes.map(({ code }) => code)).toEqual(passes.map(() => 0))
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(2_000)
  expect(sent.filter((count) => count > 0).length).toBeGreaterThan(1) // else nobody met anybody
  expect(await flagsOfMany(work)).toEqual({ raised: 450 * LINES_CROSSED, distinct: 450 * LINES_CROSSED })
})

test(`${REPLICAS} processes that find a new database at once migrate it once, ${ROUNDS} times over`, async ({
  task,
}) => {
  await using opened = new AsyncDisposableStack()
  const replicas = Array.from({ length: REPLICAS }, () => opened.adopt(fork(MIGRATES), endOf))
  for (let round = 1; round <= ROUNDS; round += 1) {
    await using database = await bareDatabase()
    await using gate = await holdBack(database.connection, LOCKED)
    const applied = replicas.map((replica) => once(replica, 'message'))
    for (const replica of replicas) replica.send(database.url)
    await untilAllWait(database)
    await gate.letGo()
    const counts = (await Promise.all(applied)).map(([count]) => count as number)
    expect(counts.toSorted()).toEqual([...Array<number>(REPLICAS - 1).fill(0), MIGRATIONS.length].toSorted())
    await expectMigrated(database)
  }
  tell(task, {
    fault: 'F52',
    injected: `${REPLICAS} replicas migrate at once`,
    note: `${ROUNDS} of ${ROUNDS} rounds clean`,
  })
})

async function endOf(replica: ChildProcess): Promise<void> {
  replica.kill('SIGKILL')
  await once(replica, 'exit')
}

test(`${REPLICAS} services that start at once on a new database migrate it once, serve, and end well`, async ({
  task,
}) => {
  await using database = await bareDatabase()
  await startTogether(database)
  await expectMigrated(database)
  tell(task, { fault: 'F52', injected: `${REPLICAS} services start on a new database`, note: 'all serve, all exit 0' })
})

async function expectMigrated(database: BareDatabase): Promise<void> {
  const recorded = await database.query('select name from drizzle.__drizzle_migrations order by id')
  expect(recorded).toEqual(MIGRATIONS.map((name) => ({ name })))
}

async function untilAllWait(database: BareDatabase): Promise<void> {
  const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`
  await expect.poll(() => database.query(waiting), { timeout: 60_000 }).toHaveLength(REPLICAS)
}

/** Holds all of them back before they migrate, so that they do meet; then each serves, and ends well. */
async function startTogether(database: BareDatabase): Promise<void> {
  await using gate = await holdBack(database.connection, LOCKED)
  const services = await Promise.all(Array.from({ length: REPLICAS }, () => startService(database.url)))
  await untilAllWait(database)
  await gate.letGo()
  for (const { isReady } of services) await isReady
  for (const { origin } of services) await until(async () => (await fetch(`${origin}/readyz`)).ok)
  for (const { child } of services) child.kill('SIGTERM')
  for (const { ended } of services) expect(await ended).toEqual([0, null])
}

async function startService(url: string) {
  const port = await freePort()
  const child = launch(['start'], { env: { DATABASE_URL: url, PORT: String(port), SMTP_URL: 'smtp://127.0.0.1:9' } })
  const ended = once(child, 'exit')
  const isReady = new Promise<void>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ctrl-C stops it')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => reject(new Error(`it ended: ${said}`)))
    AbortSignal.timeout(120_000).addEventListener(
      'abort',
      () => (child.kill('SIGKILL'), reject(new Error(`it does not begin: ${said}`))),
    )
  })
  isReady.catch(() => undefined) // whoever awaits it is told
  return { child, ended, isReady, origin: `http://127.0.0.1:${port}` }
}

const FIRST = MIGRATIONS[0]!
const RECORDED = 'drizzle.__drizzle_migrations'
const NEWER = '20991231000000_newer'

test.for([
  [
    'F54',
    'a newer schema under this build',
    `insert into ${RECORDED} (hash, created_at, name) values ('x', 1, '${NEWER}')`,
    `migration ${NEWER} was applied to the database, but its file is not there: the database is newer than this build`,
  ],
  [
    'F55',
    'an edited migration file',
    `update ${RECORDED} set hash = 'x' where name = '${FIRST}'`,
    `migration ${FIRST} was edited after it had been applied`,
  ],
  [
    'F55',
    'a migration file that comes too late',
    `delete from ${RECORDED} where name = '${FIRST}'`,
    `migration ${FIRST} would come before ${MIGRATIONS[1]}, which was applied already`,
  ],
  [
    'F55',
    'a migration file that is missing',
    `insert into ${RECORDED} (id, hash, created_at, name) values (0, 'x', 1, '20260101000000_missing')`,
    'migration 20260101000000_missing was applied to the database, but its file is not there',
  ],
] as const)('%s: every command refuses %s in words', async ([fault, injected, change, words], { task }) => {
  await using work = await atWork()
  await work.plan(1)
  await work.desk.db.execute(change)
  for (const command of [['start'], ['worker', '--once'], ['migrate'], ['pending']]) {
    const { code, stdout, stderr } = await work.run(command, { PORT: String(await freePort()) })
    expect.soft({ command, code, stdout }).toEqual({ command, code: 78, stdout: '' })
    expect.soft(stderr).toContain(`error[configuration] ${words}`)
  }
  const { delivered } = await work.oracle()
  tell(task, { fault, injected, delivered, note: 'start, worker, migrate and pending exit 78' })
  expect(delivered).toBe(0)
})

test('F54: a build whose migrations are not applied yet is told so, and a worker applies them', async ({ task }) => {
  await using work = await atWork()
  await using database = await bareDatabase()
  const env = { DATABASE_URL: database.url, RELANCE_OFFICER: '' }
  const refused = await work.run(['pending'], env)
  expect(refused).toMatchObject({
    code: 78,
    stderr: expect.stringMatching(/lacks \d+ of our migrations; relance migrate/),
  })
  expect(await work.run(['worker', '--once'], env)).toMatchObject({ code: 0 })
  expect(await work.run(['migrate'], env)).toMatchObject({ code: 0, stdout: 'Up to date.\n' })
  tell(task, {
    fault: 'F54',
    injected: 'an older schema under this build',
    note: 'pending exits 78, a worker applies them',
  })
})
