import { expect, test } from 'vitest'
import { assessReply } from '../../../src/use-cases/correspondence/assess-reply.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { listFollowUps, type IdentifiedFollowUp } from '../../../src/use-cases/pending/list-pending.ts'
import { planMeeting } from '../../../src/use-cases/plan/plan-meeting.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { communicationOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { sampleWith, standingsOf } from '../../support/ledgers/sample.ts'

test('what is exported and imported elsewhere stands as it stood', async () => {
  await using here = await freshDesk('the sample')
  const { on } = here
  const reply = { followUp: 'PRK-TC-1', bearing: 'replies' } as const
  const promise = { ...reply, character: 'promised', untilOn: '2005-06-01' } as const
  const closing = { followUp: 'PRK-TC-2', reason: 'lapsed', closedOn: day('2026-11-20'), remark: 'No answer.' } as const
  await recordCommunication(on('2026-11-24'), communicationOf({ dated: '2005-03-01~', entries: [promise] }))
  await closeFollowUp(on('2026-11-24'), closing)
  await using there = await freshDesk()
  const file = parseLedgerDocument(JSON.parse(JSON.stringify(await exportLedger(here.seen))))
  await importLedger(there.on('2026-11-26'), file)
  expect(await standingsOf(there)).toEqual(await standingsOf(here))
  expect(JSON.stringify(await exportedBy(there))).toBe(JSON.stringify(await exportedBy(here)))
})

test('what is recorded twice, word for word, goes out with the ledger and comes in again, once', async () => {
  await using here = await freshDesk('the sample')
  const context = here.on('2026-11-24')
  const [followUp, closedOn] = ['PRK-TC-2', day('2005-03-01')]
  const closing = { followUp, reason: 'lapsed', closedOn, remark: null } as const
  const reply = { followUp, bearing: 'replies', character: 'partial' } as const
  const opinion = { followUp, communication: 'PRK-TC/7', grade: 'C', reason: 'No answer in it.' } as const
  const meeting = {
    counterpart: 'PRK-GVA',
    heldOn: day('2026-12-01'),
    rank: 'director',
    title: 'Talk',
    meets: null,
  } as const
  await closeFollowUp(context, closing)
  await recordCommunication(context, communicationOf({ receivedOn: '2005-03-01', entries: [reply] }))
  await closeFollowUp(context, closing)
  for (const grade of ['C', 'B', 'C'] as const) await assessReply(context, { ...opinion, grade })
  for (const _ of [1, 2]) await planMeeting(context, meeting)
  const written = JSON.stringify(await exportedBy(here))
  const file = parseLedgerDocument(JSON.parse(written))
  await using there = await freshDesk()
  const { added } = await importLedger(there.on('2026-11-24'), file)
  expect(added).toMatchObject({ closures: 2, assessments: 3, 'planned meetings': 2 })
  expect(JSON.stringify(await exportedBy(there))).toBe(written)
  expect(await standingsOf(there)).toEqual(await standingsOf(here))
  for (const desk of [here, there])
    expect(Object.values((await importLedger(desk.on('2026-11-25'), file)).added).filter(Boolean)).toEqual([])
})

test('what a file has once more than the ledger is added, and what it has otherwise is refused', async () => {
  await using desk = await freshDesk('the sample')
  const opinion = { followUp: 'PRK-TC-1', communication: 5, grade: 'C', reason: 'No answer in it.' }
  const closing = { followUp: 'PRK-TC-1', closedOn: '2026-11-20', reason: 'lapsed' }
  const importing = async (told: object) => {
    const file = await sampleWith(({ dossiers: [dossier] }) => Object.assign(dossier, told))
    return (await importLedger(desk.on('2026-11-24'), file)).added
  }
  const added = await importing({ assessments: [opinion], closures: [closing] })
  expect(added).toMatchObject({ assessments: 1, closures: 1 })
  expect(await importing({ assessments: [opinion, opinion] })).toMatchObject({ assessments: 1, closures: 0 })
  expect(await importing({ closures: [{ ...closing, reason: 'overtaken' }, closing] })).toMatchObject({ closures: 1 })
  await expect(importing({ closures: [{ ...closing, reason: 'withdrawn' }] })).rejects.toMatchObject({
    details: ['PRK-TC, closure PRK-TC-1 on 2026-11-20: reason is recorded as "lapsed", the file has "withdrawn"'],
  })
})

test('what was reopened on the day it was closed is imported elsewhere as open as it was', async () => {
  await using here = await freshDesk('the sample')
  const closing = { followUp: 'PRK-TC-2', reason: 'lapsed', closedOn: day('2005-03-01'), remark: null } as const
  const reply = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'partial' } as const
  await closeFollowUp(here.on('2026-11-24'), closing)
  await recordCommunication(here.on('2026-11-24'), communicationOf({ receivedOn: '2005-03-01', entries: [reply] }))
  await using there = await freshDesk()
  await importLedger(
    there.on('2026-11-26'),
    parseLedgerDocument(JSON.parse(JSON.stringify(await exportLedger(here.seen)))),
  )
  expect(await standingsOf(there)).toMatchObject([{}, { state: 'partial' }])
})

test('what was withdrawn is left out, and what was corrected is exported as it stands', async () => {
  await using desk = await freshDesk('the sample')
  const nothing = { content: {}, entries: [], isWithdrawn: false }
  const withdrawn = { ...nothing, communication: 'PRK-TC/4', why: 'Filed twice.', isWithdrawn: true }
  await correctCommunication(desk.on('2026-11-24'), withdrawn)
  const content = { receivedOn: day('2003-12-31') }
  await correctCommunication(desk.on('2026-11-24'), { ...nothing, communication: 'PRK-TC/5', why: 'Misread.', content })
  const { dossiers } = parseLedgerDocument(await exportLedger(desk.seen))
  expect(dossiers[0]!.communications.map(({ number }) => number)).toEqual([1, 2, 3, 5, 6])
  expect(dossiers[0]!.communications[3]!.receivedOn).toEqual(day('2003-12-31'))
})

test('a closure that names a later communication which the file does not have is imported all the same', async () => {
  await using desk = await freshDesk('the sample')
  const closure = { followUp: 'PRK-TC-2', closedOn: '2004-08-24', reason: 'lapsed', before: 6 }
  const { added } = await importLedger(
    desk.on('2026-11-24'),
    await sampleWith((file) => (file.dossiers[0].closures = [closure])),
  )
  expect(added.closures).toBe(1)
  expect(await standingsOf(desk)).toMatchObject([{}, { state: 'closed' }])
})

test('what is exported as of a day and imported elsewhere stands as it stood on that day', async () => {
  await using here = await freshDesk('the sample')
  const reply = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'substantive' } as const
  await recordCommunication(here.on('2026-11-24'), communicationOf({ receivedOn: '2004-08-01', entries: [reply] }))
  for (const [asOf, knownOn, states] of [
    ['2003-12-29', '2026-11-25', ['awaiting_reply']],
    ['2004-08-23', '2026-11-24T08:30', ['holding']],
    ['2004-08-23', '2026-11-25', ['answered']],
    ['2004-08-24', '2026-11-25', ['answered', 'holding']],
  ] as const) {
    await using there = await freshDesk()
    const moment = momentOf(asOf, knownOn)
    const file = JSON.parse(JSON.stringify(await exportLedger({ ...here.seen, moment })))
    await importLedger(there.on('2026-11-26'), parseLedgerDocument(file))
    const stood = (await listFollowUps(here.on('2026-11-26'), {}, moment)).map(withoutId)
    expect((await listFollowUps(there.on(asOf), {})).map(withoutId)).toEqual(stood)
    expect(stood.map(({ state }) => state)).toEqual(states)
  }
})

test('an export as of a day before anything was known has no dossier', async () => {
  await using desk = await freshDesk('the sample')
  const { dossiers, ...rest } = await exportLedger({ ...desk.seen, moment: momentOf('2004-12-22', '2026-11-24T07:59') })
  expect(dossiers).toEqual([])
  expect(rest).not.toHaveProperty('heads')
})

function withoutId({ id: _id, ...rest }: IdentifiedFollowUp) {
  return rest
}

/** But for where the chains stand, which are of each ledger alone. */
async function exportedBy({ seen }: Desk) {
  const { heads, ...file } = await exportLedger(seen)
  expect(heads).toHaveLength(2)
  return file
}
