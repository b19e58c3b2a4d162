import { expect, test } from 'vitest'
import { listCorrespondence } from '../../../src/store/correspondence/communications.ts'
import { findDossier } from '../../../src/store/correspondence/dossiers.ts'
import { listFollowUps } from '../../../src/store/correspondence/follow-ups.ts'
import { appendOfficer } from '../../../src/store/parties/parties.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { standingOf } from '../../../src/use-cases/pending/list-pending.ts'
import {
  recordCommunication,
  type NewCommunication,
} from '../../../src/use-cases/correspondence/record-communication.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'

const TC1 = 'PRK-TC-1'
const TC2 = 'PRK-TC-2'
const partial = { followUp: TC2, bearing: 'replies', character: 'partial' } as const
const reply = communicationOf({ receivedOn: '2005-01-20', entries: [partial] })

const correspondence = async ({ seen }: Desk) => listCorrespondence(seen, (await findDossier(seen, 'PRK-TC'))!.id)
const rows = async ({ seen }: Desk) => listFollowUps(seen, {})

test('the everyday reply: one letter is filed, numbered, and moves the ask that it answers', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  const { reference, standings } = await recordCommunication(context, reply)
  expect(reference).toBe('PRK-TC/7')
  expect(standings.get(TC2)).toMatchObject({ state: 'partial', move: 'theirs', lastWordOn: day('2005-01-20') })
  const filed = (await correspondence(desk)).at(-1)!
  expect(filed.communication).toMatchObject({ number: 7, recordedAt: context.now, tookEffectOn: day('2005-01-20') })
  expect(filed.entries).toMatchObject([{ followUp: TC2, bearing: 'replies', character: 'partial' }])
})

test('in the chain of its dossier a letter comes before how it bears on asks, in the order in which it was told', async () => {
  await using desk = await freshDesk('the sample')
  const entries = [TC2, TC1].map((followUp) => ({ ...partial, followUp, untilOn: null }))
  await recordCommunication(desk.on('2026-11-24'), { ...reply, entries })
  const chained = await desk.db.execute(`select fact, record -> 'row' ->> 'follow_up_id' as "followUp" from audit
    where dossier_id is not null order by number desc limit 3`)
  const [first, second] = (await rows(desk)).map(({ id }) => String(id))
  expect([...chained].toReversed()).toEqual([
    { fact: 'communications', followUp: null },
    { fact: 'entries', followUp: second },
    { fact: 'entries', followUp: first },
  ])
})

test('the standing is rewritten in the transaction that files the letter, and only that of what it bears on', async () => {
  await using desk = await freshDesk('the sample')
  const [before] = await rows(desk)
  const { standings } = await recordCommunication(desk.on('2026-11-24'), reply)
  const [first, second] = await rows(desk)
  expect(first).toEqual(before)
  expect(standingOf(second!)).toEqual(standings.get(TC2))
  expect((await verify(desk)).differences).toEqual([])
})

test('one reply bears on two asks, each in its own way', async () => {
  await using desk = await freshDesk('the sample')
  const entries = [
    { followUp: TC1, bearing: 'replies', character: 'declined' },
    { followUp: TC2, bearing: 'replies', character: 'promised', untilOn: '2005-06-01' },
  ] as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn: '2005-01-20', entries }))
  expect(await rows(desk)).toMatchObject([
    { state: 'declined', answeredOn: day('2005-01-20') },
    { state: 'promised', answerDueOn: day('2005-06-01'), answerDueBasis: 'set' },
  ])
})

const by = (bearing: 'asks' | 'reminds' | 'supplies' | 'grants', untilOn?: string) => ({
  direction: 'sent' as const,
  dated: '2005-01-20',
  entries: [{ followUp: TC2, bearing, ...(untilOn && { untilOn }) }],
})
const replying = (character: 'noted' | 'promised', untilOn?: string) => ({
  entries: [{ followUp: TC2, bearing: 'replies' as const, character, ...(untilOn && { untilOn }) }],
})

const REFUSED: readonly (readonly [what: string, told: Parameters<typeof communicationOf>[0], message: RegExp])[] = [
  [
    'a reply before its ask',
    { ...replying('noted'), receivedOn: '2004-08-23' },
    /not before PRK-TC-2 was asked, 2004-08-24/,
  ],
  [
    'a reply in the future',
    { ...replying('noted'), receivedOn: '2026-11-25' },
    /received-on: .*not after today, 2026-11-24/,
  ],
  ['a paper of the future', { ...replying('noted'), dated: '2027' }, /dated: .*not after today/],
  [
    'a paper of some day before a future one',
    { ...replying('noted'), dated: '../2027-01-01' },
    /dated: .*not after today/,
  ],
  [
    'a reply received before it was sent',
    { ...replying('noted'), sentOn: '2005-02-02', receivedOn: '2005-02-01' },
    /received-on: /,
  ],
  [
    'a reply received before the day on its paper',
    { ...replying('noted'), dated: '2005-02-02', receivedOn: '2005-02-01' },
    /received-on: /,
  ],
  ['a reply that we sent', { ...replying('noted'), direction: 'sent', dated: '2005-01-20' }, /direction: got sent/],
  ['a reminder that they sent', { ...by('reminds'), direction: 'received' }, /direction: got received/],
  ['a promise without its day', { ...replying('promised'), receivedOn: '2005-01-20' }, /until: got nothing/],
  [
    'a promise of a day gone by',
    { ...replying('promised', '2005-01-19'), receivedOn: '2005-01-20' },
    /until: .*not before/,
  ],
  ['a due day before its ask', by('asks', '2005-01-19'), /until: .*not before the communication's own, 2005-01-20/],
  ['a grant without its day', by('grants'), /until: got nothing/],
  ['a reminder with a day', by('reminds', '2005-02-01'), /until: got 2005-02-01 — expected none/],
  ['a receipt with a day', { ...replying('noted', '2005-02-01'), receivedOn: '2005-01-20' }, /until: .*expected none/],
  [
    'a reminder to what is closed',
    { ...by('reminds'), entries: [{ followUp: TC1, bearing: 'reminds' }] },
    /PRK-TC-1 is closed/,
  ],
  ['one that bears on nothing', { receivedOn: '2005-01-20', entries: [] }, /expected a follow-up/],
  [
    'one of two bearings alike',
    { receivedOn: '2005-01-20', entries: [partial, { ...partial, character: 'noted' }] },
    /two that replies PRK-TC-2/,
  ],
  [
    'a follow-up nobody knows',
    { receivedOn: '2005-01-20', entries: [{ ...partial, followUp: 'PRK-TC-9' }] },
    /no follow-up PRK-TC-9/,
  ],
]

test.for(REFUSED)('refused, and nothing left behind: %s', async ([, told, message]) => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  await closeFollowUp(context, { followUp: TC1, reason: 'lapsed', closedOn: day('2004-12-31'), remark: null })
  const [filed, stood] = [await correspondence(desk), await rows(desk)]
  const refused = recordCommunication(context, communicationOf(told))
  await expect(refused).rejects.toMatchObject({ name: 'Problem', message: expect.stringMatching(message) })
  expect([await correspondence(desk), await rows(desk)]).toEqual([filed, stood])
  expect((await recordCommunication(context, reply)).reference).toBe('PRK-TC/7')
})

test('a reminder that went out before the closing, found in the file afterwards, is filed and leaves it closed', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  await closeFollowUp(context, { followUp: TC2, reason: 'lapsed', closedOn: day('2005-12-31'), remark: null })
  const { standings } = await recordCommunication(context, communicationOf(by('reminds')))
  expect(standings.get(TC2)).toMatchObject({ state: 'closed', reminders: 1, lastRemindedOn: day('2005-01-20') })
})

test('a reply on the very day of the ask is none before it', async () => {
  await using desk = await freshDesk('the sample')
  const sameDay = communicationOf({ ...replying('noted'), receivedOn: '2004-08-24' })
  expect((await recordCommunication(desk.on('2026-11-24'), sameDay)).standings.get(TC2)?.state).toBe('holding')
})

test('the same reply twice is told by whom and when it was recorded', async () => {
  await using desk = await freshDesk('the sample')
  await recordCommunication(desk.on('2026-11-24T10:15'), reply)
  const colleague = await appendOfficer(desk.db, { email: 'b@example.org', name: 'Bruno Officer', role: 'officer' })
  const again = { ...desk.on('2026-11-24T16:00'), officer: colleague }
  await expect(recordCommunication(again, reply)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('already recorded as PRK-TC/7 by Amina Officer at 2026-11-24T09:15:00Z'),
  })
  expect((await recordCommunication(again, reply, { isAgain: true })).reference).toBe('PRK-TC/8')
})

test.for([
  ['another day', { ...reply, receivedOn: day('2005-01-21') }],
  ['another channel', { ...reply, channel: 'fax' }],
  ['one more ask', { ...reply, entries: [partial, { ...partial, followUp: TC1 }] }],
  ['another ask alone', { ...reply, entries: [{ ...partial, followUp: TC1 }] }],
  ['another character', communicationOf({ receivedOn: '2005-01-20', entries: [{ ...partial, character: 'noted' }] })],
] as const)('a reply of %s is another reply', async ([, other]) => {
  await using desk = await freshDesk('the sample')
  await recordCommunication(desk.on('2026-11-24'), reply)
  expect((await recordCommunication(desk.on('2026-11-24'), other as NewCommunication)).reference).toBe('PRK-TC/8')
})

test('of two officers who record the same reply at once, one is told that the other has', async () => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const both = [1, 2].map(() => recordCommunication(desk.on('2026-11-24'), reply))
  await barrier.waiting(2)
  await barrier.letGo()
  const outcomes = (await Promise.allSettled(both)).toSorted((a, b) => (a.status < b.status ? -1 : 1))
  expect(outcomes).toMatchObject([
    { status: 'fulfilled', value: { reference: 'PRK-TC/7' } },
    {
      status: 'rejected',
      reason: { code: 'conflict', message: expect.stringMatching(/^already recorded as PRK-TC\/7/) },
    },
  ])
  expect(await correspondence(desk)).toHaveLength(7)
})

test('of two different replies at once, neither is lost in the standing', async () => {
  await using desk = await freshDesk('the sample')
  const unread = { followUp: TC2, bearing: 'replies', character: 'unread' } as const
  const replies = ['2005-01-20', '2005-01-21'].map((receivedOn) => communicationOf({ receivedOn, entries: [unread] }))
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const both = replies.map((one) => recordCommunication(desk.on('2026-11-24'), one))
  await barrier.waiting(2)
  await barrier.letGo()
  await Promise.all(both)
  expect(await rows(desk)).toMatchObject([{}, { unreadReplies: 2 }])
})

test('different communications recorded at once get numbers without gap or double', async () => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const days = ['2005-01-20', '2005-01-21', '2005-01-22', '2005-01-23', '2005-01-24', '2005-01-25']
  const all = days.map((receivedOn, i) => {
    const entries = [{ ...partial, followUp: i % 2 ? TC1 : TC2 }]
    return recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn, entries }))
  })
  await barrier.waiting(6)
  await barrier.letGo()
  const numbers = (await Promise.all(all)).map(({ reference }) => Number(reference.split('/')[1]))
  expect(numbers.toSorted((a, b) => a - b)).toEqual([7, 8, 9, 10, 11, 12])
})

test('two that bear on the same asks in opposite order do not wait for each other for ever', async () => {
  await using desk = await freshDesk('the sample')
  const record = (receivedOn: string, ...references: string[]) => {
    const entries = references.map((followUp) => ({ ...partial, followUp }))
    return recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn, entries }))
  }
  const first = "select from follow_ups where reference = 'PRK-TC-1' for update"
  await using barrier = await holdBack(desk.connection, first)
  const one = record('2005-02-01', TC1, TC2)
  await barrier.waiting(1)
  const other = record('2005-02-02', TC2, TC1)
  await barrier.waiting(2)
  await barrier.letGo()
  const recorded = await Promise.all([one, other])
  expect(recorded.map(({ reference }) => reference)).toEqual(['PRK-TC/7', 'PRK-TC/8'])
})
