import { expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { smtpTransport } from '../../src/mail/smtp/smtp-transport.ts'
import type { OutgoingMail } from '../../src/use-cases/delivery/send.ts'
import { acceptingServer, scriptedServer } from '../support/servers/smtp-servers.ts'

const mail: OutgoingMail = {
  from: 'relance@relance.example',
  to: 'desk@ohchr.example',
  messageId: '<digest.1.41.6f1c0a7e@relance.example>',
  bytes: Buffer.from('From: relance@relance.example\r\nSubject: No. 41\r\n\r\n.a dot at the start\r\n한국어\r\n'),
}

test('the bytes that were composed arrive as they are, for one recipient', async () => {
  await using server = await acceptingServer()
  const receipt = await smtpTransport(`smtp://127.0.0.1:${server.port}`).send(mail)
  expect(receipt).toEqual({ outcome: 'accepted', said: expect.stringContaining('queued as 41') })
  expect(server.accepted).toMatchObject([{ from: mail.from, to: [mail.to] }])
  expect(server.accepted[0]?.bytes.equals(mail.bytes)).toBe(true)
})

test('a second attempt brings the same bytes again', async () => {
  await using server = await acceptingServer()
  const transport = smtpTransport(`smtp://127.0.0.1:${server.port}`)
  await transport.send(mail)
  await transport.send(mail)
  expect(server.accepted.map(({ bytes }) => bytes.equals(mail.bytes))).toEqual([true, true])
})

test('mails one after the other go over one connection', async () => {
  await using server = await acceptingServer()
  const transport = smtpTransport(`smtp://desk:s3cret@127.0.0.1:${server.port}`)
  for (let mails = 0; mails < 3; mails += 1) expect(await transport.send(mail)).toMatchObject({ outcome: 'accepted' })
  expect([server.accepted.length, server.greeted()]).toEqual([3, 1])
  transport.close()
})

test('where the server has hung up meanwhile, the mail goes over another connection, once', async () => {
  await using server = await acceptingServer()
  const transport = smtpTransport(`smtp://127.0.0.1:${server.port}`)
  await transport.send(mail)
  server.hangUp()
  expect(await transport.send(mail)).toMatchObject({ outcome: 'accepted' })
  expect([server.accepted.length, server.greeted()]).toEqual([2, 2])
  transport.close()
})

test('after a refusal the next mail starts afresh', async () => {
  await using server = await acceptingServer()
  const transport = smtpTransport(`smtp://127.0.0.1:${server.port}`)
  await transport.send(mail)
  expect(await transport.send({ ...mail, to: 'no address' })).toMatchObject({ outcome: 'refused' })
  expect(await transport.send(mail)).toMatchObject({ outcome: 'accepted' })
  expect(server.accepted).toHaveLength(2)
  transport.close()
})

test('when no more mails are to come, leave is taken of the server at once', async () => {
  await using server = await scriptedServer({ QUIT: '' })
  const transport = smtpTransport(`smtp://127.0.0.1:${server.port}`)
  await transport.send(mail)
  transport.close()
  await expect.poll(() => server.seen.at(-1)).toBe('QUIT')
})

test('a name with a comma in it does not become a second recipient', async () => {
  await using server = await acceptingServer()
  await smtpTransport(`smtp://127.0.0.1:${server.port}`).send({ ...mail, to: 'desk@ohchr.example, evil@example.org' })
  expect(server.accepted).toEqual([])
})

test('user and password are given, and the connection is made secure where that is offered', async () => {
  await using server = await acceptingServer()
  const receipt = await smtpTransport(`smtp://desk%40un:s3cret@localhost:${server.port}`).send(mail)
  expect(receipt.outcome).toBe('accepted')
  expect(server.accepted).toMatchObject([{ user: 'desk@un', wasSecure: true }])
})

// What the server says, at which step; is it for good; does it concern everybody.
test.for([
  ['450 at the recipient, as greylisting says it', { RCPT: '450 4.2.0 Greylisted' }, false, false],
  ['451 at the recipient', { RCPT: '451 4.7.1 Try again later' }, false, false],
  ['452 after the message', { message: '452 4.3.1 Insufficient storage' }, false, false],
  ['550 at the recipient', { RCPT: '550 5.1.1 No such user' }, true, false],
  ['552 after the message', { message: '552 5.3.4 Too large' }, true, false],
  ['554 after the message', { message: '554 5.7.1 Refused by policy' }, true, false],
  ['550 at our own address', { MAIL: '550 5.7.1 Sender refused' }, false, true],
  ['530 at our own address', { MAIL: '530 5.7.0 Authentication required' }, false, true],
  ['421 at the recipient', { RCPT: '421 4.3.2 Shutting down' }, false, true],
  ['421 after the message', { message: '421 4.3.2 Shutting down' }, false, true],
  ['554 instead of a greeting', { greeting: '554 5.7.1 Not you' }, false, true],
  ['garbage instead of a greeting', { greeting: '\0\u001b[31m???' }, false, true],
  ['hanging up at once', { greeting: null }, false, true],
  ['hanging up at the sender', { MAIL: null }, false, true],
  ['hanging up after the message', { message: null }, false, true],
] as const)('%s', async ([, script, isPermanent, concernsServer]) => {
  await using server = await scriptedServer(script)
  const receipt = await smtpTransport(`smtp://127.0.0.1:${server.port}`).send(mail)
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent, concernsServer })
  const [reply] = Object.values<string | null>(script)
  expect(receipt.said).toContain(/^\d.*/.exec(reply ?? '')?.[0] ?? '')
  expect(receipt.said).not.toMatch(/\p{Cc}/u)
})

test('nobody listening concerns the server', async () => {
  const receipt = await smtpTransport('smtp://127.0.0.1:1').send(mail)
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  expect(receipt.said).toContain('ECONNREFUSED')
})

test('a wrong password concerns the server, kills no mail and is not repeated in what is said', async () => {
  await using server = await acceptingServer()
  const transport = smtpTransport(`smtp://desk:hunter2@127.0.0.1:${server.port}`)
  const receipt = await transport.send(mail)
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  expect(receipt.said).toMatch(/^535 /)
  const problem = await transport.verify().catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Problem)
  expect(`${receipt.said} ${String(problem)} ${transport.describe()}`).not.toMatch(/hunter2|aHVudGVyMg/)
})

test('where a password is given and cannot be used, nothing is sent without it', async () => {
  await using server = await scriptedServer({})
  const receipt = await smtpTransport(`smtp://desk:s3cret@127.0.0.1:${server.port}`).send(mail)
  expect(receipt).toMatchObject({ outcome: 'refused', concernsServer: true })
  expect(server.seen.filter((line) => line.startsWith('MAIL'))).toEqual([])
})

test('where the connection cannot be made secure, nothing is sent in clear', async () => {
  await using server = await scriptedServer({})
  const receipt = await smtpTransport(`smtp://127.0.0.1:${server.port}`, { requiresTls: true }).send(mail)
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  expect(server.seen.filter((line) => !/^(?:EHLO|STARTTLS|QUIT)/.test(line))).toEqual([])
})

test('where nobody vouches for the certificate, nothing is sent', async () => {
  await using server = await acceptingServer()
  const receipt = await smtpTransport(`smtp://localhost:${server.port}`, { requiresTls: true }).send(mail)
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  expect(receipt.said).toMatch(/certificate/)
  expect(server.accepted).toEqual([])
})

test('a server that takes its time beyond the deadline is left, and may get the mail again', async () => {
  await using server = await scriptedServer({ message: '' })
  const url = `smtp://127.0.0.1:${server.port}`
  let receipt
  // Long enough for this machine to send the whole of it.
  for (let deadlineMs = 500; deadlineMs <= 16_000 && !server.seen.includes('.'); deadlineMs *= 2)
    receipt = await smtpTransport(url, { deadlineMs }).send(mail)
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  expect(server.seen).toContain('.')
})

test('being stopped is not held against the server', async () => {
  await using server = await scriptedServer({ greeting: '' })
  const receipt = await smtpTransport(`smtp://127.0.0.1:${server.port}`).send(mail, { now: AbortSignal.abort() })
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: false })
})

test('nor is it where the pass has had its time; a mail that has is', async () => {
  await using server = await scriptedServer({ greeting: '' })
  const transport = smtpTransport(`smtp://127.0.0.1:${server.port}`)
  expect(await transport.send(mail, { now: AbortSignal.timeout(1) })).toMatchObject({ concernsServer: false })
  expect(await transport.send(mail, { deadlineMs: 1 })).toMatchObject({ concernsServer: true })
})

test('a server is verified without a mail', async () => {
  await using server = await acceptingServer()
  await smtpTransport(`smtp://desk:s3cret@127.0.0.1:${server.port}`).verify()
  expect(server.accepted).toEqual([])
})

test('a server that does not answer is a problem in words, within the deadline', async () => {
  await using server = await scriptedServer({ greeting: '' })
  const transport = smtpTransport(`smtp://desk:s3cret@127.0.0.1:${server.port}`, { deadlineMs: 300 })
  await expect(transport.verify()).rejects.toThrow(/^no answer within the deadline/)
})

test('an address that is none is a problem that does not repeat it', () => {
  expect(() => smtpTransport('http://desk:s3cret@host')).toThrow(Problem)
  expect(() => smtpTransport('http://desk:s3cret@host')).not.toThrow(/s3cret/)
})
