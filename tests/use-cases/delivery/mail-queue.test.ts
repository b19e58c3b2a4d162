import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { DigestRow } from '../../../src/store/digests/digests.ts'
import { findMailing, pauseMailing } from '../../../src/store/digests/mailing.ts'
import { appendSuppression, findSuppression } from '../../../src/store/digests/suppressions.ts'
import { digests } from '../../../src/store/schema/digests.ts'
import { mailing } from '../../../src/store/schema/mailing.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import type { Receipt, Refusal, Send } from '../../../src/use-cases/delivery/send.ts'
import { checkLedger } from '../../../src/use-cases/operation/check-ledger.ts'
import { resendDigest, sendAgain } from '../../../src/use-cases/delivery/send-again.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { keepingPost, listIssues, takingAll } from '../../support/ledgers/issues.ts'

const NOW = '2026-11-24T12:00'
const DOWN: Refusal = {
  outcome: 'refused',
  said: '535 5.7.8 authentication failed',
  isPermanent: false,
  concernsServer: true,
}

async function plannedDesk(count: number): Promise<Desk> {
  const desk = await freshDesk('the sample')
  for (let minute = 0; minute < count; minute += 1)
    await planExtraDigest(desk.on(`2026-11-24T11:${String(minute).padStart(2, '0')}`), keepingPost(), 1)
  return desk
}

function saying(receipt: Receipt): { send: Send; tried: number[] } {
  const tried: number[] = []
  return { tried, send: ({ digest }) => (tried.push(digest!), Promise.resolve(receipt)) }
}

const passTime = async ({ db }: Desk) => {
  await db.update(mailing).set({ pausedUntil: sql`clock_timestamp()` })
  await db
    .update(digests)
    .set({ nextAttemptAt: sql`clock_timestamp()` })
    .where(sql`state = 'planned'`)
}

const secondsUntil = async ({ db }: Desk) => {
  const [row] = await db.execute<{ seconds: number }>(
    `select extract(epoch from paused_until - clock_timestamp())::float8 as seconds from mailing`,
  )
  return row!.seconds
}

/** How long a machine with much to do may take until we look: less than a pause is shorter than the next. */
const SLOW_S = 15

test('while the server takes mail from nobody all wait, and the rest of the batch keeps its attempts', async () => {
  await using desk = await plannedDesk(20)
  const first = await deliverDigests(desk.on(NOW), saying(DOWN).send)
  expect(first.server).toEqual({ state: 'troubled', said: DOWN.said })
  expect(await secondsUntil(desk)).toSatisfy((seconds: number) => seconds > 60 - SLOW_S && seconds < 67)
  const later = saying(DOWN)
  expect(await deliverDigests(desk.on(NOW), later.send)).toMatchObject({ refused: [], server: null })
  expect(later.tried).toEqual([])
  const attempts = (await listIssues(desk)).map((issue) => issue.attempts)
  expect(attempts.filter((count) => count > 0).length).toBeLessThanOrEqual(4)
})

test('after the pause one mail tries the server, by however many workers, and the pause grows to five minutes', async () => {
  await using desk = await plannedDesk(20)
  await deliverDigests(desk.on(NOW), saying(DOWN).send)
  for (const most of [133, 265, 331, 331]) {
    await passTime(desk)
    const down = saying(DOWN)
    await Promise.all(Array.from({ length: 3 }, () => deliverDigests(desk.on(NOW), down.send)))
    expect(down.tried).toHaveLength(1)
    expect(await secondsUntil(desk)).toSatisfy((seconds: number) => seconds > most / 1.15 - SLOW_S && seconds < most)
  }
})

test('when the server is back, the mail that finds it so is followed by all the others', async () => {
  await using desk = await plannedDesk(8)
  await deliverDigests(desk.on(NOW), saying(DOWN).send)
  await passTime(desk)
  const server = takingAll()
  expect(await deliverDigests(desk.on(NOW), server.send)).toMatchObject({ sent: 8, server: { state: 'back' } })
  expect(await findMailing(desk.db)).toMatchObject({ troubledSince: null, said: null, pausedUntil: null, failures: 0 })
})

test('one connection that breaks while others get through is the trouble of that mail alone', async () => {
  await using desk = await plannedDesk(12)
  const [first] = await listIssues(desk)
  const others = Promise.withResolvers<void>()
  let taken = 0
  const send: Send = async ({ digest }) => {
    if (digest === first!.id) {
      await others.promise
      return { outcome: 'refused', said: 'read ECONNRESET', isPermanent: false, concernsServer: true }
    }
    taken += 1
    if (taken === 11) others.resolve()
    return { outcome: 'accepted', said: '250 OK' }
  }
  expect(await deliverDigests(desk.on(NOW), send)).toMatchObject({ sent: 11, server: null })
  expect((await findMailing(desk.db)).troubledSince).toBeNull()
})

test('what is planned while one lane waits for a slow server is sent on another', async () => {
  await using desk = await plannedDesk(1)
  const [slow, [hung]] = [Promise.withResolvers<void>(), await listIssues(desk)]
  const send: Send = async ({ digest }) => {
    if (digest === hung!.id) await slow.promise
    else slow.resolve()
    return { outcome: 'accepted', said: '250 OK' }
  }
  const delivering = deliverDigests(desk.on(NOW), send)
  await expect.poll(async () => (await listIssues(desk))[0]?.state).toBe('sending')
  await planExtraDigest(desk.on(NOW), keepingPost(), 1)
  expect(await delivering).toMatchObject({ sent: 2 })
})

test('what was cut short tells nothing of the server', async () => {
  await using desk = await plannedDesk(2)
  await deliverDigests(desk.on(NOW), saying(DOWN).send)
  await passTime(desk)
  const now = new AbortController()
  const stopped: Receipt = { outcome: 'refused', said: 'stopped', isPermanent: false, concernsServer: false }
  const send: Send = () => (now.abort(), Promise.resolve(stopped))
  await deliverDigests(desk.on(NOW), send, { now: now.signal, soon: now.signal })
  expect((await findMailing(desk.db)).said).toBe(DOWN.said)
})

test('an address without a mailbox is tried once: what comes later is held back, and says why', async () => {
  await using desk = await plannedDesk(5)
  const unknown: Refusal = {
    outcome: 'refused',
    said: '550 5.1.1 no such user',
    isPermanent: true,
    concernsServer: false,
    condemnsAddress: true,
  }
  await deliverDigests(desk.on(NOW), saying(unknown).send)
  await planExtraDigest(desk.on(NOW), keepingPost(), 1)
  const server = takingAll()
  await deliverDigests(desk.on(NOW), server.send)
  expect(server.taken).toEqual([])
  const issues = await listIssues(desk)
  expect(issues.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'undeliverable'))
  expect(issues.at(-1)).toMatchObject({
    attempts: 0,
    said: expect.stringMatching(/^not tried: .+ since 20\S+, when 1\/\d was refused: 550 5\.1\.1 no such user$/),
  })
})

test('asking for an issue again that cannot be lifts no suppression and ends no pause', async () => {
  await using desk = await plannedDesk(1)
  await deliverDigests(desk.on(NOW), takingAll().send)
  const [{ id: digestId, recipient }] = (await listIssues(desk)) as [DigestRow]
  await appendSuppression(desk.db, { address: recipient!, cause: 'bounced', said: '5.1.1', digestId })
  await pauseMailing(desk.db, { said: DOWN.said, pauseMs: 60_000, isTrial: false })
  const paused = await findMailing(desk.db)
  const issue = { subscription: 1, number: 1 }
  await expect(resendDigest(desk.on(NOW), issue)).rejects.toThrow('digest 1/1 is sent')
  expect(await findMailing(desk.db)).toEqual(paused)
  expect(await findSuppression(desk.db, recipient!)).not.toBeNull()
  await sendAgain(desk.on(NOW), issue)
  expect(await findSuppression(desk.db, recipient!)).toBeNull()
  expect((await findMailing(desk.db)).pausedUntil).not.toEqual(paused.pausedUntil)
})

test('what was planned for a subscription that has ended since is not sent, and is no trouble', async () => {
  await using desk = await plannedDesk(2)
  await desk.db.execute('update subscriptions set cancelled_at = clock_timestamp(), next_slot_at = null where id = 1')
  const { tried, send } = saying({ outcome: 'accepted', said: '250 taken' })
  await deliverDigests(desk.on(NOW), send)
  expect(tried).toEqual([])
  const said = expect.stringMatching(/^not tried: its subscription was ended at /)
  expect(await listIssues(desk)).toMatchObject([
    { state: 'undeliverable', attempts: 0, said },
    { state: 'undeliverable', attempts: 0, said },
  ])
  expect((await checkLedger(desk.on(NOW))).troubled).toEqual([])
  await expect(resendDigest(desk.on(NOW), { subscription: 1, number: 1 })).rejects.toThrow(
    'subscription 1 has ended; resume it first',
  )
})
