import { expect, test } from 'vitest'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, day, freshDesk, momentOf } from '../../support/ledgers/desk.ts'

const TC1 = 'PRK-TC-1'
const TC2 = 'PRK-TC-2'

const reply = (followUp: string, character: 'substantive' | 'noted' | 'unread', receivedOn: string) =>
  communicationOf({ receivedOn, entries: [{ followUp, bearing: 'replies', character }] })
const closing = (closedOn: string) => ({
  followUp: TC2,
  reason: 'lapsed' as const,
  closedOn: day(closedOn),
  remark: null,
})
const referencesOf = (followUps: readonly { reference: string }[]) => followUps.map(({ reference }) => reference)

test('a reply found in the file changes nothing that was known before it was recorded', async () => {
  await using desk = await freshDesk('the sample')
  const [before, after] = [momentOf('2005-02-01', '2026-11-24T08:59'), momentOf('2005-02-01', '2026-11-24T09:00')]
  const told = await listPending(desk.on('2026-11-24'), {}, before)
  await recordCommunication(desk.on('2026-11-24T09:00'), reply(TC1, 'substantive', '2005-01-20'))
  expect(referencesOf(told)).toEqual([TC1, TC2])
  expect(await listPending(desk.on('2026-11-25'), {}, before)).toEqual(told)
  expect(referencesOf(await listPending(desk.on('2026-11-25'), {}, after))).toEqual([TC2])
})

test('nor does it change what had happened by the day before it came in', async () => {
  await using desk = await freshDesk('the sample')
  const told = await listPending(desk.on('2026-11-24'), {}, momentOf('2005-01-19'))
  await recordCommunication(desk.on('2026-11-24'), reply(TC1, 'substantive', '2005-01-20'))
  expect(await listPending(desk.on('2026-11-24'), {}, momentOf('2005-01-19'))).toEqual(told)
  expect(referencesOf(await listPending(desk.on('2026-11-24'), {}, momentOf('2005-01-20')))).toEqual([TC2])
})

test('what was recorded first and came in last has the last word', async () => {
  await using desk = await freshDesk('the sample')
  await recordCommunication(desk.on('2026-11-24'), reply(TC1, 'substantive', '2005-03-01'))
  const { standings } = await recordCommunication(desk.on('2026-11-24'), reply(TC1, 'noted', '2005-01-20'))
  expect(standings.get(TC1)).toMatchObject({
    state: 'answered',
    answeredOn: day('2005-03-01'),
    lastWordOn: day('2005-03-01'),
  })
})

test('a reply of a day before the closing, found in the file afterwards, leaves it closed', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  await closeFollowUp(context, closing('2005-03-01'))
  const { standings } = await recordCommunication(context, reply(TC2, 'noted', '2005-02-28'))
  expect(standings.get(TC2)).toMatchObject({ state: 'closed', move: 'nobody', closedOn: day('2005-03-01') })
  expect(referencesOf(await listPending(context, {}))).toEqual([TC1])
  expect(referencesOf(await listPending(context, {}, momentOf('2005-02-28')))).toEqual([TC1, TC2])
  expect((await verify(desk)).differences).toEqual([])
})

test('a reply of a day after the closing reopens, whenever it is found', async () => {
  await using desk = await freshDesk('the sample')
  await closeFollowUp(desk.on('2026-11-24'), closing('2005-03-01'))
  const { standings } = await recordCommunication(desk.on('2026-12-01'), reply(TC2, 'noted', '2005-03-02'))
  expect(standings.get(TC2)).toMatchObject({ state: 'holding', move: 'theirs', closedOn: null })
  expect(referencesOf(await listPending(desk.on('2026-12-01'), {}, momentOf('2005-03-01')))).toEqual([TC1])
  expect(referencesOf(await listPending(desk.on('2026-12-01'), {}, momentOf('2005-03-02')))).toEqual([TC1, TC2])
})

test('a reply that nobody had read, and that says nothing new, leaves the ask as it was but for its last word', async () => {
  await using desk = await freshDesk('the sample')
  const { reference, standings } = await recordCommunication(desk.on('2026-11-24'), reply(TC1, 'unread', '2005-01-20'))
  expect(standings.get(TC1)).toMatchObject({ move: 'ours', unreadReplies: 1, lastWordOn: day('2003-12-30') })
  const correction = { communication: reference, why: 'Read.', content: {}, isWithdrawn: false }
  const read = await correctCommunication(desk.on('2026-11-24'), { ...correction, entries: [{ character: 'noted' }] })
  expect(read.get(TC1)).toMatchObject({
    state: 'holding',
    move: 'theirs',
    unreadReplies: 0,
    lastWordOn: day('2005-01-20'),
  })
})

test('a reply recorded by mistake and withdrawn leaves the ask exactly as it was', async () => {
  await using desk = await freshDesk('the sample')
  const before = await listPending(desk.on('2026-11-24'), {})
  const { reference } = await recordCommunication(desk.on('2026-11-24'), reply(TC1, 'substantive', '2005-01-20'))
  expect(referencesOf(await listPending(desk.on('2026-11-24'), {}))).toEqual([TC2])
  const withdrawal = {
    communication: reference,
    why: 'Of another dossier.',
    content: {},
    entries: [],
    isWithdrawn: true,
  }
  await correctCommunication(desk.on('2026-11-24'), withdrawal)
  expect(await listPending(desk.on('2026-11-24'), {})).toEqual(before)
})
