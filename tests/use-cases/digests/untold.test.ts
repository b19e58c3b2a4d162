import { expect, test } from 'vitest'
import { composeForTerminal } from '../../../src/post.ts'
import { appendDesk, appendOfficer } from '../../../src/store/parties/parties.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { listUntold } from '../../../src/use-cases/digests/untold.ts'
import { askOf, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { keepingPost, subscribeDaily } from '../../support/ledgers/issues.ts'

const ALL = ['PRK-TC-1', 'PRK-TC-2']
const untoldOn = async (desk: Desk, when: string) => (await listUntold(desk.on(when))).references

/** The sample, whose only subscription goes to the desk officer, and a reader of its own. */
async function deskWithReader(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await appendOfficer(desk.db, { email: 'reader@example.org', name: 'The reader', role: 'reader', deskId: null })
  return desk
}

test('what a subscription listed that has ended is told to nobody, unless another lists it', async () => {
  await using desk = await deskWithReader()
  expect(await untoldOn(desk, '2026-11-24T09:00')).toEqual([])
  await subscribeDaily(desk, '2026-11-24T09:00', { query: { search: 'PRK-TC-2' } })
  await cancelSubscription(desk.on('2026-11-24T09:00'), 1)
  expect(await listUntold(desk.on('2026-11-24T09:00'))).toEqual({ count: 1, references: ['PRK-TC-1'] })
  await cancelSubscription(desk.on('2026-11-24T09:00'), 2)
  expect(await untoldOn(desk, '2026-11-24T09:00')).toEqual(ALL)
})

test('what is told only to a reader who gets no mail is told to nobody; a query by owner does not list what has none', async () => {
  await using desk = await deskWithReader()
  await cancelSubscription(desk.on('2026-11-24T09:00'), 1)
  await desk.db.execute(`update follow_ups set owner_id = null`)
  await subscribeDaily(desk, '2026-11-24T09:00', { query: { owner: 'reader@example.org' } })
  expect(await untoldOn(desk, '2026-11-24T09:00')).toEqual(ALL)
  await desk.db.execute(`update subscriptions set query = '{}', cancelled_at = null where id = 2`)
  expect(await untoldOn(desk, '2026-11-24T09:00')).toEqual([])
  await refuse(desk, '2026-11-25T09:00')
  expect(await untoldOn(desk, '2026-11-25T09:00')).toEqual(ALL)
})

test('an administrator’s digest tells of it, and of the addresses that take no mail; a reader’s does not', async () => {
  await using desk = await deskWithReader()
  await subscribeDaily(desk, '2026-11-24T09:00', { query: { search: 'PRK-TC-2' }, officer: 'reader@example.org' })
  await cancelSubscription(desk.on('2026-11-24T09:00'), 1)
  await refuse(desk, '2026-11-25T09:00')
  const chief = { email: 'chief@example.org', name: 'The chief', role: 'administrator', deskId: null } as const
  await appendOfficer(desk.db, chief)
  await subscribeDaily(desk, '2026-11-25T10:00', {
    officer: chief.email,
    query: { search: 'nothing' },
    suppressIfEmpty: true,
  })
  const post = keepingPost()
  await planDigests(desk.on('2026-11-26T09:00'), post)
  const of = (email: string) => post.composed.find(({ reader }) => reader.address === email)!
  expect(of('reader@example.org').everybodysMail).toBeUndefined()
  const digest = of(chief.email)
  expect(digest.everybodysMail).toEqual({ untold: { count: 2, references: ALL }, late: 0, mute: 1 })
  const text = composeForTerminal(digest).text.replaceAll(/\s+/g, ' ')
  expect(text).toContain('2 pending follow-ups are told to nobody any more: PRK-TC-1 and PRK-TC-2.')
  expect(text).toContain('1 address takes no mail. relance doctor tells more.')
})

test('what is confidential elsewhere is neither counted nor named to an administrator of another desk', async () => {
  await using desk = await freshDesk('the sample')
  const { id: deskId } = await appendDesk(desk.db, { reference: 'CONF', name: 'Confidential desk' })
  const insider = { ...desk.on('2026-11-24T09:00'), officer: { ...desk.officer, deskId } }
  await openFollowUps(insider, askOf({ isConfidential: true, desk: 'CONF', policy: null }))
  await desk.db.execute(`update officers set desk_id = ${deskId} where email = 'desk.officer@example.org'`)
  await cancelSubscription(desk.on('2026-11-24T09:00'), 1)
  expect((await listUntold(desk.on('2026-11-24T09:00'))).count).toBe(3)
  expect((await listUntold({ ...desk.on('2026-11-24T09:00'), sight: { deskId: null } })).references).toEqual(ALL)
})

/** The only mail server there is knows none of the readers. */
async function refuse(desk: Desk, when: string): Promise<void> {
  await planDigests(desk.on(when), keepingPost())
  await deliverDigests(desk.on(when), () =>
    Promise.resolve({
      outcome: 'refused',
      said: '550 5.1.1 no such user',
      isPermanent: true,
      concernsServer: false,
      condemnsAddress: true,
    }),
  )
}
