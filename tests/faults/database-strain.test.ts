import { eq, ne, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digests } from '../../src/store/schema/digests.ts'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { letterOf } from '../support/servers/json-requests.ts'
import { freshWork } from './support/fresh-work.ts'
import { letIn } from './support/let-in.ts'
import { CLEAN } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { ownCluster, type OwnCluster } from './support/own-cluster.ts'
import { recordingAt } from './support/recording.ts'
import { serviceAtWork, until } from './support/running.ts'

const BACK_WITHIN_MS = 10_000

let cluster: OwnCluster
beforeAll(async () => void (cluster = await ownCluster()))
afterAll(() => cluster[Symbol.asyncDispose]())

async function timed<T extends object>(work: () => Promise<T>): Promise<T & { tookMs: number }> {
  const begunAt = performance.now()
  return { ...(await work()), tookMs: performance.now() - begunAt }
}

const asking =
  (origin: string, path = '/sign-in', init: RequestInit = {}) =>
  () =>
    timed(async () => ({ status: (await fetch(`${origin}${path}`, { redirect: 'manual', ...init })).status }))

type Answers = Record<string, { status: number; tookMs: number }>

async function allOf(asked: Record<string, () => Promise<Answers[string]>>): Promise<Answers> {
  const answers = Object.entries(asked).map(async ([name, ask]) => [name, await ask()] as const)
  return Object.fromEntries(await Promise.all(answers))
}

const statusesOf = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]))

test('each of our sessions is ended in turn, in many rounds, and all that is asked is answered', async ({ task }) => {
  const { work, database } = await freshWork(cluster)
  await using _ = work
  await using service = await serviceAtWork(work)
  await service.ready()
  const recording = await recordingAt(work, service.origin)
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
  const { accepted, lost, doubled } = await recording.end()
  const note = `${accepted} letters recorded meanwhile`
  tell(task, { fault: 'F13', injected: `${ended} sessions ended, one by one`, lost, recoveredMs: slowest, note })
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 })
  expect(accepted).toBeGreaterThan(0)
  expect(ended).toBeGreaterThan(30)
  expect(slowest).toBeLessThan(5_000)
  expect(service.isAlive()).toBe(true)
})

test('on a slow database two workers send each mail once', async ({ task }) => {
  const { work, database } = await freshWork(cluster)
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
  const { work, database } = await freshWork(cluster)
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

test('of two transactions in a deadlock, the one that was rolled back is done once more', async ({ task }) => {
  const { work } = await freshWork(cluster)
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
  const { work } = await freshWork(cluster)
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

test('while somebody holds a table, whatever is asked is refused within its deadline, and served after it', async ({
  task,
}) => {
  const { work } = await freshWork(cluster)
  await using _ = work
  await using service = await serviceAtWork(work)
  await service.ready()
  const { token, session } = await letIn(work)
  const [cookie, authorization] = [`relance=${session}`, `Bearer ${token}`]
  const asked = {
    probe: asking(service.origin, '/readyz'),
    page: asking(service.origin, '/dossiers/PRK-TC', { headers: { cookie } }),
    answer: asking(service.origin, '/api/v1/follow-ups', { headers: { authorization } }),
    recording: asking(service.origin, '/api/v1/dossiers/PRK-TC/communications', {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(letterOf({ summary: 'in the meantime' })),
    }),
  }
  const holder = openDatabase(work.desk.connection, { max: 1 })
  const [refused, command] = await holder.transaction(async (tx) => {
    await tx.execute(sql`lock table follow_ups, communications, installations in access exclusive mode`)
    return Promise.all([allOf(asked), timed(() => work.run(['pending']))])
  })
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  await closeDatabase(holder)
  const slowest = Math.max(...Object.values(refused).map(({ tookMs }) => tookMs))
  const note = `refused in ${(slowest / 1000).toFixed(1)} s, a command ends with ${command.code} in ${(command.tookMs / 1000).toFixed(1)} s`
  tell(task, { fault: 'F23', injected: 'tables locked by somebody', recoveredMs, note })
  expect(statusesOf(refused)).toEqual({ probe: 503, page: 503, answer: 503, recording: 503 })
  expect(slowest).toBeLessThan(6_500)
  expect([command.code, command.stderr]).toEqual([
    75,
    'error[retry_later] something else holds what this needs; nothing was done, try again\n',
  ])
  expect(command.tookMs).toBeLessThan(15_000)
  expect(statusesOf(await allOf(asked))).toEqual({ probe: 200, page: 200, answer: 200, recording: 201 })
})
