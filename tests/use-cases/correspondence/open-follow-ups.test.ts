import { expect, test } from 'vitest'
import { listDesks } from '../../../src/store/parties/parties.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'

const office = { country: 'CHE', timeZone: null, emails: [], succeeds: null }

const pending = async ({ on }: Desk) =>
  (await listPending(on('2026-11-24'), {})).map(({ reference, counterpartReference, title }) =>
    [reference, counterpartReference, title].join(' '),
  )

test('a letter opens a follow-up, numbered after those of its dossier, whose clock runs from the day it was sent', async () => {
  await using desk = await freshDesk('the sample')
  const communication = communicationOf({ direction: 'sent', dated: '2005-01-05', sentOn: '2005-01-07' })
  const { reference, standings } = await openFollowUps(desk.on('2026-11-24'), askOf({ communication }))
  expect(reference).toBe('PRK-TC/7')
  expect([...standings.keys()]).toEqual(['PRK-TC-3'])
  expect(standings.get('PRK-TC-3')).toMatchObject({
    state: 'awaiting_reply',
    move: 'theirs',
    askedOn: day('2005-01-07'),
    answerDueOn: day('2005-03-08'),
    answerDueBasis: 'expected',
    lastWordOn: null,
  })
  expect((await verify(desk)).differences).toEqual([])
})

test('a letter that asks two things of two offices opens four follow-ups of one communication', async () => {
  await using desk = await freshDesk('the sample')
  await enterCounterpart(desk.on('2026-11-24'), { ...office, reference: 'CHE-GVA', name: 'Mission of Switzerland' })
  const asked = { titles: ['A visit', 'A report'], counterparts: ['PRK-GVA', 'CHE-GVA'] }
  const { reference } = await openFollowUps(desk.on('2026-11-24'), askOf(asked))
  expect((await pending(desk)).slice(2)).toEqual([
    'PRK-TC-3 PRK-GVA A visit',
    'PRK-TC-4 PRK-GVA A report',
    'PRK-TC-5 CHE-GVA A visit',
    'PRK-TC-6 CHE-GVA A report',
  ])
  expect(reference).toBe('PRK-TC/7')
})

test('the day that the ask sets goes before the policy', async () => {
  await using desk = await freshDesk('the sample')
  const { standings } = await openFollowUps(desk.on('2026-11-24'), askOf({ untilOn: day('2005-01-31') }))
  expect(standings.get('PRK-TC-3')).toMatchObject({ answerDueOn: day('2005-01-31'), answerDueBasis: 'set' })
})

test('a dossier is begun with its subject, and with a desk of its own where there is none', async () => {
  await using desk = await freshDesk()
  const context = desk.on('2026-11-24')
  await enterCounterpart(context, { ...office, reference: 'CHE-GVA', name: 'Mission of Switzerland' })
  const begun = { dossier: 'CHE-1325', dossierTitle: 'Women, peace and security', counterparts: ['CHE-GVA'] }
  const { reference, standings } = await openFollowUps(context, askOf({ ...begun, desk: null, policy: null }))
  expect([reference, ...standings.keys()]).toEqual(['CHE-1325/1', 'CHE-1325-1'])
  expect((await listDesks(desk.db)).map((one) => one.reference)).toEqual(['DESK'])
  const { followUp, dossierTitle } = await showFollowUp(context, 'CHE-1325-1')
  expect({ dossierTitle, owner: followUp.owner }).toEqual({
    dossierTitle: begun.dossierTitle,
    owner: desk.officer.email,
  })
})

const REFUSED: readonly (readonly [what: string, told: Parameters<typeof askOf>[0], message: RegExp])[] = [
  ['in a dossier nobody knows', { dossier: 'IRN' }, /no dossier IRN; to begin it, give its subject/],
  ['with a title that the dossier does not have', { dossierTitle: 'Another' }, /dossier PRK-TC exists already/],
  ['of an office nobody knows', { counterparts: ['PRK-GVA', 'PRK-NYC'] }, /no counterpart PRK-NYC/],
  ['for an officer nobody knows', { owner: 'nobody@example.org' }, /^no officer nobody@example.org$/],
  ['at a desk nobody knows', { desk: 'XX' }, /^no desk XX — expected one of TC$/],
  ['by a policy nobody knows', { policy: 'XX' }, /^no policy XX; relance policies lists what there is$/],
  ['due before it was asked', { untilOn: day('2005-01-04') }, /until: got 2005-01-04 — expected a day not before/],
  ['of tomorrow', { communication: communicationOf({ direction: 'sent', dated: '2026-11-25' }) }, /not after today/],
  ['that came from them', { communication: communicationOf({ receivedOn: '2005-01-05' }) }, /direction: got received/],
]

test.for(REFUSED)('an ask %s is refused, no number is taken, and nothing is opened', async ([, told, message]) => {
  await using desk = await freshDesk('the sample')
  const refused = openFollowUps(desk.on('2026-11-24'), askOf(told))
  await expect(refused).rejects.toMatchObject({ name: 'Problem', message: expect.stringMatching(message) })
  expect(await pending(desk)).toHaveLength(2)
  const { reference, standings } = await openFollowUps(desk.on('2026-11-24'), askOf({}))
  expect([reference, ...standings.keys()]).toEqual(['PRK-TC/7', 'PRK-TC-3'])
})

test('two officers who open follow-ups in one dossier at once get numbers without gap or double', async () => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const both = ['A visit', 'A report'].map((title) =>
    openFollowUps(desk.on('2026-11-24'), askOf({ titles: [title, `${title} on it`] })),
  )
  await barrier.waiting(2)
  await barrier.letGo()
  const opened = (await Promise.all(both)).flatMap(({ standings }) => [...standings.keys()])
  expect(opened.toSorted()).toEqual(['PRK-TC-3', 'PRK-TC-4', 'PRK-TC-5', 'PRK-TC-6'])
})

test('of two officers who begin one dossier at once, one is told that it exists already', async () => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const begun = askOf({ dossier: 'PRK-VISIT', dossierTitle: 'Visit' })
  const both = [1, 2].map(() => openFollowUps(desk.on('2026-11-24'), begun))
  await barrier.waiting(2)
  await barrier.letGo()
  const outcomes = (await Promise.allSettled(both)).toSorted((a, b) => (a.status < b.status ? -1 : 1))
  expect(outcomes).toMatchObject([
    { status: 'fulfilled', value: { reference: 'PRK-VISIT/1' } },
    { status: 'rejected', reason: { name: 'Problem', code: 'conflict' } },
  ])
})
