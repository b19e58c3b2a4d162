import { expect, test } from 'vitest'
import { CLOSURE_REASONS } from '../../../src/domain/correspondence/facts.ts'
import {
  closeFollowUp,
  correctClosure,
  withdrawClosure,
  type NewClosure,
} from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, day, freshDesk, momentOf } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'

const closing = (told: Partial<NewClosure> = {}): NewClosure => ({
  followUp: 'PRK-TC-2',
  reason: 'lapsed',
  closedOn: day('2026-11-20'),
  remark: 'Overtaken by the sixty-first session.',
  ...told,
})

test.for(CLOSURE_REASONS)('what is closed as %s is nobody’s move, and pending no more', async (reason) => {
  await using desk = await freshDesk('the sample')
  const standings = await closeFollowUp(desk.on('2026-11-24'), closing({ reason }))
  expect(standings.get('PRK-TC-2')).toMatchObject({ state: 'closed', move: 'nobody', closedOn: day('2026-11-20') })
  expect((await listPending(desk.on('2026-11-24'), {})).map(({ reference }) => reference)).toEqual(['PRK-TC-1'])
  expect((await verify(desk)).differences).toEqual([])
})

test('a closure says who closed it, when, and why', async () => {
  await using desk = await freshDesk('the sample')
  await closeFollowUp(desk.on('2026-11-24'), closing())
  const { closures } = await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-2')
  expect(closures).toMatchObject([{ by: 'Amina Officer', closure: { reason: 'lapsed', remark: closing().remark } }])
})

test.for([
  ['before it was asked', { closedOn: day('2004-08-23') }, /on: got 2004-08-23 — expected a day from 2004-08-24/],
  ['in the future', { closedOn: day('2026-11-25') }, /to today, 2026-11-24/],
  ['that nobody knows', { followUp: 'PRK-TC-9' }, /no follow-up PRK-TC-9/],
] as const)('a closing %s is refused', async ([, told, message]) => {
  await using desk = await freshDesk('the sample')
  const refused = closeFollowUp(desk.on('2026-11-24'), closing(told))
  await expect(refused).rejects.toMatchObject({ name: 'Problem', message: expect.stringMatching(message) })
  expect(await listPending(desk.on('2026-11-24'), {})).toHaveLength(2)
})

test('what is closed is not closed again', async () => {
  await using desk = await freshDesk('the sample')
  await closeFollowUp(desk.on('2026-11-24'), closing())
  await expect(closeFollowUp(desk.on('2026-11-24'), closing({ reason: 'satisfied' }))).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('PRK-TC-2 was closed on 2026-11-20 already'),
  })
})

test('of two officers who close at once, one is told that the other has', async () => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table closures in share mode')
  const both = (['lapsed', 'satisfied'] as const).map((reason) =>
    closeFollowUp(desk.on('2026-11-24'), closing({ reason })),
  )
  await barrier.waiting(2)
  await barrier.letGo()
  const outcomes = (await Promise.allSettled(both)).toSorted((a, b) => (a.status < b.status ? -1 : 1))
  expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'conflict' } }])
  expect((await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-2')).closures).toHaveLength(1)
})

test('a reply after the closing reopens, and it can be closed once more', async () => {
  await using desk = await freshDesk('the sample')
  await closeFollowUp(desk.on('2026-11-24'), closing())
  const reply = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'partial' } as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn: '2026-11-22', entries: [reply] }))
  expect((await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-2')).followUp).toMatchObject({
    state: 'partial',
    closedOn: null,
  })
  const standings = await closeFollowUp(desk.on('2026-11-24'), closing({ closedOn: day('2026-11-24') }))
  expect(standings.get('PRK-TC-2')).toMatchObject({ state: 'closed', closedOn: day('2026-11-24') })
})

test('a closing before the last word is refused, for that word would have reopened it', async () => {
  await using desk = await freshDesk('the sample')
  const refused = closeFollowUp(desk.on('2026-11-24'), closing({ followUp: 'PRK-TC-1', closedOn: day('2003-12-29') }))
  await expect(refused).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('2003-12-30') })
  const { closures, followUp } = await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-1')
  expect([closures, followUp.state]).toEqual([[], 'holding'])
})

test('a closing taken back leaves what stood before it, and both stay in the ledger', async () => {
  await using desk = await freshDesk('the sample')
  const before = (await listPending(desk.on('2026-11-24'), {}))[1]
  await closeFollowUp(desk.on('2026-11-24T10:00'), closing())
  await withdrawClosure(desk.on('2026-11-24T12:00'), { followUp: 'PRK-TC-2', why: 'It was the other proposal.' })
  expect((await listPending(desk.on('2026-11-24'), {}))[1]).toEqual(before)
  const kept = await desk.db.execute('select is_withdrawn, correction_reason from closures order by id')
  expect([...kept]).toEqual([
    { is_withdrawn: false, correction_reason: null },
    { is_withdrawn: true, correction_reason: 'It was the other proposal.' },
  ])
  const known = async (at: string) =>
    (await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-2', momentOf('2026-11-24', at))).followUp.state
  expect([await known('2026-11-24T09:59'), await known('2026-11-24T11:00'), await known('2026-11-24T12:00')]).toEqual([
    'holding',
    'closed',
    'holding',
  ])
})

test('there is no closing to take back from what is open', async () => {
  await using desk = await freshDesk('the sample')
  const refusal = { code: 'conflict', message: expect.stringContaining('PRK-TC-2 is not closed') }
  await expect(withdrawClosure(desk.on('2026-11-24'), { followUp: 'PRK-TC-2', why: 'why' })).rejects.toMatchObject(
    refusal,
  )
})

test('a closure corrected is closed on another day for another reason, and the first stays on record', async () => {
  await using desk = await freshDesk('the sample')
  await closeFollowUp(desk.on('2026-11-24'), closing())
  const correction = { followUp: 'PRK-TC-2', why: 'Misdated', change: { closedOn: day('2026-11-18') } }
  const standings = await correctClosure(desk.on('2026-11-25'), correction)
  expect(standings.get('PRK-TC-2')).toMatchObject({ state: 'closed', closedOn: day('2026-11-18') })
  const on = async (knownOn: string) =>
    (await showFollowUp(desk.on('2026-11-26'), 'PRK-TC-2', momentOf('2026-11-24', knownOn))).closures
  expect(await on('2026-11-26')).toMatchObject([{ closure: { closedOn: day('2026-11-18'), reason: 'lapsed' } }])
  expect(await on('2026-11-24T23:00')).toMatchObject([{ closure: { closedOn: day('2026-11-20') } }])
  expect((await verify(desk)).differences).toEqual([])
})

test.for([
  ['where nothing is closed', 'PRK-TC-1', '2026-11-18', /PRK-TC-1 is not closed/],
  ['to a day before the ask', 'PRK-TC-2', '2004-08-23', /on: got 2004-08-23/],
  ['to a day before their last word', 'PRK-TC-2', '2004-08-24', /expected a day not before PRK-TC-2 was replied to/],
] as const)('a correction of a closure %s is refused', async ([, followUp, on, message]) => {
  await using desk = await freshDesk('the sample')
  await recordCommunication(
    desk.on('2026-11-24'),
    communicationOf({
      receivedOn: '2026-11-02',
      entries: [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'noted' }],
    }),
  )
  await closeFollowUp(desk.on('2026-11-24'), closing())
  const correction = { followUp, why: 'Misdated', change: { closedOn: day(on) } }
  await expect(correctClosure(desk.on('2026-11-25'), correction)).rejects.toThrow(message)
})
