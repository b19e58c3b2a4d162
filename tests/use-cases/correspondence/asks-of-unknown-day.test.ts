import { expect, test } from 'vitest'
import { writeNote } from '../../../src/documents/note/written-note.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { draftNote } from '../../../src/use-cases/issued/draft-note.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { listFollowUps, listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showCommunication } from '../../../src/use-cases/stories/show-communication.ts'
import { showDossier } from '../../../src/use-cases/stories/show-dossier.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'

const ASK = 'PRK-TC-3'
const DAY = '2026-11-24'
const reminded = communicationOf({
  direction: 'sent',
  dated: '2004-02-01',
  entries: [{ followUp: ASK, bearing: 'reminds' }],
})
const replied = communicationOf({
  receivedOn: '2004-03-01',
  entries: [{ followUp: ASK, bearing: 'replies', character: 'noted' }],
})

/** An old ask of which nobody knows the day, and, recorded after it, a reminder and a reply of 2004. */
async function oldAsk(untilOn?: string): Promise<Desk> {
  const desk = await freshDesk('the sample')
  const communication = communicationOf({ direction: 'sent' })
  const until = untilOn === undefined ? {} : { untilOn: day(untilOn) }
  await openFollowUps(desk.on(DAY), askOf({ communication, ...until }))
  await recordCommunication(desk.on(DAY), replied)
  await recordCommunication(desk.on(DAY), reminded)
  return desk
}

test('a reply and a reminder of any day are folded after the ask, whose day stays unknown', async () => {
  await using desk = await oldAsk()
  const [found] = await listPending(desk.on(DAY), { bracket: 'date_unknown' })
  expect(found).toMatchObject({ reference: ASK, state: 'holding', askedOn: null, daysSinceAsked: null, reminders: 1 })
  expect(found!.firstReplyOn).toEqual(day('2004-03-01'))
  const { firstReply, chronology } = await showFollowUp(desk.on(DAY), ASK)
  expect(firstReply).toBeNull()
  expect(chronology.filter(({ entries }) => entries.length > 0).map(({ entries }) => entries[0]!.bearing)).toEqual([
    'asks',
    'reminds',
    'replies',
  ])
  expect((await verify(desk)).differences).toEqual([])
})

test.for([
  ['2004-01-31', null],
  ['2004-02-01', 'awaiting_reply'],
  ['2004-03-01', 'holding'],
] as const)('as of %s, by all that is known, it is %s', async ([asOf, state]) => {
  await using desk = await oldAsk()
  const moment = momentOf(asOf)
  const listed = await listFollowUps(desk.on(DAY), {}, moment)
  expect(listed.find(({ reference }) => reference === ASK)?.state ?? null).toBe(state)
  const { correspondence } = await showDossier(desk.on(DAY), 'PRK-TC', moment)
  const asks = correspondence.filter(({ entries }) => entries.some(({ followUp }) => followUp === ASK))
  expect(asks.map(({ communication }) => communication.dating)[0] ?? null).toBe(state && 'unknown')
  const number = { dossier: 'PRK-TC', number: 7 }
  const told = await showCommunication(desk.on(DAY), number, moment).then(
    ({ effect: { on, dating } }) => `${on.toString()} ${dating}`,
    ({ message }) => message.slice(0, 31),
  )
  expect(told).toBe(state ? '2004-02-01 unknown' : 'PRK-TC/7 had not taken place by')
})

test('it may be closed on a day before it was recorded, and may have set a day that is long past', async () => {
  await using desk = await oldAsk('2004-06-01')
  const [found] = await listPending(desk.on(DAY), { bracket: 'long_overdue', dossier: 'PRK-TC' }).then((all) =>
    all.filter(({ reference }) => reference === ASK),
  )
  expect(found).toMatchObject({ answerDueBasis: 'set' })
  expect(found!.answerDueOn).toEqual(day('2004-06-01'))
  const closing = { followUp: ASK, reason: 'lapsed', closedOn: day('2005-01-01'), remark: null } as const
  expect((await closeFollowUp(desk.on(DAY), closing)).get(ASK)).toMatchObject({ state: 'closed' })
})

test('the note says that its day is not recorded, and that no due day can be told', async () => {
  await using desk = await oldAsk()
  const note = await draftNote(desk.on(DAY), 'PRK-TC', momentOf('2004-12-22'))
  expect(JSON.stringify(writeNote(note, 'en'))).toContain('and none can be told, for the day of the ask is not')
})

test('once its day is known, nothing may have come before it', async () => {
  await using desk = await oldAsk()
  const corrected = (sentOn: string) =>
    correctCommunication(desk.on(DAY), {
      communication: 'PRK-TC/7',
      why: 'The copy was found.',
      content: { sentOn: day(sentOn) },
      entries: [],
      isWithdrawn: false,
    })
  await expect(corrected('2004-02-15')).rejects.toThrow(`${ASK} would be asked on 2004-02-15, after what reminds it`)
  expect((await corrected('2004-01-15')).get(ASK)).toMatchObject({ state: 'holding', isDateUnknown: false })
})

test('it survives export and import, a closure of its time included', async () => {
  await using desk = await oldAsk()
  await closeFollowUp(desk.on(DAY), { followUp: ASK, reason: 'lapsed', closedOn: day('2005-01-01'), remark: null })
  await using other = await freshDesk()
  const exported = JSON.parse(JSON.stringify(await exportLedger(desk.seen)))
  const [, ...officers] = exported.officers
  await importLedger(other.on('2026-11-25'), parseLedgerDocument({ ...exported, officers, subscriptions: [] }))
  expect(JSON.stringify(await standingsIn(other))).toBe(JSON.stringify(await standingsIn(desk)))
})

async function standingsIn(desk: Desk) {
  return (await listFollowUps(desk.on('2026-11-26'), {})).map(({ id: _id, ...followUp }) => followUp)
}
