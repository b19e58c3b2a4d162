import { expect, test } from 'vitest'
import { appendDesk, appendOfficer, listOfficers, type Officer } from '../../../src/store/parties/parties.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { changeOfficer, enterOfficer } from '../../../src/use-cases/access/officers.ts'
import { offerSignIn, readSession, signIn } from '../../../src/use-cases/access/sign-in.ts'
import { makeApiToken, readApiToken } from '../../../src/use-cases/access/api-tokens.ts'
import { listActiveSubscriptions, subscribe } from '../../../src/use-cases/digests/subscribe.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'

const NEW = { email: 'new@example.org', name: 'A newcomer', role: 'officer', desk: null } as const

async function administrator(desk: Desk, name: string): Promise<Officer> {
  const role = 'administrator'
  return appendOfficer(desk.db, { email: `${name}@example.org`, name, role, deskId: null })
}

const as = (desk: Desk, officer: Officer, when = '2026-11-24'): Context => ({ ...desk.on(when), officer })
const administratorsOf = async ({ db }: Desk) =>
  (await listOfficers(db)).filter(({ role, endedAt }) => role === 'administrator' && !endedAt)

test('two administrators who make each other readers at once leave one', async () => {
  await using desk = await freshDesk()
  const [ada, bob] = [await administrator(desk, 'Ada'), await administrator(desk, 'Bob')]
  await using held = await holdBack(desk.connection, 'lock table officers in exclusive mode')
  const changes = [
    changeOfficer(as(desk, ada), bob.id, { role: 'reader' }),
    changeOfficer(as(desk, bob), ada.id, { role: 'reader' }),
  ]
  await held.waiting(2)
  await held.letGo()
  const [refused, ...others] = (await Promise.allSettled(changes)).filter(({ status }) => status === 'rejected')
  expect(others).toEqual([])
  expect(refused).toMatchObject({ reason: { code: 'forbidden', message: expect.stringMatching(/ no more$/) } })
  expect(await administratorsOf(desk)).toHaveLength(1)
})

test.for([{ role: 'officer' }, { isEnded: true }] as const)(
  'of the last administrator, %o is refused, and possible once there is another',
  async (change) => {
    await using desk = await freshDesk()
    const ada = await administrator(desk, 'Ada')
    const mine = as(desk, ada)
    await expect(changeOfficer(mine, ada.id, change)).rejects.toMatchObject({ code: 'conflict' })
    await changeOfficer(mine, ada.id, { name: 'Ada L.', role: 'administrator' })
    await administrator(desk, 'Bob')
    await changeOfficer(mine, ada.id, change)
    expect((await administratorsOf(desk)).map(({ name }) => name)).toEqual(['Bob'])
  },
)

test('an administrator who was ended does not count: the other one is the last', async () => {
  await using desk = await freshDesk()
  const [ada, bob] = [await administrator(desk, 'Ada'), await administrator(desk, 'Bob')]
  await changeOfficer(as(desk, ada), bob.id, { isEnded: true })
  await expect(changeOfficer(as(desk, ada), ada.id, { role: 'reader' })).rejects.toMatchObject({ code: 'conflict' })
})

test('whoever is ended is out at once, and comes back with nothing but a new link', async () => {
  await using desk = await freshDesk()
  const ada = as(desk, await administrator(desk, 'Ada'))
  const amina = as(desk, desk.officer)
  const { secret: link } = (await offerSignIn(amina, 'amina@example.org', null))!
  const { secret: session } = await signIn(amina, link, { secret: null, userAgent: null })
  const { secret: unused } = (await offerSignIn(amina, 'amina@example.org', null))!
  const { secret: token } = await makeApiToken(amina, { name: 'x', scopes: ['read'], days: 9 })
  const digest = { cron: '0 8 * * *', timeZone: 'Europe/Zurich', language: 'en', query: {}, name: 'Daily' }
  await subscribe(amina, { ...digest, officer: 'amina@example.org', onlyIfChanged: false, suppressIfEmpty: false })

  await changeOfficer(ada, desk.officer.id, { isEnded: true })
  const browser = { secret: null, userAgent: null }
  expect(await offerSignIn(amina, 'amina@example.org', null)).toBeNull()
  expect(await listActiveSubscriptions(amina)).toEqual([])
  await expect(
    subscribe(amina, { ...digest, officer: 'amina@example.org', onlyIfChanged: false, suppressIfEmpty: false }),
  ).rejects.toMatchObject({ code: 'conflict' })
  for (const isBack of [false, true]) {
    if (isBack) await changeOfficer(ada, desk.officer.id, { isEnded: false })
    expect(await readSession(amina, session)).toBeNull()
    await expect(readApiToken(amina, `Bearer ${token}`)).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(signIn(amina, unused, browser)).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(await offerSignIn(amina, 'amina@example.org', null)).not.toBeNull()
})

test('an address is of one officer, however it is written and however many enter it at once', async () => {
  await using desk = await freshDesk()
  const ada = as(desk, await administrator(desk, 'Ada'))
  const entering = ['new@example.org', 'New@example.org'].map((email) => enterOfficer(ada, { ...NEW, email }))
  const outcomes = await Promise.allSettled(entering)
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'conflict', message: expect.stringMatching(/^email: .+A newcomer's already: officer \d+$/) },
  })
})

test('what is left out of a change stays, and a desk is left by null', async () => {
  await using desk = await freshDesk()
  const ada = as(desk, await administrator(desk, 'Ada'))
  await appendDesk(desk.db, { reference: 'TC', name: 'Technical cooperation' })
  const entered = await enterOfficer(ada, { ...NEW, desk: 'TC' })
  expect(await changeOfficer(ada, entered.id, { name: 'Renamed' })).toMatchObject({ desk: 'TC', role: 'officer' })
  expect(await changeOfficer(ada, entered.id, { desk: null })).toMatchObject({ desk: null, name: 'Renamed' })
  await expect(changeOfficer(ada, entered.id, { desk: 'XX' })).rejects.toMatchObject({ code: 'not_found' })
})

test.for(['reader', 'officer'] as const)('a %s enters and changes nobody', async (role) => {
  await using desk = await freshDesk()
  const ada = await administrator(desk, 'Ada')
  const other = await appendOfficer(desk.db, { email: 'other@example.org', name: 'Other', role, deskId: null })
  const theirs = as(desk, other)
  await expect(enterOfficer(theirs, NEW)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(changeOfficer(theirs, other.id, { role: 'administrator' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(changeOfficer(theirs, ada.id, { isEnded: true })).rejects.toMatchObject({ code: 'forbidden' })
})
