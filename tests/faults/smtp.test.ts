import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { listIssues } from '../support/ledgers/issues.ts'
import {
  attemptsOf,
  expectEachOnce,
  findingOf,
  passTo,
  planOne,
  secondsToWait,
  settledAt,
} from './support/at-the-mail-server.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { drip, scriptedSmtp, silence, type Script } from './support/scripted-smtp.ts'

test.for([
  ['a closed port', 'smtp://127.0.0.1:1', /127\.0\.0\.1:1: .*ECONNREFUSED/],
  ['no such host', 'smtp://smtp.invalid:25?tls=none', /smtp\.invalid:25: .*smtp\.invalid/],
] as const)(
  'F28 %s: the queue waits, doctor names it, and every mail arrives afterwards',
  async ([injected, url, words], { task }) => {
    await using work = await atWork()
    await work.plan(10)
    const env = { SMTP_URL: url }
    await work.run(['worker', '--once'], env)
    await work.run(['worker', '--once'], env)
    expect((await attemptsOf(work)).filter((count) => count > 0).length).toBeLessThanOrEqual(4)
    expect(await secondsToWait(work)).toBeLessThan(67)
    expect(await findingOf(work, 'queue', env)).toMatchObject({
      code: 69,
      state: 'ill',
      says: expect.stringMatching(words),
    })
    await work.passTime()
    const startedAt = performance.now()
    await work.settle()
    const found = await work.oracle()
    tell(task, {
      fault: 'F28',
      injected,
      ...found,
      recoveredMs: performance.now() - startedAt,
      note: 'at most 4 of 10 tried',
    })
    expectEachOnce(found, 10)
  },
)

test.for([
  ['drips its EHLO', { EHLO: drip('250-still here', 200) }],
  ['gives no greeting', { greeting: silence }],
] as const)(
  'F29 one connection %s: the others are quick, and so is what is planned meanwhile',
  async ([injected, tarpit], { task }) => {
    await using work = await atWork()
    await using server = await scriptedSmtp((connection) => (connection === 0 ? tarpit : {}))
    await work.plan(60)
    const worker = work.start(['worker'], { SMTP_URL: server.url })
    const [said, ended] = [text(worker.stderr), once(worker, 'exit')]
    await expect.poll(() => server.taken.length, { timeout: 60_000 }).toBe(59)
    const took = server.taken.map(({ connection, at }) => at - server.began[connection]!).toSorted((a, b) => a - b)
    const p95 = took[Math.floor(took.length * 0.95)]!
    expect(p95).toBeLessThan(5_000)
    const plannedAt = performance.now()
    await planOne(work, '13:00')
    await expect.poll(() => server.taken.length, { timeout: 20_000 }).toBe(60)
    expect(performance.now() - plannedAt).toBeLessThan(10_000)
    worker.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(await said).not.toContain('takes no mail')
    server.scriptOf = () => ({})
    const found = await settledAt(work, server)
    tell(task, {
      fault: 'F29',
      injected: `one connection ${injected}`,
      ...found,
      note: `p95 of the others ${Math.round(p95)} ms`,
    })
    expect(found).toMatchObject({ distinct: 61, delivered: 61, lost: 0, unsettled: 0 })
  },
)

test.for<[string, Script]>([
  ['at the greeting', { greeting: '421 4.3.2 Shutting down' }],
  ['at MAIL', { MAIL: '421 4.3.2 Shutting down' }],
  ['after DATA', { message: '421 4.3.2 Shutting down' }],
])('F30 421 %s: all wait, and the rest of the batch keeps its attempts', async ([where, script], { task }) => {
  await using work = await atWork()
  await using server = await scriptedSmtp(() => script)
  await work.plan(10)
  await passTo(work, server)
  const { connections } = server
  expect(connections).toBeLessThanOrEqual(4)
  await passTo(work, server)
  expect(server.connections).toBe(connections)
  const attempts = await attemptsOf(work)
  expect(attempts.filter((count) => count === 0).length).toBeGreaterThanOrEqual(6)
  expect(Math.max(...attempts)).toBe(1)
  server.scriptOf = () => ({})
  const found = await settledAt(work, server)
  tell(task, { fault: 'F30', injected: `421 ${where}`, ...found, note: `${connections} of 10 mails tried` })
  expectEachOnce(found, 10)
})

test.for<[string, string, Script]>([
  ['535 wrong password', 'desk:hunter2@', { AUTH: '535 5.7.8 Authentication failed' }],
  ['530 authentication required', '', { MAIL: '530 5.7.0 Authentication required' }],
])('F41 %s: nobody is given up, the queue waits, and doctor says why', async ([injected, login, script], { task }) => {
  await using work = await atWork()
  await using server = await scriptedSmtp(() => script)
  const env = { SMTP_URL: `smtp://${login}127.0.0.1:${server.port}` }
  await work.plan(10)
  const { stderr } = await work.run(['worker', '--once'], env)
  expect(stderr).not.toContain('hunter2')
  expect((await attemptsOf(work)).filter((count) => count === 0).length).toBeGreaterThanOrEqual(6)
  expect((await listIssues(work.desk)).every(({ state }) => state === 'planned')).toBe(true)
  const finding = await findingOf(work, 'queue', env)
  expect(finding).toMatchObject({
    code: 69,
    state: 'ill',
    says: expect.stringContaining(`127.0.0.1:${server.port}: 53`),
  })
  server.scriptOf = () => ({})
  const found = await settledAt(work, server)
  tell(task, { fault: 'F41', injected, ...found, note: 'nobody given up' })
  expectEachOnce(found, 10)
})
