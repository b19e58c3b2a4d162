import { expect, test } from 'vitest'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication, type Correction } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'

const correction = (communication: string, told: Partial<Correction> = {}): Correction => ({
  communication,
  why: 'Misread.',
  content: {},
  entries: [],
  isWithdrawn: false,
  ...told,
})
const taking = (communication: string) => correction(communication, { isWithdrawn: true, why: 'Filed twice.' })

interface Version {
  number: number
  summary: string | null
  correction_reason: string | null
}

const versions = async ({ db }: Desk) => [
  ...(await db.execute<Version & Record<string, unknown>>(
    'select number, received_on, summary, is_withdrawn, correction_reason from communications order by id',
  )),
]
const stateOf = async (desk: Desk, reference: string, knownAt?: string) =>
  (await showFollowUp(desk.on('2026-11-25'), reference, momentOf('2026-11-25', knownAt))).followUp

test('a correction stands instead of what it corrects, and both stay, with who and why', async () => {
  await using desk = await freshDesk('the sample')
  const content = { receivedOn: day('2003-12-31') }
  const standings = await correctCommunication(desk.on('2026-11-24T12:00'), correction('PRK-TC/5', { content }))
  expect(standings.get('PRK-TC-1')).toMatchObject({ state: 'holding', lastWordOn: day('2003-12-31') })
  const { chronology } = await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-1')
  const reply = chronology.find(({ communication }) => communication.number === 5)!
  expect(reply.versions).toMatchObject([
    { communication: { receivedOn: day('2003-12-30'), correctionReason: null }, recordedByName: 'Amina Officer' },
    { communication: { receivedOn: day('2003-12-31'), correctionReason: 'Misread.' }, recordedByName: 'Amina Officer' },
  ])
  expect((await verify(desk)).differences).toEqual([])
})

test('as known before a correction, what was recorded first holds', async () => {
  await using desk = await freshDesk('the sample')
  const entries = [{ character: 'substantive' as const }]
  await correctCommunication(desk.on('2026-11-24T12:00'), correction('PRK-TC/5', { entries }))
  expect((await stateOf(desk, 'PRK-TC-1', '2026-11-24T11:59')).state).toBe('holding')
  expect((await stateOf(desk, 'PRK-TC-1', '2026-11-24T12:00')).state).toBe('answered')
})

test('what is corrected keeps its place among the things of its day', async () => {
  await using desk = await freshDesk('the sample')
  // The reminder goes to the day of the reply. It was recorded before it, so it stays before it.
  const content = { dated: parseVagueDate('2003-12-30', 'dated') }
  const standings = await correctCommunication(desk.on('2026-11-24'), correction('PRK-TC/4', { content }))
  expect(standings.get('PRK-TC-1')).toMatchObject({
    state: 'holding',
    move: 'theirs',
    lastRemindedOn: day('2003-12-30'),
  })
  const { chronology } = await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-1')
  const numbers = chronology.map(({ communication }) => communication.number)
  expect(numbers.indexOf(4)).toBeLessThan(numbers.indexOf(5))
})

test('what a correction does not name stays as it was', async () => {
  await using desk = await freshDesk('the sample')
  const before = await listPending(desk.on('2026-11-24'), {})
  await correctCommunication(desk.on('2026-11-24'), correction('PRK-TC/6', { content: { summary: 'A meeting.' } }))
  expect(await listPending(desk.on('2026-11-24'), {})).toEqual(before)
  const [last] = (await versions(desk)).slice(-1)
  expect(last).toMatchObject({ number: 6, summary: 'A meeting.', correction_reason: 'Misread.' })
})

test('a correction can be corrected, and the last one holds', async () => {
  await using desk = await freshDesk('the sample')
  for (const character of ['substantive', 'declined', 'noted'] as const) {
    await correctCommunication(desk.on('2026-11-24'), correction('PRK-TC/5', { entries: [{ character }] }))
  }
  expect((await stateOf(desk, 'PRK-TC-1')).character).toBe('noted')
  expect(await versions(desk)).toHaveLength(9)
})

test('what was withdrawn bears on nothing, and is still there to be read', async () => {
  await using desk = await freshDesk('the sample')
  const standings = await correctCommunication(desk.on('2026-11-24T12:00'), taking('PRK-TC/5'))
  expect(standings.get('PRK-TC-1')).toMatchObject({ state: 'awaiting_reply', firstReplyOn: null, lastWordOn: null })
  const { chronology, withdrawn } = await showFollowUp(desk.on('2026-11-24'), 'PRK-TC-1')
  expect(chronology.map(({ communication }) => communication.number)).toEqual([1, 2, 3, 4])
  expect(withdrawn).toMatchObject([[{ communication: { number: 5 } }, { communication: { isWithdrawn: true } }]])
  expect((await stateOf(desk, 'PRK-TC-1', '2026-11-24T11:00')).state).toBe('holding')
  await expect(correctCommunication(desk.on('2026-11-24'), correction('PRK-TC/5'))).rejects.toMatchObject({
    code: 'not_found',
  })
})

const REFUSED: readonly (readonly [what: string, Correction, message: RegExp])[] = [
  ['withdraws the only ask', taking('PRK-TC/2'), /nothing else asks PRK-TC-1; close it instead/],
  ['withdraws the meeting that asked', taking('PRK-TC/6'), /nothing else asks PRK-TC-2/],
  [
    'moves a reply before its ask',
    correction('PRK-TC/5', { content: { receivedOn: day('2003-08-07') } }),
    /not before PRK-TC-1 was asked/,
  ],
  [
    'moves an ask behind its reply',
    correction('PRK-TC/2', { content: { dated: parseVagueDate('2004-01-15', 'dated') } }),
    /asked on 2004-01-15, after what reminds it on 2003-12-16/,
  ],
  [
    'moves a reply into the future',
    correction('PRK-TC/5', { content: { receivedOn: day('2026-11-25') } }),
    /not after today/,
  ],
  ['promises without a day', correction('PRK-TC/5', { entries: [{ character: 'promised' }] }), /until: got nothing/],
  [
    'gives a receipt a day',
    correction('PRK-TC/5', { entries: [{ untilOn: day('2004-02-01') }] }),
    /until: .*expected none/,
  ],
  [
    'gives a character to what is no reply',
    correction('PRK-TC/4', { entries: [{ character: 'noted' }] }),
    /^follow-up: got PRK-TC\/4, which bears on PRK-TC-1 — expected the one whose entry is to change; try --follow-up$/,
  ],
  ['is of a communication nobody knows', correction('PRK-TC/77'), /no communication PRK-TC\/77/],
  ['is of no communication', correction('PRK-TC-1'), /communication: got "PRK-TC-1"/],
]

test.for(REFUSED)('a correction that %s is refused, and nothing is appended', async ([, told, message]) => {
  await using desk = await freshDesk('the sample')
  const before = await versions(desk)
  await expect(correctCommunication(desk.on('2026-11-24'), told)).rejects.toMatchObject({
    name: 'Problem',
    message: expect.stringMatching(message),
  })
  expect(await versions(desk)).toEqual(before)
})

test('of all that an ask would come after, the first is named, however late it was filed', async () => {
  await using desk = await freshDesk('the sample')
  const entries = [{ followUp: 'PRK-TC-1', bearing: 'reminds' }] as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ direction: 'sent', dated: '2003-10-01', entries }))
  const content = { dated: parseVagueDate('2004-01-15', 'dated') }
  await expect(correctCommunication(desk.on('2026-11-24'), correction('PRK-TC/2', { content }))).rejects.toThrow(
    'PRK-TC-1 would be asked on 2004-01-15, after what reminds it on 2003-10-01; correct that first',
  )
})

test('the reminder of what was closed since can still be corrected', async () => {
  await using desk = await freshDesk('the sample')
  const closing = { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn: day('2005-01-31'), remark: null } as const
  await closeFollowUp(desk.on('2026-11-24'), closing)
  const content = { summary: 'Another communication.' }
  const standings = await correctCommunication(desk.on('2026-11-24'), correction('PRK-TC/4', { content }))
  expect(standings.get('PRK-TC-1')?.state).toBe('closed')
})

test.for([
  ['a reply', 'PRK-TC/5'],
  ['a contact that bears on no follow-up', 'PRK-TC/1'],
] as const)('two corrections of %s at once are both kept, one after the other', async ([, communication]) => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const both = ['one', 'two'].map((summary) =>
    correctCommunication(desk.on('2026-11-24'), correction(communication, { content: { summary } })),
  )
  await barrier.waiting(2)
  await barrier.letGo()
  await Promise.all(both)
  const corrected = (await versions(desk)).filter((version) => version.correction_reason)
  expect(corrected.map(({ summary }) => summary).toSorted()).toEqual(['one', 'two'])
})

test('a correction decided upon an older version is refused', async () => {
  await using desk = await freshDesk('the sample')
  const correct = (summary: string, expected: number) =>
    correctCommunication(desk.on('2026-11-24'), correction('PRK-TC/5', { content: { summary } }), expected)
  await correct('They took note.', 1)
  await expect(correct('They took no note.', 1)).rejects.toMatchObject({ code: 'conflict' })
  await correct('They took note twice.', 2)
})

test('one correction can change how a reply bears on several asks', async () => {
  await using desk = await freshDesk('the sample')
  const entries = ['PRK-TC-1', 'PRK-TC-2'].map((followUp) => ({ followUp, bearing: 'replies' as const }))
  const reply = communicationOf({
    receivedOn: '2005-02-01',
    entries: entries.map((of) => ({ ...of, character: 'unread' as const })),
  })
  const { reference } = await recordCommunication(desk.on('2026-11-24T11:00'), reply)
  const changes = [
    { followUp: 'PRK-TC-1', character: 'declined' as const },
    { followUp: 'PRK-TC-2', character: 'substantive' as const },
  ]
  const standings = await correctCommunication(desk.on('2026-11-24T12:00'), correction(reference, { entries: changes }))
  expect([...standings].map(([of, { state }]) => `${of} ${state}`)).toEqual(['PRK-TC-1 declined', 'PRK-TC-2 answered'])
})

test('a reply whose only date is taken away is of an unknown day, not of the day that was wrong', async () => {
  await using desk = await freshDesk('the sample')
  await correctCommunication(
    desk.on('2026-11-25'),
    correction('PRK-TC/5', { content: { dated: null, receivedOn: null } }),
  )
  expect((await stateOf(desk, 'PRK-TC-1', '2026-11-25T12:00')).lastWordOn).toBeNull()
})
