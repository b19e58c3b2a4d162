import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { smtpTransport } from '../../../src/mail/smtp/smtp-transport.ts'
import { claimDigests, saveOutcomes } from '../../../src/store/digests/claims.ts'
import { readClock } from '../../../src/store/connection/clock.ts'
import { digests } from '../../../src/store/schema/digests.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import type { Receipt, Send } from '../../../src/use-cases/delivery/send.ts'
import { resendDigest } from '../../../src/use-cases/delivery/send-again.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'
import { keepingPost, listIssues, takingAll } from '../../support/ledgers/issues.ts'
import { scriptedServer } from '../../support/servers/smtp-servers.ts'

const NOW = '2026-11-24T12:00'

/** The sample with so many issues planned. */
async function plannedDesk(count = 1): Promise<Desk> {
  const desk = await freshDesk('the sample')
  for (let minute = 0; minute < count; minute += 1) {
    await planExtraDigest(desk.on(`2026-11-24T11:${String(minute).padStart(2, '0')}`), keepingPost(), 1)
  }
  return desk
}

const refusing = (refused: Omit<Extract<Receipt, { outcome: 'refused' }>, 'outcome'>) => () =>
  Promise.resolve<Receipt>({ outcome: 'refused', ...refused })

const soon = (desk: Desk) =>
  desk.db
    .update(digests)
    .set({ nextAttemptAt: sql`clock_timestamp()` })
    .where(eq(digests.state, 'planned'))

test('what was planned is sent once, with the bytes and the Message-ID that were frozen', async () => {
  await using desk = await plannedDesk()
  const [planned] = await listIssues(desk)
  const server = takingAll()
  expect(await deliverDigests(desk.on(NOW), server.send)).toMatchObject({ sent: 1, refused: [] })
  expect(await deliverDigests(desk.on(NOW), server.send)).toMatchObject({ sent: 0 })
  expect(server.taken).toHaveLength(1)
  expect(server.taken[0]).toMatchObject({ to: 'desk.officer@example.org', messageId: planned!.messageId })
  expect(Buffer.from(server.taken[0]!.bytes).toString()).toBe('No. 1: 2 pending')
  expect(await listIssues(desk)).toMatchObject([{ state: 'sent', said: '250 OK', attempts: 1, token: null }])
})

test('four deliverers at once send each of forty mails once', async () => {
  await using desk = await plannedDesk(40)
  const server = takingAll()
  const delivered = await Promise.all(Array.from({ length: 4 }, () => deliverDigests(desk.on(NOW), server.send)))
  expect(delivered.reduce((sum, { sent }) => sum + sent, 0)).toBe(40)
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(40)
  expect(server.taken).toHaveLength(40)
})

test('what another worker has in hand is passed over without waiting', async () => {
  await using desk = await plannedDesk(2)
  await using barrier = await holdBack(desk.connection, 'select from digests where number = 1 for update')
  const claimed = claimDigests(desk.db, 60_000, { most: 1 })
  const waiting = barrier.waiting(1).then(
    () => 'waits',
    () => 'does not',
  )
  expect(await Promise.race([claimed.then(([row]) => row?.number), waiting])).toBe(2)
  await barrier.letGo()
})

test('a refusal for now is tried again later, the same bytes under the same Message-ID', async () => {
  await using desk = await plannedDesk()
  const greylisting = refusing({ said: '451 4.7.1 come back later', isPermanent: false, concernsServer: false })
  expect(await deliverDigests(desk.on(NOW), greylisting)).toMatchObject({ sent: 0, refused: [{ isGivenUp: false }] })
  const [refused] = await listIssues(desk)
  expect(refused).toMatchObject({ state: 'planned', said: '451 4.7.1 come back later', attempts: 1 })
  const server = takingAll()
  await deliverDigests(desk.on(NOW), server.send)
  expect(server.taken).toEqual([])
  await soon(desk)
  await deliverDigests(desk.on(NOW), server.send)
  expect(server.taken).toMatchObject([{ messageId: refused!.messageId, bytes: refused!.message }])
})

test('a refusal for good gives the mail up and keeps the words of the server', async () => {
  await using desk = await plannedDesk()
  const unknown = refusing({ said: '550 5.1.1 no such user', isPermanent: true, concernsServer: false })
  expect(await deliverDigests(desk.on(NOW), unknown)).toMatchObject({ refused: [{ number: 1, isGivenUp: true }] })
  expect(await listIssues(desk)).toMatchObject([{ state: 'undeliverable', said: '550 5.1.1 no such user' }])
  await resendDigest(desk.on(NOW), { subscription: 1, number: 1 })
  const server = takingAll()
  await deliverDigests(desk.on(NOW), server.send)
  expect(server.taken).toHaveLength(1)
  await expect(resendDigest(desk.on(NOW), { subscription: 1, number: 1 })).rejects.toMatchObject({
    name: 'Problem',
    code: 'conflict',
  })
})

test('trouble with the server gives nobody up and spares the mails behind', async () => {
  await using desk = await plannedDesk(20)
  const wrongPassword = refusing({ said: '535 5.7.8 authentication failed', isPermanent: true, concernsServer: true })
  const { refused } = await deliverDigests(desk.on(NOW), wrongPassword)
  expect(refused.length).toBeLessThanOrEqual(4)
  const issues = await listIssues(desk)
  expect(issues.filter(({ state }) => state !== 'planned')).toEqual([])
})

test('after five days of refusals the mail is given up', async () => {
  await using desk = await plannedDesk()
  const busy = refusing({ said: '452 4.3.1 no space', isPermanent: false, concernsServer: false })
  await deliverDigests(desk.on('2026-11-29T10:59'), busy)
  expect(await listIssues(desk)).toMatchObject([{ state: 'planned' }])
  await soon(desk)
  await deliverDigests(desk.on('2026-11-29T11:01'), busy)
  expect(await listIssues(desk)).toMatchObject([{ state: 'undeliverable' }])
})

test('one that is put back in line has five days from then, however old it is', async () => {
  await using desk = await plannedDesk()
  const unknown = refusing({ said: '550 5.1.1 no such user', isPermanent: true, concernsServer: false })
  await deliverDigests(desk.on(NOW), unknown)
  await desk.db.execute(`update digests set planned_at = clock_timestamp() - interval '6 days'`)
  await resendDigest(desk.on(NOW), { subscription: 1, number: 1 })
  const greylisting = refusing({ said: '451 4.7.1 come back later', isPermanent: false, concernsServer: false })
  const now = await readClock(desk.db)
  for (const [hours, state] of [
    [119, 'planned'],
    [121, 'undeliverable'],
  ] as const) {
    await deliverDigests({ ...desk.on(NOW), now: now.add({ hours }) }, greylisting)
    expect(await listIssues(desk)).toMatchObject([{ state, said: '451 4.7.1 come back later' }])
    await soon(desk)
  }
})

test('the mail of a sender who was lost is taken over when its lease is over, and what the lost one says counts no more', async () => {
  await using desk = await plannedDesk()
  const [lost] = await claimDigests(desk.db, 60_000, { most: 1 })
  expect(await claimDigests(desk.db, 60_000, { most: 1 })).toEqual([])
  await desk.db.update(digests).set({ leasedUntil: sql`clock_timestamp()` })
  const server = takingAll()
  expect(await deliverDigests(desk.on(NOW), server.send)).toMatchObject({ sent: 1 })
  expect(server.taken).toMatchObject([{ messageId: lost!.messageId }])
  const late = { state: 'planned', said: 'late', retryAfterMs: 0 } as const
  expect([...(await saveOutcomes(desk.db, [{ claimed: lost!, outcome: late }]))]).toEqual([])
  expect(await listIssues(desk)).toMatchObject([{ state: 'sent', attempts: 2, said: '250 OK' }])
})

test('a worker that is told to stop claims nothing more', async () => {
  await using desk = await plannedDesk(3)
  const server = takingAll()
  await deliverDigests(desk.on(NOW), server.send, { soon: AbortSignal.abort() })
  expect(server.taken).toEqual([])
})

test('a worker that is told to end finishes what it is sending, and claims nothing more', async () => {
  await using desk = await plannedDesk(10)
  const stop = new AbortController()
  const server = takingAll()
  const send: Send = async (mail, within) => {
    stop.abort()
    return server.send(mail, within)
  }
  expect(await deliverDigests(desk.on(NOW), send, { soon: stop.signal })).toMatchObject({ refused: [] })
  expect(server.taken.length).toBeLessThanOrEqual(4)
  const states = (await listIssues(desk)).map(({ state }) => state)
  expect(states.filter((state) => state === 'sent')).toHaveLength(server.taken.length)
  expect(states).not.toContain('sending')
})

test('what was being sent when the worker had to leave is in line again at once', async () => {
  await using desk = await plannedDesk()
  const now = new AbortController()
  const leave = refusing({ said: 'stopped before the server answered', isPermanent: false, concernsServer: false })
  const send: Send = () => {
    now.abort()
    return leave()
  }
  await deliverDigests(desk.on(NOW), send, { soon: now.signal, now: now.signal })
  const server = takingAll()
  expect(await deliverDigests(desk.on(NOW), server.send)).toMatchObject({ sent: 1 })
  expect(server.taken).toHaveLength(1)
})

test('a pass that ends at its own deadline leaves the queue open, and its mail in line at once', async () => {
  await using desk = await plannedDesk()
  await using silent = await scriptedServer({ greeting: '' })
  const transport = smtpTransport(`smtp://127.0.0.1:${silent.port}`)
  const pass = new AbortController()
  const send: Send = (mail, within) => {
    const sending = transport.send(mail, within)
    pass.abort(new DOMException('the pass has had its time', 'TimeoutError'))
    return sending
  }
  const delivered = await deliverDigests(desk.on(NOW), send, { soon: pass.signal, now: pass.signal })
  expect(delivered).toMatchObject({ server: null, refused: [{ said: 'stopped before the server answered' }] })
  expect(await deliverDigests(desk.on(NOW), takingAll().send)).toMatchObject({ sent: 1, server: null })
})

test('one subscription that cannot be composed is not hidden: planning says so', async () => {
  await using desk = await freshDesk('the sample')
  const post = { ...keepingPost(), compose: () => Promise.reject(new Error('no such template')) }
  await expect(planDigests(desk.on('2026-11-30T09:00'), post)).rejects.toThrow('no such template')
  expect(await listIssues(desk)).toEqual([])
})

test('mails that were claimed together are marked together, each by the token of that claim', async () => {
  await using desk = await plannedDesk(8)
  const server = takingAll()
  const claimed = await claimDigests(desk.db, 60_000, { most: 5 })
  expect(new Set(claimed.map(({ token }) => token)).size).toBe(1)
  const sent = { state: 'sent', said: '250 OK', retryAfterMs: null, hasArrived: true } as const
  const marked = claimed.map((one) => ({ claimed: one, outcome: sent }))
  expect((await saveOutcomes(desk.db, marked)).size).toBe(5)
  expect(await deliverDigests(desk.on(NOW), server.send)).toMatchObject({ sent: 3 })
})
