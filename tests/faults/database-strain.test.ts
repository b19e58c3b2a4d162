import { execFileSync } from 'node:child_process'
import { chownSync, cpSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/store/database.ts'
import { atWork, type Oracle } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { ownCluster, type OwnCluster } from './support/own-cluster.ts'
import { deskOn, serviceAtWork, until } from './support/running.ts'
import { ONLY_ROOT, smallDisk } from './support/small-disk.ts'

const BACK_WITHIN_MS = 10_000
const CLEAN: Omit<Oracle, 'planned' | 'delivered' | 'distinct'> = {
  lost: 0,
  differing: 0,
  doubledSlots: 0,
  unsettled: 0,
}

let cluster: OwnCluster
beforeAll(async () => void (cluster = await ownCluster()))
afterAll(() => cluster[Symbol.asyncDispose]())

async function freshWork() {
  const connection = await cluster.copyLedger()
  return { work: await atWork({ desk: await deskOn(connection) }), database: connection.database }
}

const asking =
  (origin: string, path = '/sign-in') =>
  async () => {
    const askedAt = performance.now()
    const { status } = await fetch(`${origin}${path}`)
    return { status, tookMs: performance.now() - askedAt }
  }

test('each of our sessions is ended in turn, in many rounds, and all that is asked is answered', async ({ task }) => {
  const { work, database } = await freshWork()
  await using _ = work
  await using service = await serviceAtWork(work)
  await service.ready()
  const ask = asking(service.origin)
  const ours = async () =>
    (
      await cluster.administer(
        `select pid from pg_stat_activity where datname = '${database}' and backend_type = 'client backend'`,
      )
    ).map(({ pid }) => pid)
  let ended = 0
  let slowest = 0
  for (let round = 0; round < 6; round += 1) {
    await Promise.all(Array.from({ length: 16 }, ask))
    for (const pid of await ours()) {
      const asked = Array.from({ length: 4 }, ask)
      await cluster.administer(`select pg_terminate_backend(${String(pid)})`)
      ended += 1
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    }
    const after = await Promise.all(Array.from({ length: 32 }, ask))
    expect(after.map(({ status }) => status)).toEqual(Array(32).fill(200))
    slowest = Math.max(slowest, ...after.map(({ tookMs }) => tookMs))
  }
  tell(task, { fault: 'F13', injected: `${ended} sessions ended, one by one`, recoveredMs: slowest })
  expect(ended).toBeGreaterThan(30)
  expect(slowest).toBeLessThan(5_000)
  expect(service.isAlive()).toBe(true)
})

test('on a slow database two workers send each mail once', async ({ task }) => {
  const { work, database } = await freshWork()
  await using _ = work
  await work.plan(3)
  await cluster.administer(
    `create function slow_down() returns trigger language plpgsql as 'begin perform pg_sleep(2); return new; end';
     create trigger slow_down before update on digests for each row execute function slow_down()`,
    database,
  )
  await Promise.all([work.run(['worker', '--once']), work.run(['worker', '--once'])])
  const { delivered, distinct, lost, ...found } = await work.oracle()
  tell(task, { fault: 'F20', injected: '2 s for each claim and mark, 2 workers', delivered, distinct, lost })
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, planned: 3, delivered: 3, distinct: 3 })
})

test('a server without a connection left is waited for, and named to a command', async ({ task }) => {
  const { work } = await freshWork()
  await using _ = work
  await using limit = new AsyncDisposableStack()
  const lift = () => cluster.administer('alter role relance connection limit -1')
  limit.defer(async () => void (await lift()))
  await cluster.administer('alter role relance connection limit 0')
  const { code, stderr } = await work.run(['pending'])
  await using service = await serviceAtWork(work)
  await service.hears('it has no connection left')
  await lift()
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  tell(task, { fault: 'F21', injected: 'connection limit reached', recoveredMs, note: `a command ends with ${code}` })
  expect(code).toBe(69)
  expect(stderr).toContain('it has no connection left')
  expect(service.said().filter((line) => line.includes('waiting for the database'))).toHaveLength(1)
})

test('of two transactions in a deadlock, the one that was rolled back is done once more', async ({ task }) => {
  const { work } = await freshWork()
  await using _ = work
  const { db, connection } = work.desk
  const other = openDatabase(connection)
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  let attempts = 0
  const cross = (by: typeof db, [first, second]: readonly [number, number], place: 0 | 1) =>
    by.transaction(async (tx) => {
      attempts += 1
      await tx.execute(sql`select 1 from follow_ups where id = ${first} for update`)
      both[place].resolve()
      await Promise.all(both.map(({ promise }) => promise))
      await tx.execute(sql`select 1 from follow_ups where id = ${second} for update`)
    })
  await Promise.all([cross(db, [1, 2], 0), cross(other, [2, 1], 1)])
  await closeDatabase(other)
  tell(task, { fault: 'F22', injected: 'deadlock', note: `${attempts} attempts for 2 transactions` })
  expect(attempts).toBe(3)
})

test('while somebody holds a table, pages are refused within their deadline, and served after it', async ({ task }) => {
  const { work } = await freshWork()
  await using _ = work
  await using service = await serviceAtWork(work)
  await service.ready()
  const ask = asking(service.origin)
  const holder = openDatabase(work.desk.connection, { max: 1 })
  const answers = await holder.transaction(async (tx) => {
    await tx.execute(sql`lock table installations, officers, sign_in_links, sessions in access exclusive mode`)
    return Promise.all(Array.from({ length: 4 }, asking(service.origin, '/readyz')))
  })
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  await closeDatabase(holder)
  const slowest = Math.max(...answers.map(({ tookMs }) => tookMs))
  tell(task, {
    fault: 'F23',
    injected: 'a table locked by somebody',
    recoveredMs,
    note: `refused in ${(slowest / 1000).toFixed(1)} s`,
  })
  expect(answers.map(({ status }) => status)).toEqual(Array(4).fill(503))
  expect(slowest).toBeLessThan(6_500)
  expect((await ask()).status).toBe(200)
})

test('on a full disk what is written is refused and what is there is read, until there is room', async ({
  task,
  skip,
}) => {
  using disk = smallDisk()
  if (!disk) {
    tell(task, { fault: 'F24', injected: 'disk full', note: `not run: ${ONLY_ROOT}` })
    return skip(ONLY_ROOT)
  }
  const { uid, gid } = statSync(cluster.layout.cluster)
  chownSync(disk.path, uid, gid)
  await cluster.administer(`create tablespace small location '${disk.path}'`)
  const { database, ...connection } = await cluster.copyLedger()
  await cluster.administer(`alter database ${database} set tablespace small`)
  const work = await atWork({ desk: await deskOn({ ...connection, database }) })
  await work.plan(2)
  disk.fill()
  const padded = `create table padding as select repeat('x', 500) as x from generate_series(1, 100000)`
  const refused = await work.desk.db.execute(padded).then(
    () => 'written',
    (error: { cause?: { code?: string } }) => error.cause?.code,
  )
  const read = await work.run(['pending'])
  disk.empty()
  await work.settle()
  const { delivered, distinct, lost, ...found } = await work.oracle()
  await work[Symbol.asyncDispose]()
  await cluster.administer(`drop database ${database} with (force)`)
  await cluster.administer('drop tablespace small')
  tell(task, {
    fault: 'F24',
    injected: 'disk full',
    delivered,
    distinct,
    lost,
    note: `a write is refused with ${refused}`,
  })
  expect(refused).toBe('53100')
  expect(read.code).toBe(0)
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, planned: 2, delivered: 2, distinct: 2 })
})

test('a database whose journal has no room left stops, and loses nothing when it starts again with room', async ({
  task,
  skip,
}) => {
  using disk = smallDisk()
  if (!disk) {
    tell(task, { fault: 'F24', injected: 'disk of the journal full', note: `not run: ${ONLY_ROOT}` })
    return skip(ONLY_ROOT)
  }
  await using own = await ownCluster()
  await own.administer(`alter system set min_wal_size = '32MB'`)
  await own.administer(`alter system set max_wal_size = '32MB'`)
  await own.stop('fast')
  moveJournal(own, disk.path)
  await own.start()
  const { database, ...connection } = await own.copyLedger()
  const work = await atWork({ desk: await deskOn({ ...connection, database }), recipientMs: 400 })
  await work.plan(8)
  await using service = await serviceAtWork(work)
  await until(() => work.server.accepted.length >= 2)
  disk.fill()
  const refused = await own
    .administer(`create table padding as select repeat('x', 500) as x from generate_series(1, 200000)`, database)
    .then(
      () => 'written',
      ({ code }: { code?: string }) => code,
    )
  await service.hears('the database is lost')
  disk.empty()
  await own.stop('immediate')
  await own.start()
  const recoveredMs = await service.hears('the database is back', BACK_WITHIN_MS)
  await work.passTime()
  await until(async () => (await work.oracle()).unsettled === 0, BACK_WITHIN_MS)
  const { delivered, distinct, lost, ...found } = await work.oracle()
  await service[Symbol.asyncDispose]()
  await work[Symbol.asyncDispose]()
  const note = `the write ends with ${refused}, and the server with it`
  tell(task, { fault: 'F24', injected: 'disk of the journal full', delivered, distinct, lost, recoveredMs, note })
  expect(refused).not.toBe('written')
  expect({ distinct, lost, ...found }).toEqual({ ...CLEAN, planned: 8, distinct: 8 })
  expect(delivered - distinct).toBeLessThanOrEqual(4) // one for each that was sent and could not be marked
})

/** What PostgreSQL writes before all else, onto a disk of its own. */
function moveJournal({ layout }: OwnCluster, disk: string): void {
  const [there, here] = [join(layout.cluster, 'pg_wal'), join(disk, 'pg_wal')]
  const { uid, gid } = statSync(there)
  cpSync(there, here, { recursive: true })
  execFileSync('chown', ['-R', `${uid}:${gid}`, disk])
  rmSync(there, { recursive: true })
  symlinkSync(here, there)
}
