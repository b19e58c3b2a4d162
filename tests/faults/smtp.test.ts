import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { bounceTo } from '../support/bounces.ts'
import { listIssues, subscribeDaily } from '../support/issues.ts'
import {
  attemptsOf,
  expectEachOnce,
  findingOf,
  judgedBy,
  passTo,
  planOne,
  secondsToWait,
  settledAt,
} from './support/at-the-mail-server.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { drip, hangUp, scriptedSmtp, silence, type Script } from './support/scripted-smtp.ts'

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
  ['F31', '450 at the recipient', { RCPT: '450 4.2.0 Greylisted' }],
  ['F32', '451 after DATA', { message: '451 4.3.0 Try again' }],
  ['F32', '452 after DATA', { message: '452 4.3.1 No space' }],
])('%s %s: one copy, a minute later at the soonest', async ([fault, injected, script], { task }) => {
  await using work = await atWork()
  await using server = await scriptedSmtp((connection) => (connection === 0 ? script : {}))
  await work.plan(1)
  await passTo(work, server)
  const waits = await secondsToWait(work)
  expect(waits).toBeGreaterThan(55)
  expect(waits).toBeLessThan(67)
  await passTo(work, server)
  expect(server.connections).toBe(1)
  const found = await settledAt(work, server)
  tell(task, { fault, injected, ...found, note: `next try ${Math.round(waits)} s after the pass` })
  expectEachOnce(found, 1)
})

test('F33 550 at the only recipient: given up at once, the address is suppressed, and doctor says so', async ({
  task,
}) => {
  await using work = await atWork()
  await using server = await scriptedSmtp(() => ({ RCPT: '550 5.1.1 No such user' }))
  await work.plan(1)
  await passTo(work, server)
  await planOne(work, '13:00')
  await planOne(work, '13:01')
  await passTo(work, server)
  expect(server.connections).toBe(1)
  expect((await listIssues(work.desk)).map(({ state }) => state)).toEqual(
    Array.from({ length: 3 }, () => 'undeliverable'),
  )
  const finding = await findingOf(work, 'addresses', { SMTP_URL: server.url })
  expect(finding).toMatchObject({
    code: 69,
    state: 'ill',
    says: expect.stringMatching(/^\S+@\S+ since .+: 550 5\.1\.1 No such user/),
  })
  const found = await judgedBy(work, server)
  tell(task, { fault: 'F33', injected: '550 at the only recipient', ...found, note: 'one try; 2 later mails held' })
  expect(found).toMatchObject({ planned: 3, delivered: 0, lost: 0, unsettled: 0 })
})

test.for([
  ['550 5.1.1 No such user', 'undeliverable'],
  ['450 4.2.0 Greylisted', 'sent'],
] as const)('F34 %s for one of two readers: the other gets exactly one', async ([reply, becomes], { task }) => {
  await using work = await atWork()
  const email = 'desk.officer@example.org'
  await work.desk.db.execute(
    `insert into officers (email, name, role) values ('reader@example.org', 'The reader', 'reader')`,
  )
  await subscribeDaily(work.desk, '2026-11-24T09:00')
  await work.desk.db.execute(`update subscriptions set next_slot_at = '2100-01-01'`) // only what is planned here
  for (const subscription of [1, 2]) await planOne(work, '12:00', subscription)
  await using server = await scriptedSmtp((connection) =>
    connection < 2 ? { recipients: { 'reader@example.org': reply } } : {},
  )
  await passTo(work, server)
  expect(server.taken.map(({ to }) => to)).toEqual([email])
  const found = await settledAt(work, server)
  tell(task, { fault: 'F34', injected: `${reply.slice(0, 3)} for one of two readers`, ...found })
  expect(server.taken.filter(({ to }) => to === email)).toHaveLength(1)
  expect((await listIssues(work.desk))[1]).toMatchObject({ state: becomes })
  expect(found).toMatchObject({ planned: 2, lost: 0, unsettled: 0, delivered: becomes === 'sent' ? 2 : 1 })
})

test.for(['552 5.3.4 Too large', '554 5.7.1 Refused by policy'])(
  'F35 %s after DATA: given up with its words, and only that mail',
  async (reply, { task }) => {
    await using work = await atWork()
    await using server = await scriptedSmtp((connection) => (connection === 0 ? { message: reply } : {}))
    await work.plan(1)
    await passTo(work, server)
    expect(await listIssues(work.desk)).toMatchObject([{ state: 'undeliverable', said: reply, attempts: 1 }])
    await planOne(work, '13:00')
    const found = await settledAt(work, server)
    tell(task, { fault: 'F35', injected: `${reply.slice(0, 3)} after DATA`, ...found, note: 'the next mail passes' })
    expect(found).toMatchObject({ planned: 2, delivered: 1, lost: 0, unsettled: 0 })
  },
)

test('F36 dropped after the final dot: one copy more, the same bytes under the same Message-ID', async ({ task }) => {
  await using work = await atWork()
  await using server = await scriptedSmtp((connection) => (connection === 0 ? { message: hangUp, isTaken: true } : {}))
  await work.plan(1)
  await passTo(work, server)
  expect(await listIssues(work.desk)).toMatchObject([{ state: 'planned', sentAt: null }])
  const found = await settledAt(work, server)
  tell(task, { fault: 'F36', injected: 'dropped after the final dot', ...found })
  expectEachOnce(found, 1, 2)
})

test.for(['EHLO', 'MAIL', 'RCPT', 'DATA'] as const)('F36 dropped at %s: one copy', async (verb, { task }) => {
  await using work = await atWork()
  await using server = await scriptedSmtp((connection) => (connection === 0 ? { [verb]: hangUp } : {}))
  await work.plan(1)
  await passTo(work, server)
  const found = await settledAt(work, server)
  tell(task, { fault: 'F36', injected: `dropped at ${verb}`, ...found })
  expectEachOnce(found, 1)
})

test('F38 250 after the lease was lost and another worker has sent: the first changes nothing and says so', async ({
  task,
}) => {
  await using work = await atWork()
  let answer: (() => void) | undefined
  await using server = await scriptedSmtp((connection) =>
    connection === 0 ? { isTaken: true, message: (socket) => void (answer = () => socket.write('250 late\r\n')) } : {},
  )
  await work.plan(1)
  const first = passTo(work, server)
  await expect.poll(() => server.taken.length, { timeout: 20_000 }).toBe(1)
  await work.passTime()
  await passTo(work, server)
  expect(await listIssues(work.desk)).toMatchObject([{ state: 'sent', said: '250 queued', attempts: 2 }])
  answer!()
  expect((await first).stderr).toContain('lease lost')
  expect(await listIssues(work.desk)).toMatchObject([{ state: 'sent', said: '250 queued', attempts: 2 }])
  const found = await judgedBy(work, server)
  tell(task, {
    fault: 'F38',
    injected: '250 after the lease was lost',
    ...found,
    note: 'the mark of the first changed nothing',
  })
  expectEachOnce(found, 1, 2)
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

test('F42 a bounce that comes later suppresses, a delay is kept, what is forged is ignored and logged', async ({
  task,
}) => {
  await using work = await atWork()
  await using server = await scriptedSmtp(() => ({}))
  const env = { SMTP_URL: server.url, BOUNCE_ADDRESS: 'relance-bounces@example.org' }
  await work.plan(1)
  await work.run(['worker', '--once'], env)
  const [{ from } = { from: '' }] = server.taken
  expect(from).toMatch(/^relance-bounces\+\d+\.\w+\.\w+@example\.org$/)
  const take = async (mail: Buffer) => {
    const child = work.start(['bounce'], env)
    child.stdin.end(mail)
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>])
    const [issue] = await listIssues(work.desk)
    return { code, state: issue!.state, said }
  }
  expect(await take(bounceTo(from.replace(/\.\w/, '.z'), 'postfix'))).toMatchObject({
    code: 0,
    state: 'sent',
    said: expect.stringContaining('"why":"forged"'),
  })
  expect(await take(bounceTo(from, 'gmail'))).toMatchObject({
    code: 0,
    state: 'sent',
    said: expect.stringContaining('"outcome":"delayed"'),
  })
  expect(await take(bounceTo(from, 'postfix'))).toMatchObject({ code: 0, state: 'undeliverable' })
  expect(await findingOf(work, 'addresses', env)).toMatchObject({
    state: 'ill',
    says: expect.stringContaining('5.1.1'),
  })
  tell(task, {
    fault: 'F42',
    injected: '5.1.1, 4.4.7 and a forged bounce come back',
    lost: 0,
    note: 'suppressed, noted, ignored',
  })
})
