import { expect, test } from 'vitest'
import { readDeliveryReport } from '../../../src/mail/delivery-report.ts'
import { findSuppression } from '../../../src/store/digests/suppressions.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import type { OutgoingMail } from '../../../src/use-cases/delivery/send.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { readReturnAddress, withReturnAddress } from '../../../src/use-cases/delivery/return-address.ts'
import { takeBounce } from '../../../src/use-cases/delivery/take-bounce.ts'
import { bounceTo } from '../../support/servers/bounces.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { keepingPost, listIssues, takingAll } from '../../support/ledgers/issues.ts'

const MAILBOX = 'Relance-Bounces@example.org'
const NOW = '2026-11-24T12:00'

/** The sample with one digest that the mail server took, and the address that it would come back to. */
async function sentDesk(): Promise<{ desk: Desk; mail: OutgoingMail } & AsyncDisposable> {
  const desk = await freshDesk('the sample')
  await planExtraDigest(desk.on(NOW), keepingPost(), 1)
  const server = takingAll()
  await deliverDigests(desk.on(NOW), withReturnAddress(server.send, desk, MAILBOX))
  return { desk, mail: server.taken[0]!, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() }
}

const take = (desk: Desk, address: string, name: Parameters<typeof bounceTo>[1]) =>
  takeBounce(desk, readDeliveryReport(bounceTo(address, name)), MAILBOX)

test('each digest has a return address of its own, which a mail server may write in lower case', async () => {
  await using sent = await sentDesk()
  expect(sent.mail.from).toMatch(/^Relance-Bounces\+1\.[a-z0-9]+\.[0-9a-f]{24}@example\.org$/)
  expect(sent.mail.from.split('@')[0]!.length).toBeLessThanOrEqual(64)
  expect(await readReturnAddress(sent.desk, sent.mail.from.toLowerCase(), MAILBOX)).toEqual({ digest: 1 })
})

test('without a mailbox for bounces, mail comes back to its sender', async () => {
  await using desk = await freshDesk('the sample')
  await planExtraDigest(desk.on(NOW), keepingPost(), 1)
  const server = takingAll()
  await deliverDigests(desk.on(NOW), withReturnAddress(server.send, desk, undefined))
  expect(server.taken).toMatchObject([{ from: 'r@example.org' }])
})

test.for(['postfix', 'exchange'] as const)(
  'a failure for good, as %s reports it, takes back that the digest arrived and suppresses the address',
  async (name) => {
    await using sent = await sentDesk()
    const { desk, mail } = sent
    expect(await take(desk, mail.from, name)).toEqual({ outcome: 'undeliverable', digest: 1 })
    const said = expect.stringMatching(/5\.1\.1/)
    expect(await listIssues(desk)).toMatchObject([{ state: 'undeliverable', sentAt: null, said }])
    expect(await findSuppression(desk.db, mail.to)).toMatchObject({ number: 1, said })
    expect(await take(desk, mail.from, name)).toEqual({ outcome: 'known', digest: 1 })
    const post = keepingPost()
    await planDigests(desk.on('2026-12-01T09:00'), post)
    expect(post.composed).toMatchObject([{ previousAt: null, deliveryProblems: [{ number: 1, said }] }])
  },
)

test('a delay is noted, and the digest counts as sent', async () => {
  await using sent = await sentDesk()
  const { desk, mail } = sent
  expect(await take(desk, mail.from, 'gmail')).toEqual({ outcome: 'delayed', digest: 1 })
  expect(await listIssues(desk)).toMatchObject([
    { state: 'sent', said: expect.stringMatching(/^delayed .+ 4\.4\.7: /) },
  ])
  expect(await findSuppression(desk.db, mail.to)).toBeNull()
})

test('a mailbox that was not reached in time keeps its mail: the digest is given up, the address is not', async () => {
  await using sent = await sentDesk()
  const report = { action: 'failed', status: '4.4.7', said: '4.4.7: delivery time expired' } as const
  await takeBounce(sent.desk, { addressees: [sent.mail.from], report }, MAILBOX)
  expect(await listIssues(sent.desk)).toMatchObject([{ state: 'undeliverable', said: `came back: ${report.said}` }])
  expect(await findSuppression(sent.desk.db, sent.mail.to)).toBeNull()
})

test('a copy that gets through elsewhere does not lift what a bounce brought about', async () => {
  await using sent = await sentDesk()
  const { desk, mail } = sent
  await planExtraDigest(desk.on('2026-11-24T12:01'), keepingPost(), 1)
  const send = async () => {
    await take(desk, mail.from, 'postfix')
    return { outcome: 'accepted', said: '250 queued' } as const
  }
  await deliverDigests(desk.on(NOW), send)
  expect(await findSuppression(desk.db, mail.to)).not.toBeNull()
})

test('what is forged, of another, too old, or no report changes nothing', async () => {
  await using sent = await sentDesk()
  const { desk, mail } = sent
  const before = await listIssues(desk)
  const last = mail.from.replace(/.(?=@)/, (digit) => (digit === '0' ? '1' : '0'))
  const other = mail.from.replace('+1.', '+2.')
  const longer = mail.from.replace(/\.([a-z0-9]+)\./, '.zzzzz.')
  for (const forged of [last, other, longer])
    expect(await take(desk, forged, 'postfix')).toEqual({ outcome: 'ignored', why: 'forged' })
  for (const foreign of ['relance@example.org', 'relance-bounces@example.org', mail.from.replace('example', 'evil')])
    expect(await take(desk, foreign, 'postfix')).toEqual({ outcome: 'ignored', why: 'foreign' })
  for (const name of ['out-of-office', 'quoting'] as const)
    expect(await take(desk, mail.from, name)).toEqual({ outcome: 'ignored', why: 'no report' })
  const old = await oldAddressOf(desk)
  expect(await take(desk, old, 'postfix')).toEqual({ outcome: 'ignored', why: 'expired' })
  expect(await listIssues(desk)).toEqual(before)
  expect(await findSuppression(desk.db, mail.to)).toBeNull()
})

/** As it would have been signed long ago, with the ledger's own secret. */
async function oldAddressOf({ db }: Desk): Promise<string> {
  const { createHmac } = await import('node:crypto')
  const [row] = await db.execute<{ secret: string }>(`select return_secret as secret from mailing`)
  const claim = `1.${Math.floor(Temporal.Instant.from('2026-01-01T00:00Z').epochMilliseconds / 3_600_000).toString(36)}`
  const signature = createHmac('sha256', row!.secret).update(`return.${claim}`).digest('hex').slice(0, 24)
  return `relance-bounces+${claim}.${signature}@example.org`
}
