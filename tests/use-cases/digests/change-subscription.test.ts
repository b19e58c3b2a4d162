import { expect, test } from 'vitest'
import { findSubscription } from '../../../src/store/digests/subscriptions.ts'
import { findOfficer, saveOfficer } from '../../../src/store/parties/parties.ts'
import { changeSubscription, resumeSubscription } from '../../../src/use-cases/digests/change-subscription.ts'
import { cancelSubscription, subscribe } from '../../../src/use-cases/digests/subscribe.ts'
import { comeBack } from '../../../src/use-cases/digests/unsubscribe.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { listIssues, passOn, sendExtra, subscribeDaily } from '../../support/ledgers/issues.ts'

/** The sample without its own weekly subscription, and a daily one from the noon of 24 November 2026. */
async function dailyDesk(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  return desk
}

test('a new schedule holds from now on, and the number goes on', async () => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-25T09:00')
  await changeSubscription(desk.on('2026-11-25T12:00'), 2, { cron: '0 18 * * *', timeZone: 'Asia/Seoul' })
  expect(await passOn(desk, '2026-11-26T09:59')).toEqual([])
  expect(await passOn(desk, '2026-11-26T10:00')).toMatchObject([{ number: 2, collapsedSlots: 0 }])
})

test('a slot that is due is not lost by a change of anything but the schedule', async () => {
  await using desk = await dailyDesk()
  await changeSubscription(desk.on('2026-11-25T09:01'), 2, { name: 'Each day', query: { state: 'holding' } })
  expect(await passOn(desk, '2026-11-25T09:02')).toMatchObject([
    { number: 1, subscription: { name: 'Each day', query: { state: 'holding' } } },
  ])
})

test('what passed while a subscription had ended is not made up for when it is resumed', async () => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-25T09:00')
  await cancelSubscription(desk.on('2026-11-25T12:00'), 2)
  await resumeSubscription(desk.on('2026-11-28T12:00'), 2)
  expect(await passOn(desk, '2026-11-28T12:01')).toEqual([])
  expect(await passOn(desk, '2026-11-29T09:00')).toMatchObject([{ number: 2, collapsedSlots: 0 }])
  expect(await listIssues(desk)).toHaveLength(2)
})

test('no issue of what has ended is planned out of turn, and no number is taken, until it is resumed', async () => {
  await using desk = await dailyDesk()
  await cancelSubscription(desk.on('2026-11-24T16:00'), 2)
  const ended = 'subscription 2 has ended; resume it first, on its page: /subscriptions/2'
  await expect(sendExtra(desk, '2026-11-24T16:01', 2)).rejects.toThrow(ended)
  expect(await listIssues(desk)).toEqual([])
  await resumeSubscription(desk.on('2026-11-24T16:02'), 2)
  await sendExtra(desk, '2026-11-24T16:03', 2)
  expect(await listIssues(desk)).toMatchObject([{ number: 1, state: 'sent' }])
})

test.for([
  ['resumed', (desk: Desk) => resumeSubscription(desk.on('2026-11-25'), 2)],
  ['resumed by a change', (desk: Desk) => changeSubscription(desk.on('2026-11-25'), 2, { isEnded: false })],
  [
    'resumed by the link in a mail',
    async (desk: Desk) => comeBack(desk.on('2026-11-25'), (await findSubscription(desk.db, 2))!.unsubscribeToken),
  ],
  ['given that name', (desk: Desk) => changeSubscription(desk.on('2026-11-25'), 4, { name: 'Daily' })],
] as const)('of two that live under one name the second is not %s', async ([, deed]) => {
  await using desk = await dailyDesk()
  await cancelSubscription(desk.on('2026-11-24T13:00'), 2)
  await subscribeDaily(desk, '2026-11-24T14:00')
  await subscribeDaily(desk, '2026-11-24T14:00', { name: 'Other' })
  await expect(deed(desk)).rejects.toMatchObject({
    name: 'Problem',
    code: 'conflict',
    message: 'name: got Daily, which is subscription number 3 of reader@example.org — expected another name',
  })
})

test('nobody subscribes for an officer who has ended', async () => {
  await using desk = await dailyDesk()
  const { id, ...reader } = (await findOfficer(desk.db, 'reader@example.org'))!
  await saveOfficer(desk.db, id, { ...reader, endedAt: desk.on('2026-11-24').now })
  await expect(subscribeDaily(desk, '2026-11-24T14:00', { name: 'Other' })).rejects.toMatchObject({
    message: 'officer: got reader@example.org, who has ended — expected one who has not, and gets digests',
  })
})

test('an ended subscription may be changed, and stays ended', async () => {
  await using desk = await dailyDesk()
  await cancelSubscription(desk.on('2026-11-24T13:00'), 2)
  await changeSubscription(desk.on('2026-11-24T14:00'), 2, { cron: '0 7 * * *' })
  expect(await passOn(desk, '2026-11-26T09:00')).toEqual([])
  await changeSubscription(desk.on('2026-11-26T12:00'), 2, { isEnded: false })
  expect(await passOn(desk, '2026-11-27T07:00')).toHaveLength(1)
})

test('nobody who is signed in subscribes somebody else', async () => {
  await using desk = await dailyDesk()
  const signedIn = { ...desk.on('2026-11-24'), sight: { deskId: null } }
  const wish = { name: 'x', query: {}, cron: '0 9 * * *', timeZone: 'UTC', language: 'en' }
  const quiet = { onlyIfChanged: false, suppressIfEmpty: false }
  await expect(subscribe(signedIn, { ...wish, ...quiet, officer: 'reader@example.org' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await subscribe(signedIn, { ...wish, ...quiet, officer: 'AMINA@example.org' })).toMatchObject({ number: 3 })
})
