import { eq, ne, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digests } from '../../src/store/schema/digests.ts'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { atWork, type Oracle } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { ownCluster, type OwnCluster } from './support/own-cluster.ts'
import { deskOn, serviceAtWork, until } from './support/running.ts'

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
  await slowDown(database)
  await Promise.all([work.run(['worker', '--once']), work.run(['worker', '--once'])])
  const { delivered, distinct, lost, ...found } = await work.oracle()
  tell(task, { fault: 'F20', injected: '2 s for each claim and mark, 2 workers', delivered, distinct, lost })
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, planned: 3, delivered: 3, distinct: 3 })
})

test('while a slow database holds up a pass, health says since when nobody looked, and no mail goes twice', async ({
  task,
}) => {
  const { work, database } = await freshWork()
  await using _ = work
  await work.plan(3)
  await slowDown(database)
  await using service = await serviceAtWork(work)
  await service.ready()
  const { db } = work.desk
  const unsent = () => db.$count(digests, ne(digests.state, 'sent'))
  await until(async () => (await db.$count(digests, eq(digests.state, 'sending'))) > 0)
  let health = { status: 200, body: {} as unknown }
  await until(async () => {
    await db.execute(`update installations set last_pass_at = clock_timestamp() - interval '10 minutes'`)
    const answer = await fetch(`${service.origin}/readyz`)
    health = { status: answer.status, body: await answer.json() }
    return health.status === 503 // else a minute had begun in between, and it looked
  })
  expect(health.body).toMatchObject({ status: 'not ready', failings: ['worker: last looked 10 minutes ago'] })
  expect(await unsent()).toBeGreaterThan(0) // else the pass was over
  await until(async () => (await unsent()) === 0, 60_000)
  const { delivered, distinct, lost, ...found } = await work.oracle()
  tell(task, { fault: 'F20', injected: '2 s for each claim and mark, within a pass', delivered, distinct, lost })
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, planned: 3, delivered: 3, distinct: 3 })
})

function slowDown(database: string) {
  return cluster.administer(
    `create function slow_down() returns trigger language plpgsql as 'begin perform pg_sleep(2); return new; end';
     create trigger slow_down before update on digests for each row execute function slow_down()`,
    database,
  )
}

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

test('of two transactions that read before they write the same row, the later one is done once more', async ({
  task,
}) => {
  const { work } = await freshWork()
  await using _ = work
  const { db } = work.desk
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  let attempts = 0
  const rename = (place: 0 | 1) =>
    db.transaction(
      async (tx) => {
        attempts += 1
        const [row] = await tx.execute<{ name: string }>(sql`select name from officers where id = 1`)
        both[place].resolve()
        await Promise.all(both.map(({ promise }) => promise))
        await tx.execute(sql`update officers set name = ${`${row!.name}+`} where id = 1`)
      },
      { isolationLevel: 'repeatable read' },
    )
  const [before] = await db.execute<{ name: string }>(sql`select name from officers where id = 1`)
  await Promise.all([rename(0), rename(1)])
  const [after] = await db.execute<{ name: string }>(sql`select name from officers where id = 1`)
  tell(task, { fault: 'F22', injected: 'serialization failure', note: `${attempts} attempts for 2 transactions` })
  expect({ attempts, name: after!.name }).toEqual({ attempts: 3, name: `${before!.name}++` })
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
