import { expect, test } from 'vitest'
import { CHANGES } from '../../../src/domain/digests/balance.ts'
import type { Digest } from '../../../src/domain/digests/digest.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { withdrawSubmission } from '../../../src/use-cases/mandates/meet-duty.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import type { Post } from '../../../src/use-cases/delivery/post.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { explained } from '../../support/explained.ts'
import { holdBack } from '../../support/databases/held-back.ts'
import { keepingPost, listIssues, passOn, subscribeDaily } from '../../support/ledgers/issues.ts'

/** The sample without its own weekly subscription, and a daily one from the noon of 24 November 2026. */
async function dailyDesk(told = {}): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00', told)
  return desk
}

const replied = (desk: Desk, on: string, followUp: string, character: 'substantive' | 'noted' | 'unread') =>
  recordCommunication(
    desk.on(on),
    communicationOf({ receivedOn: on.slice(0, 10), entries: [{ followUp, bearing: 'replies', character }] }),
  )

type Told = ReturnType<typeof Promise.withResolvers<void>>

function changesOf({ balance: { opening, closing, changes } }: Digest): unknown {
  const moved = Object.fromEntries(
    CHANGES.filter((change) => changes[change].length > 0).map((change) => [change, changes[change]]),
  )
  return { opening, ...moved, closing }
}

test('nothing is planned before the slot, and each slot once', async () => {
  await using desk = await dailyDesk()
  expect(await passOn(desk, '2026-11-25T08:59')).toEqual([])
  expect(await passOn(desk, '2026-11-25T09:00')).toHaveLength(1)
  expect(await passOn(desk, '2026-11-25T09:00')).toEqual([])
  expect(await passOn(desk, '2026-11-25T23:59')).toEqual([])
  expect(await listIssues(desk)).toMatchObject([
    { number: 1, state: 'sent', slotLocal: Temporal.PlainDateTime.from('2026-11-25T09:00') },
  ])
})

test('while one planner composes, three others pass its subscription over and find nothing to do', async () => {
  await using desk = await dailyDesk()
  const [begun, twice, letGo] = [1, 2, 3].map(() => Promise.withResolvers<void>()) as [Told, Told, Told]
  const post = keepingPost()
  let composing = 0
  const slow: Post = {
    ...post,
    compose: (digest, series) => {
      if ((composing += 1) === 1) begun.resolve()
      else twice.reject(new Error('composed twice'))
      return letGo.promise.then(() => post.compose(digest, series))
    },
  }
  const plan = () => planDigests(desk.on('2026-11-25T09:01'), slow)
  const first = plan()
  await begun.promise
  try {
    expect(await Promise.race([Promise.all([plan(), plan(), plan()]), twice.promise])).toEqual([0, 0, 0])
  } finally {
    letGo.resolve()
  }
  expect(await first).toBe(1)
  expect(await listIssues(desk)).toHaveLength(1)
})

test('four planners who start at once plan a slot once', async () => {
  await using desk = await dailyDesk()
  const planned = await Promise.all(
    Array.from({ length: 4 }, () => planDigests(desk.on('2026-11-25T09:01'), keepingPost())),
  )
  expect(planned.toSorted()).toEqual([0, 0, 0, 1])
  expect(await listIssues(desk)).toHaveLength(1)
})

test('slots that passed while no worker ran collapse into one issue that says so', async () => {
  await using desk = await dailyDesk()
  const [digest] = await passOn(desk, '2026-11-29T10:00')
  expect(digest).toMatchObject({ number: 1, collapsedSlots: 4 })
  expect(await listIssues(desk)).toMatchObject([
    { slotLocal: Temporal.PlainDateTime.from('2026-11-29T09:00'), collapsedSlots: 4 },
  ])
})

test('the August 2004 proposal is named as pending, and the first balance opens with nothing', async () => {
  await using desk = await dailyDesk()
  const [digest] = await passOn(desk, '2026-11-25T09:00')
  expect(changesOf(digest!)).toEqual({ opening: 0, newly_asked: ['PRK-TC-1', 'PRK-TC-2'], closing: 2 })
  expect(
    digest!.pending.map(({ reference, state, daysSinceLastWord }) => [reference, state, daysSinceLastWord]),
  ).toEqual([
    ['PRK-TC-1', 'holding', 8366],
    ['PRK-TC-2', 'holding', 8128],
  ])
})

test('each balance opens with what the last delivered issue closed with, and tells every way off and onto the list', async () => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-25T09:00')
  await openFollowUps(desk.on('2026-11-25T10:00'), askOf({}))
  await replied(desk, '2026-11-25T11:00', 'PRK-TC-1', 'substantive')
  const [second] = await passOn(desk, '2026-11-26T09:00')
  expect(changesOf(second!)).toEqual({ opening: 2, newly_asked: ['PRK-TC-3'], answered: ['PRK-TC-1'], closing: 2 })
  const again = { followUp: 'PRK-TC-1', bearing: 'asks' } as const
  await recordCommunication(
    desk.on('2026-11-26T10:00'),
    communicationOf({ direction: 'sent', sentOn: '2026-11-26', entries: [again] }),
  )
  await closeFollowUp(desk.on('2026-11-26T10:00'), {
    followUp: 'PRK-TC-3',
    reason: 'withdrawn',
    closedOn: day('2026-11-26'),
    remark: null,
  })
  const [third] = await passOn(desk, '2026-11-27T09:00')
  expect(changesOf(third!)).toEqual({ opening: 2, reopened: ['PRK-TC-1'], closed: ['PRK-TC-3'], closing: 2 })
})

test('an issue that did not arrive is reported in the next, whose balance opens with the one before it', async () => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-25T09:00')
  await replied(desk, '2026-11-25T11:00', 'PRK-TC-1', 'substantive')
  await planDigests(desk.on('2026-11-26T09:00'), keepingPost())
  await deliverDigests(desk.on('2026-11-26T09:00'), () =>
    Promise.resolve({ outcome: 'refused', said: '550 5.1.1 no such user', isPermanent: true, concernsServer: false }),
  )
  const [third] = await passOn(desk, '2026-11-27T09:00')
  expect(third!.deliveryProblems).toMatchObject([{ number: 2, said: '550 5.1.1 no such user' }])
  expect(changesOf(third!)).toEqual({ opening: 2, answered: ['PRK-TC-1'], closing: 1 })
})

test('a subscription of changes alone is silent on a quiet day, and speaks when something moved', async () => {
  await using desk = await dailyDesk({ onlyIfChanged: true })
  expect(await passOn(desk, '2026-11-25T09:00')).toHaveLength(1)
  expect(await passOn(desk, '2026-11-26T09:00')).toEqual([])
  await replied(desk, '2026-11-26T11:00', 'PRK-TC-1', 'substantive')
  expect(await passOn(desk, '2026-11-27T09:00')).toMatchObject([{ number: 2 }])
  expect(await listIssues(desk)).toMatchObject([{ number: 1 }, { number: null, state: 'suppressed' }, { number: 2 }])
})

test('an empty list is not mailed to who does not want it, and is to everybody else', async () => {
  await using quiet = await dailyDesk({ suppressIfEmpty: true, query: { state: 'promised' } })
  expect(await passOn(quiet, '2026-11-25T09:00')).toEqual([])
  await using other = await dailyDesk({ query: { state: 'promised' } })
  expect(await passOn(other, '2026-11-25T09:00')).toHaveLength(1)
})

test('an unread reply waits for us though its ask is overdue, and though it was closed', async () => {
  await using desk = await dailyDesk()
  await closeFollowUp(desk.on('2026-11-24T13:00'), {
    followUp: 'PRK-TC-2',
    reason: 'lapsed',
    closedOn: day('2026-11-24'),
    remark: null,
  })
  await replied(desk, '2026-11-24T14:00', 'PRK-TC-1', 'unread')
  await replied(desk, '2026-11-24T14:00', 'PRK-TC-2', 'unread')
  const [digest] = await passOn(desk, '2026-11-25T09:00')
  expect(digest!.yourMove.rows.map(({ followUp, because }) => [followUp.reference, followUp.state, because])).toEqual([
    ['PRK-TC-2', 'closed', 'unread'],
    ['PRK-TC-1', 'holding', 'unread'],
  ])
  expect(digest!.pending).toMatchObject([{ reference: 'PRK-TC-1', bracket: 'long_overdue' }])
})

test('an issue out of turn takes the next number and moves no slot', async () => {
  await using desk = await dailyDesk()
  const extra = await planExtraDigest(desk.on('2026-11-24T15:00'), keepingPost(), null)
  expect(extra).toMatchObject({ number: 1, state: 'planned' })
  expect(await passOn(desk, '2026-11-25T09:00')).toMatchObject([{ number: 2, collapsedSlots: 0 }])
})

test('a subscription that cannot be composed does not stand in the way of the others, and is planned once it can', async () => {
  await using desk = await dailyDesk({ cron: '0 8 * * *' })
  await subscribeDaily(desk, '2026-11-24T12:00', { name: 'Another' })
  const post = keepingPost()
  const poisoned: Post = {
    ...post,
    compose: (digest, series) =>
      digest.subscription.name === 'Daily' ? Promise.reject(new Error('poison')) : post.compose(digest, series),
  }
  await expect(planDigests(desk.on('2026-11-25T09:00'), poisoned)).rejects.toThrow('poison')
  expect(post.composed.map(({ subscription }) => subscription.name)).toEqual(['Another'])
  expect(await planDigests(desk.on('2026-11-25T09:01'), post)).toBe(1)
  expect(post.composed.at(-1)).toMatchObject({ number: 1, collapsedSlots: 0, subscription: { name: 'Daily' } })
})

test('a wall-clock time has one issue, though the rules of its zone move it to another instant', async () => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-25T09:00')
  await desk.db.execute("update digests set slot_at = slot_at - interval '1 hour'")
  await desk.db.execute("update subscriptions set next_slot_at = '2026-11-25T08:00:00Z' where id = 2")
  expect(await passOn(desk, '2026-11-25T10:00')).toMatchObject([{ number: 2 }])
  expect(await listIssues(desk)).toHaveLength(1)
  expect(await passOn(desk, '2026-11-26T09:00')).toMatchObject([{ number: 2, collapsedSlots: 0 }])
})

test.for([
  ['a slot', (desk: Desk, post: Post) => planDigests(desk.on('2026-11-25T09:00'), post)],
  ['an issue out of turn', (desk: Desk, post: Post) => planExtraDigest(desk.on('2026-11-25T08:59'), post, 2)],
] as const)('what changes while %s is planned is in all of it or in none', async ([, plan]) => {
  await using desk = await dailyDesk()
  await withdrawSubmission(desk.on('2026-11-24'), { duty: 1, why: 'It was another report.' })
  await using barrier = await holdBack(desk.connection, 'lock table flags in access exclusive mode')
  const post = keepingPost()
  const planned = plan(desk, post)
  await barrier.waiting(1)
  const closing = { followUp: 'PRK-TC-2', reason: 'lapsed', closedOn: day('2026-11-25'), remark: null } as const
  await closeFollowUp(desk.on('2026-11-25T08:58'), closing)
  await barrier.letGo()
  await planned
  const [{ pending, reportDuties, balance }] = post.composed as [Digest]
  expect(pending.map(({ reference, state }) => ({ reference, state }))).toEqual(
    reportDuties[0]!.asks.map(({ reference, state }) => ({ reference, state })),
  )
  expect(balance.closing).toBe(2)
})

test('a cancelled subscription is planned no more', async () => {
  await using desk = await dailyDesk()
  await cancelSubscription(desk.on('2026-11-24T16:00'), 2)
  expect(await passOn(desk, '2026-11-25T09:00')).toEqual([])
})

test('readers of one list cost one reading of it, and a reader of another one more; all are kept by one statement', async () => {
  await using desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  const query = { counterpart: 'PRK-GVA' }
  for (const name of ['One', 'Two', 'Three']) await subscribeDaily(desk, '2026-11-24T12:00', { name, query })
  await subscribeDaily(desk, '2026-11-24T12:00', { name: 'All' })
  await using ledger = explained(desk.connection)
  const context = { ...desk.on('2026-11-25T09:01'), db: ledger.db }
  const asked = await ledger.statementsOf(() => planDigests(context, keepingPost()))
  expect(await listIssues(desk)).toHaveLength(4)
  expect(asked.filter(({ statement }) => statement.includes('from follow_ups f join dossiers'))).toHaveLength(2)
  expect(asked.filter(({ statement }) => statement.startsWith('insert into "digests"'))).toHaveLength(1)
})
