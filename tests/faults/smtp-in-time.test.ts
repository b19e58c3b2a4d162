import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpTransport, type SmtpRules } from '../../src/mail/smtp/smtp-transport.ts'
import { deliverDigests } from '../../src/use-cases/delivery/deliver-digests.ts'
import { secureServer } from '../support/servers/secure-server.ts'
import { listIssues } from '../support/ledgers/issues.ts'
import { attemptsOf, expectEachOnce, judgedBy, pem } from './support/at-the-mail-server.ts'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { scriptedSmtp } from './support/scripted-smtp.ts'

const known = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...known, pem('ca')]))
afterAll(() => setDefaultCACertificates(known))

/** As a worker delivers, but by a deadline or with a strictness that a command cannot be given. */
function deliver({ desk }: AtWork, url: string, rules: SmtpRules) {
  const transport = smtpTransport(url, rules)
  return deliverDigests(desk.on('2026-11-24T12:00'), (mail, within) => transport.send(mail, within))
}

test('F37 a reply later than the deadline: no second worker begins before the wait is over', async ({ task }) => {
  await using work = await atWork()
  const answers: (() => void)[] = []
  await using server = await scriptedSmtp((connection) =>
    connection === 0
      ? { isTaken: true, message: (socket) => void answers.push(() => socket.write('250 late\r\n')) }
      : {},
  )
  await work.plan(1)
  const first = deliver(work, server.url, { deadlineMs: 2_000 })
  await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(1)
  await deliver(work, server.url, {})
  expect(server.connections).toBe(1)
  expect(await first).toMatchObject({ sent: 0, refused: [{ isGivenUp: false }] })
  answers[0]!()
  await deliver(work, server.url, {})
  expect(server.connections).toBe(1)
  expect(await listIssues(work.desk)).toMatchObject([{ state: 'planned', said: 'no answer within the deadline' }])
  await work.passTime()
  await deliver(work, server.url, {})
  const found = await judgedBy(work, server)
  tell(task, { fault: 'F37', injected: 'the reply comes after the deadline', ...found })
  expectEachOnce(found, 1, 2)
})

test.for([
  ['expired', 'the certificate is expired', /certificate has expired/],
  ['other', 'the certificate is of another host', /altnames/],
  ['no', 'STARTTLS is stripped', /no secure connection by STARTTLS/],
] as const)(
  'F40 %s certificate where it should be: nothing in clear, the queue waits with the cause, and all arrive over TLS',
  async ([cert, injected, words], { task }) => {
    await using work = await atWork()
    await work.plan(6)
    await using bad = cert === 'no' ? await scriptedSmtp(() => ({})) : await secureServer(cert)
    const delivered = await deliver(work, bad.url, { requiresTls: true })
    expect(delivered).toMatchObject({ sent: 0, server: { state: 'troubled', said: expect.stringMatching(words) } })
    expect(bad.taken).toEqual([])
    const seen = 'seen' in bad ? bad.seen : []
    expect(seen.filter((line) => !/^(?:EHLO|STARTTLS|QUIT)/.test(line))).toEqual([])
    expect((await attemptsOf(work)).filter((count) => count > 0).length).toBeLessThanOrEqual(4)
    await work.passTime()
    await using good = await secureServer('good')
    await deliver(work, good.url, { requiresTls: true })
    work.server.accepted.push(...good.taken)
    const found = await work.oracle()
    tell(task, { fault: 'F40', injected, ...found, note: 'nothing in clear' })
    expectEachOnce(found, 6)
  },
)
