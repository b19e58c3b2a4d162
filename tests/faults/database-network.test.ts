import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { readClock } from '../../src/store/connection/clock.ts'
import { refusalOf } from '../../src/store/connection/sqlstate.ts'
import type { EmbeddedPostgres } from '../../src/store/embedded-postgres.ts'
import { letterOf } from '../support/servers/json-requests.ts'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { tokenOf } from './support/let-in.ts'
import { tell } from './support/matrix.ts'
import { serviceAtWork, until } from './support/running.ts'
import { tcpProxy } from './support/tcp-proxy.ts'

const BACK_WITHIN_MS = 10_000
/** How many mails a worker sends at a time. */
const LANES = 4
/** Of a page: the silence, the question whether its session is at work, and as much for a new connection. */
const ANSWERED_WITHIN_MS = 10_000

/** A ledger that is reached through a network, which may be broken. */
async function overNetwork(options: { recipientMs?: number } = {}) {
  const work = await atWork(options)
  const { path, database } = work.desk.connection as EmbeddedPostgres['connection']
  const proxy = await tcpProxy(path)
  const url = `postgres://relance@127.0.0.1:${proxy.port}/${database}`
  return {
    work,
    proxy,
    url,
    service: () => serviceAtWork(work, { DATABASE_URL: url }),
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await work[Symbol.asyncDispose]()
    },
  }
}

async function lettersIn({ desk }: AtWork): Promise<number> {
  const [row] = await desk.db.execute<{ letters: number }>(`select count(*)::int as letters from communications`)
  return row!.letters
}

test('a letter whose COMMIT reply was lost is recorded once, however often it is sent', async ({ task }) => {
  await using net = await overNetwork()
  await using service = await net.service()
  await service.ready()
  const before = await lettersIn(net.work)
  const headers = {
    authorization: `Bearer ${await tokenOf(net.work)}`,
    'content-type': 'application/json',
    'idempotency-key': 'f17',
  }
  const record = () =>
    fetch(`${service.origin}/api/v1/dossiers/PRK-TC/communications`, {
      method: 'POST',
      headers,
      body: JSON.stringify(letterOf()),
    })
  net.proxy.set('lose-commits')
  const askedAt = performance.now()
  const lost = await record()
  const tookMs = performance.now() - askedAt
  const told = (await lost.json()) as { detail: string }
  net.proxy.set('destroy')
  net.proxy.set('pass')
  const backAt = performance.now()
  const again = await record()
  const recoveredMs = performance.now() - backAt
  const third = await record()
  const recorded = (await lettersIn(net.work)) - before
  const note = `answered 503 in ${(tookMs / 1000).toFixed(1)} s, then the same letter`
  tell(task, { fault: 'F17', injected: 'reply to COMMIT lost', lost: 1 - recorded, recoveredMs, note })
  expect({ status: lost.status, after: lost.headers.get('retry-after'), lost: net.proxy.lostCommits() > 0 }).toEqual({
    status: 503,
    after: '5',
    lost: true,
  })
  expect(told.detail).toContain('whether this was recorded is not known')
  expect(tookMs).toBeLessThan(ANSWERED_WITHIN_MS)
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
  expect(await again.text()).toBe(await third.text())
  expect(recorded).toBe(1)
})

test('on a half-open network every page is answered within its deadline, and served again after it', async ({
  task,
}) => {
  await using net = await overNetwork()
  await using service = await net.service()
  await service.ready()
  const ask = async () => {
    const askedAt = performance.now()
    const { status } = await fetch(`${service.origin}/sign-in`)
    return { status, tookMs: performance.now() - askedAt }
  }
  await Promise.all(Array.from({ length: 8 }, ask))
  net.proxy.set('blackhole')
  const answers = await Promise.all(Array.from({ length: 12 }, ask))
  net.proxy.set('destroy')
  net.proxy.set('pass')
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  const after = await Promise.all(Array.from({ length: 12 }, ask))
  const slowest = Math.max(...answers.map(({ tookMs }) => tookMs))
  const note = `pages answered 503 within ${(slowest / 1000).toFixed(1)} s`
  tell(task, { fault: 'F18', injected: 'half-open network', recoveredMs, note })
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(503))
  expect(slowest).toBeLessThan(ANSWERED_WITHIN_MS)
  expect(after.map(({ status }) => status)).toEqual(Array(12).fill(200))
  expect(service.isAlive()).toBe(true)
})

test('on a half-open network a worker gives its questions up, and is back soon after it', async ({ task }) => {
  await using net = await overNetwork({ recipientMs: 300 })
  await net.work.plan(16)
  await using service = await net.service()
  await until(() => net.work.server.accepted.length >= 4)
  net.proxy.set('blackhole')
  const lostAfterMs = await service.hears('the database cannot be used', BACK_WITHIN_MS)
  net.proxy.set('forget')
  const recoveredMs = await service.hears('the database is back', BACK_WITHIN_MS)
  await net.work.passTime()
  await until(async () => (await net.work.oracle()).unsettled === 0, BACK_WITHIN_MS)
  const { delivered, distinct, lost, differing } = await net.work.oracle()
  const note = `the worker gives up after ${(lostAfterMs / 1000).toFixed(1)} s`
  tell(task, { fault: 'F18', injected: 'half-open while mails are sent', delivered, distinct, lost, recoveredMs, note })
  expect({ distinct, lost, differing }).toEqual({ distinct: 16, lost: 0, differing: 0 })
  expect(delivered - distinct).toBeLessThanOrEqual(LANES)
  expect(service.isAlive()).toBe(true)
})

/** What became of what was asked: that it was answered, or the code that it was given up with. */
const outcome = (asked: PromiseLike<unknown>) =>
  asked.then(
    () => 'answered',
    (error: unknown) => refusalOf(error)?.code,
  )

test('a pool on a half-open network gives every question up, and answers each after it', async () => {
  await using net = await overNetwork()
  const db = openDatabase({ url: net.url }, { max: 4 })
  const ask = () => outcome(readClock(db))
  await Promise.all(Array.from({ length: 8 }, ask))
  net.proxy.set('blackhole')
  const askedAt = performance.now()
  expect(await Promise.all(Array.from({ length: 4 }, ask))).toEqual(Array(4).fill('ETIMEDOUT'))
  expect(performance.now() - askedAt).toBeLessThan(ANSWERED_WITHIN_MS) // the longest statement takes a minute
  net.proxy.set('pass')
  expect(await Promise.all(Array.from({ length: 8 }, ask))).toEqual(Array(8).fill('answered'))
  await closeDatabase(db)
})

test('a question that takes long is waited for, and given up where the network forgets its connection', async () => {
  await using net = await overNetwork()
  const db = openDatabase({ url: net.url }, { max: 2 })
  const askLong = () => outcome(db.execute('select pg_sleep(5)'))
  expect(await Promise.all([askLong(), askLong()])).toEqual(['answered', 'answered'])
  const [busy, idle] = [outcome(db.execute('select pg_sleep(2)')), outcome(readClock(db))]
  expect(await idle).toBe('answered')
  net.proxy.set('forget')
  expect(await Promise.all([busy, outcome(readClock(db))])).toEqual(['ETIMEDOUT', 'ETIMEDOUT'])
  expect(await outcome(readClock(db))).toBe('answered')
  await closeDatabase(db)
})

test('a session that is stuck on the server is given up once it is past its longest statement', async ({ task }) => {
  await using work = await atWork()
  const { connection } = work.desk
  const db = openDatabase(connection, { max: 1, statementTimeoutMs: 5_000 })
  const [session] = await db.execute<{ pid: number }>('select pg_backend_pid() as pid')
  const askedAt = performance.now()
  const stuck = outcome(db.execute('select pg_sleep(30)'))
  await until(async () => (await sleepersIn(work)) === 1)
  process.kill(session!.pid, 'SIGSTOP')
  try {
    expect(await stuck).toBe('ETIMEDOUT')
    const note = `given up after ${((performance.now() - askedAt) / 1000).toFixed(1)} s`
    tell(task, { fault: 'F18', injected: 'a session stopped at its work, of 5 s at most', note })
    expect(await outcome(readClock(db))).toBe('answered')
  } finally {
    process.kill(session!.pid, 'SIGCONT')
    await closeDatabase(db)
  }
})

async function sleepersIn({ desk }: AtWork): Promise<number> {
  const [row] = await desk.db.execute<{ count: number }>(`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`)
  return row!.count
}

test('a network that cuts every connection off, again and again, makes no copies', async ({ task }) => {
  await using net = await overNetwork()
  await net.work.plan(12)
  net.proxy.set('destroy')
  await using service = await net.service()
  await service.hears('waiting for the database')
  net.proxy.set('pass')
  await until(() => net.work.server.accepted.length >= 2)
  for (let round = 0; round < 3; round += 1) {
    net.proxy.set('destroy')
    net.proxy.set('pass')
  }
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  await until(async () => (await net.work.oracle()).unsettled === 0, BACK_WITHIN_MS)
  const { delivered, distinct, lost, ...found } = await net.work.oracle()
  tell(task, { fault: 'F18', injected: 'every connection cut off 3 times', delivered, distinct, lost, recoveredMs })
  expect({ delivered, distinct, lost, ...found }).toEqual({
    planned: 12,
    delivered: 12,
    distinct: 12,
    lost: 0,
    differing: 0,
    doubledSlots: 0,
    unsettled: 0,
  })
})

test('a server that is not up yet is waited for by the service, and a command says so at once', async ({ task }) => {
  await using net = await overNetwork()
  net.proxy.set('starting')
  const asked = await net.work.run(['pending'], { DATABASE_URL: net.url })
  await using service = await net.service()
  await service.hears('waiting for the database')
  net.proxy.set('pass')
  const recoveredMs = await service.ready()
  tell(task, {
    fault: 'F15',
    injected: '57P03 to whoever connects',
    recoveredMs,
    note: `a command ends with ${asked.code}`,
  })
  expect(asked).toMatchObject({ code: 69, stderr: expect.stringContaining('it is starting up') })
  expect(recoveredMs).toBeLessThan(BACK_WITHIN_MS)
})
