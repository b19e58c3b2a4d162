import { expect, test } from 'vitest'
import { listIssues, subscribeDaily } from '../support/ledgers/issues.ts'
import {
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
import { hangUp, scriptedSmtp, type Script } from './support/scripted-smtp.ts'

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

test.for(['EHLO', 'MAIL', 'RCPT', 'DATA'] as const)('F19 cut off at %s: one copy', async (verb, { task }) => {
  await using work = await atWork()
  await using server = await scriptedSmtp((connection) => (connection === 0 ? { [verb]: hangUp } : {}))
  await work.plan(1)
  await passTo(work, server)
  const found = await settledAt(work, server)
  tell(task, { fault: 'F19', injected: `connection to the mail server cut at ${verb}`, ...found })
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

test.for<[string, Script]>([
  ['garbage', { message: '\u0000\u001b[31m???' }],
  ['a line of 1 MB', { message: '250 '.padEnd(1024 * 1024, 'x') }],
  ['lines that end in LF alone', { EHLO: (socket) => socket.end('250-hello\n250-and\n') }],
])('F39 %s instead of a reply: tried again, and one copy taken', async ([injected, script], { task }) => {
  await using work = await atWork()
  await using server = await scriptedSmtp((connection) => (connection === 0 ? { ...script, isTaken: false } : {}))
  await work.plan(1)
  await passTo(work, server)
  expect(await listIssues(work.desk)).toMatchObject([{ state: 'planned', attempts: 1 }])
  const found = await settledAt(work, server)
  tell(task, { fault: 'F39', injected, ...found })
  expectEachOnce(found, 1)
})
