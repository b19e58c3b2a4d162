import { expect, test } from 'vitest'
import { readDeliveryReport } from '../../src/mail/delivery-report.ts'
import { bounceTo } from '../support/servers/bounces.ts'
import { workedMs } from '../support/programs/worked-ms.ts'

const TO = 'relance-bounces+1.abc.0123456789abcdef01234567@example.org'

test.for([
  [
    'postfix',
    'failed',
    '5.1.1',
    '5.1.1: 550 5.1.1 <reader@example.org>: Recipient address rejected: User unknown in local recipient table',
  ],
  [
    'exchange',
    'failed',
    '5.1.10',
    '5.1.10: 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient reader@example.org not found by SMTP address lookup',
  ],
  [
    'gmail',
    'delayed',
    '4.4.7',
    '4.4.7: The recipient server did not accept our requests to connect. [mail.example.org 192.0.2.25: timed out]',
  ],
] as const)('a report as %s writes it is read', ([name, action, status, said]) => {
  const { addressees, report } = readDeliveryReport(bounceTo(TO, name))
  expect(addressees).toContain(TO)
  expect(report).toEqual({ action, status, said })
})

test.for(['out-of-office', 'quoting'] as const)('%s is no report', (name) => {
  expect(readDeliveryReport(bounceTo(TO, name))).toMatchObject({ addressees: [TO], report: null })
})

const reportOf = (fields: string) => `Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

${fields}

--b--
`
const read = (text: string) => readDeliveryReport(Buffer.from(text)).report

test.for([
  ['no status', 'Action: failed'],
  ['a status of no such form', 'Action: failed\nStatus: 5.banana.1'],
  ['success', 'Action: delivered\nStatus: 2.0.0'],
  ['a success that failed', 'Action: failed\nStatus: 2.1.5'],
  ['another action', 'Action: exploded\nStatus: 5.1.1'],
  ['no field at all', 'failed 5.1.1'],
])('%s says nothing', ([, fields]) => {
  expect(read(reportOf(fields!))).toBeNull()
})

test('of several recipients, the one who did not get it counts', () => {
  const fields = 'Action: delayed\nStatus: 4.4.1\n\nAction: Failed\nSTATUS: 5.1.1 (bad mailbox)'
  expect(read(reportOf(fields))).toEqual({ action: 'failed', status: '5.1.1', said: '5.1.1' })
})

test('what was written to do harm does none', () => {
  const said = read(
    reportOf('Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; \u001b[31m' + 'x'.repeat(9_000)),
  )?.said
  expect(said?.length).toBeLessThan(520)
  expect(said).not.toMatch(/\p{Cc}/u)
})

test.for([
  ['nothing', ''],
  ['three bytes', 'abc'],
  ['a boundary of nothing', reportOf('Action: failed\nStatus: 5.1.1').replace('boundary=b', 'boundary=""')],
  ['no end', reportOf('Action: failed').slice(0, 120)],
  ['20 MB of one header', `To: ${'a'.repeat(20_000_000)}`],
  ['a hundred thousand addressees', `To: ${'a@b.org,'.repeat(100_000)}\n\n`],
  ['a hundred thousand parts', reportOf('').replaceAll('--b', '--b\n\n'.repeat(100_000))],
  ['a million empty lines', reportOf('\n'.repeat(1_000_000))],
  ['20 MB of binary', '\u0000\u00ff\n'.repeat(7_000_000)],
])('%s is read within five seconds, and says nothing', ([, text]) => {
  const bytes = Buffer.from(text!, 'latin1')
  const worked = workedMs(() => {
    const { addressees, report } = readDeliveryReport(bytes)
    expect(report).toBeNull()
    expect(addressees.length).toBeLessThanOrEqual(20)
  })
  expect(worked).toBeLessThan(5_000)
})
