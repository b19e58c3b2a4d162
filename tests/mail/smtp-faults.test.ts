import type { Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpTransport, type SmtpRules } from '../../src/mail/smtp/smtp-transport.ts'
import type { OutgoingMail } from '../../src/use-cases/delivery/send.ts'
import { pem } from '../faults/support/at-the-mail-server.ts'
import { secureServer } from '../support/servers/secure-server.ts'
import { drip, scriptedSmtp, silence, type Script } from '../faults/support/scripted-smtp.ts'

const mail: OutgoingMail = {
  from: 'relance@relance.example',
  to: 'desk@ohchr.example',
  messageId: '<digest.1.41.6f1c0a7e@relance.example>',
  bytes: Buffer.from('From: relance@relance.example\r\nSubject: No. 41\r\n\r\n'),
}

const known = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...known, pem('ca')]))
afterAll(() => setDefaultCACertificates(known))

const send = (url: string, rules?: SmtpRules) => smtpTransport(url, rules).send(mail)

// What comes instead of a reply, and where.
test.for<[string, Script]>([
  ['garbage instead of a greeting', { greeting: '\u0000\u001b[31m\u00ff???' }],
  ['garbage after the message', { message: '\u0000\u001b[31m\u00ff???' }],
  ['garbage at the recipient', { RCPT: 'hello there' }],
  ['garbage at MAIL', { MAIL: 'hello there' }],
  ['a reply with NUL in it', { message: '25\u00000 ok' }],
  ['a last word that is no reply', { message: '2 much' }],
  ['lines that end in LF alone, and never', { EHLO: (socket) => socket.write('250-hello\n250-and\n') }],
  ['a reply of 1 MB at the greeting', { greeting: (socket) => socket.write('220 '.padEnd(1024 * 1024, 'x')) }],
  ['a reply of 1 MB after the message', { message: (socket) => socket.write('250 '.padEnd(1024 * 1024, 'x')) }],
  ['a reply without end', { message: sayForEver }],
])('F39 %s is trouble of the server that passes', async ([, script]) => {
  await using server = await scriptedSmtp(() => script)
  const receipt = await send(server.url, { deadlineMs: 1_500 })
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  expect(receipt.said.length).toBeLessThanOrEqual(500)
  expect(receipt.said).not.toMatch(/\p{Cc}/u)
  for (const { bytesWritten } of talkers.splice(0)) expect(bytesWritten).toBeLessThan(MORE_THAN_SOCKETS_HOLD)
})

const MORE_THAN_SOCKETS_HOLD = 32 * 1024 * 1024
const talkers: Socket[] = []

function sayForEver(socket: Socket): void {
  talkers.push(socket)
  while (!socket.destroyed && socket.write(`250-${'x'.repeat(60_000)}\r\n`));
  if (!socket.destroyed) socket.once('drain', () => sayForEver(socket))
}

test.for<[string, Script]>([
  ['no greeting', { greeting: silence }],
  ['an EHLO that drips', { EHLO: drip('250-still here', 50) }],
  ['a greeting that drips', { greeting: drip('220-still here', 50) }],
  ['no answer to the message', { message: silence }],
  ['an answer to the message that drips', { message: drip('250-still here', 50) }],
])('F29 F37 %s ends at the deadline', async ([, script]) => {
  await using server = await scriptedSmtp(() => script)
  const startedAt = performance.now()
  expect(await send(server.url, { deadlineMs: 400 })).toEqual({
    outcome: 'refused',
    said: 'no answer within the deadline',
    isPermanent: false,
    concernsServer: true,
  })
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})

test('F40 a certificate that somebody vouches for, and that is of this host, is good', async () => {
  await using server = await secureServer('good')
  expect(await send(server.url, { requiresTls: true })).toMatchObject({ outcome: 'accepted' })
})

test.for([
  ['expired', /certificate has expired/],
  ['other', /does not match|altnames|not in the cert/i],
] as const)(
  'F40 where the certificate is %s, nobody is named to the server, and the error says why',
  async ([cert, words]) => {
    await using server = await secureServer(cert)
    const receipt = await send(server.url, { requiresTls: true })
    expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
    expect(receipt.said).toMatch(words)
    expect(server.taken).toEqual([])
  },
)

test('F40 where STARTTLS is stripped from what the server offers, nothing is sent in clear', async () => {
  await using server = await scriptedSmtp(() => ({ EHLO: '250-hello\r\n250 AUTH PLAIN LOGIN' }))
  const receipt = await send(server.url.replace('smtp://', 'smtp://desk:s3cret@'), { requiresTls: true })
  expect(receipt).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  expect(receipt.said).toMatch(/^no secure connection by STARTTLS: /)
  expect(server.seen.filter((line) => !/^(?:EHLO|STARTTLS|QUIT)/.test(line))).toEqual([])
})
