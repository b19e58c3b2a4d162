import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { WORDING } from '../../../src/documents/wording.ts'
import { writeNote } from '../../../src/documents/note/written-note.ts'
import type { Moment } from '../../../src/use-cases/context.ts'
import { groupPending } from '../../../src/use-cases/pending/count-pending.ts'
import { draftNote } from '../../../src/use-cases/issued/draft-note.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { giveList } from '../../../src/use-cases/issued/give-list.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { listCarried } from '../../../src/use-cases/issued/list-carried.ts'
import { listCounterparts } from '../../../src/use-cases/counterparts/list-counterparts.ts'
import { listDutiesOn } from '../../../src/use-cases/mandates/list-duties.ts'
import { listIssued } from '../../../src/use-cases/issued/list-issued.ts'
import { listOfficeNames } from '../../../src/use-cases/counterparts/list-office-names.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { putRight } from '../../../src/use-cases/operation/put-right.ts'
import {
  renameOffice,
  withdrawOfficeName,
  type NewOfficeName,
} from '../../../src/use-cases/counterparts/rename-office.ts'
import { retitle } from '../../../src/use-cases/correspondence/retitle.ts'
import { showCommunication } from '../../../src/use-cases/stories/show-communication.ts'
import { showCounterpart } from '../../../src/use-cases/counterparts/show-counterpart.ts'
import { showDossier } from '../../../src/use-cases/stories/show-dossier.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { askOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'

const FIRST = "Permanent Mission of the Democratic People's Republic of Korea to the United Nations Office at Geneva"
const renamed = (told: Partial<NewOfficeName> & { since?: string }): NewOfficeName => {
  const { since, ...rest } = told
  return { counterpart: 'PRK-GVA', sinceOn: since === undefined ? null : day(since), why: null, ...rest }
}
const UZBEK = { reference: 'UZB-GVA', name: 'Mission of Uzbekistan', country: null, timeZone: null, emails: [] }

/** What each list, page and document calls the office at a moment. */
async function calledAt(desk: Desk, asOf: string, knownOn?: string): Promise<Set<string>> {
  const context = desk.on('2026-11-28')
  const moment = momentOf(asOf, knownOn)
  const note = writeNote(await draftNote(context, 'PRK-TC', moment), 'en')
  const [listed] = await listPending(context, {}, moment)
  const [office] = await listCounterparts(context, moment)
  const exported = await exportLedger({ ...desk.seen, moment })
  const names = [
    listed!.counterpart,
    office!.name,
    (await showCounterpart(context, 'PRK-GVA', moment)).counterpart.name,
    (await showFollowUp(context, 'PRK-TC-1', moment)).followUp.counterpart,
    (await showDossier(context, 'PRK-TC', moment)).counterparts[0]!.name,
    (await groupPending(context, { query: {}, by: 'counterpart' }, moment))[0]!.name!,
    String(exported.counterparts[0]!['name']),
  ]
  const annex = JSON.stringify(note)
  return new Set([...names, ...names.filter((name) => !annex.includes(name)).map((name) => `no ${name} in the note`)])
}

test('what is told as of a day calls the office as it was called on that day', async () => {
  await using desk = await freshDesk('the sample')
  await renameOffice(desk.on('2026-11-25'), renamed({ name: 'The Embassy', since: '2004-09-01' }))
  await renameOffice(desk.on('2026-11-25'), renamed({ name: 'The Office', since: '2004-03-01' }))
  expect(await calledAt(desk, '2004-02-29')).toEqual(new Set([FIRST]))
  expect(await calledAt(desk, '2004-03-01')).toEqual(new Set(['The Office']))
  expect(await calledAt(desk, '2004-12-22')).toEqual(new Set(['The Embassy']))
  expect(await calledAt(desk, '2004-12-22', '2026-11-25T08:59')).toEqual(new Set([FIRST]))
  expect((await listPending(desk.on('2026-11-26'), {}))[0]!.counterpart).toBe('The Embassy')
  expect((await verify(desk)).differences).toEqual([])
})

test('a name that was wrong is corrected on every day since it held, and what was known before stays', async () => {
  await using desk = await freshDesk('the sample')
  await renameOffice(desk.on('2026-11-25'), renamed({ name: 'The Embasy', since: '2004-09-01' }))
  await renameOffice(desk.on('2026-11-26'), renamed({ name: 'The Embassy', why: 'Misspelled' }))
  expect(await calledAt(desk, '2004-12-22')).toEqual(new Set(['The Embassy']))
  expect(await calledAt(desk, '2004-12-22', '2026-11-25T20:00')).toEqual(new Set(['The Embasy']))
  await withdrawOfficeName(desk.on('2026-11-27'), {
    counterpart: 'PRK-GVA',
    sinceOn: day('2004-09-01'),
    why: 'Another mission',
  })
  expect(await calledAt(desk, '2004-12-22')).toEqual(new Set([FIRST]))
  const { versions } = await listOfficeNames(desk, 'PRK-GVA')
  expect(versions.map(({ isSuperseded, isWithdrawn }) => [isSuperseded, isWithdrawn])).toEqual([
    [false, false],
    [true, false],
    [true, false],
    [false, true],
  ])
})

test('an office succeeds another from a day on, and had not before; one that was not entered yet is not listed', async () => {
  await using desk = await freshDesk('the sample')
  await enterCounterpart(desk.on('2026-11-25'), { ...UZBEK, succeeds: null })
  await renameOffice(
    desk.on('2026-11-26'),
    renamed({ counterpart: 'UZB-GVA', succeeds: 'PRK-GVA', since: '2004-01-01' }),
  )
  const context = desk.on('2026-11-27')
  const succeededBy = async (asOf: string) =>
    (await showCounterpart(context, 'PRK-GVA', momentOf(asOf))).succeededBy.map(({ reference }) => reference)
  expect(await succeededBy('2003-12-31')).toEqual([])
  expect(await succeededBy('2004-01-01')).toEqual(['UZB-GVA'])
  expect((await showCounterpart(context, 'UZB-GVA')).succeeds?.reference).toBe('PRK-GVA')
  const listedOn = async (knownOn: string) =>
    (await listCounterparts(context, momentOf('2026-11-24', knownOn))).map(({ reference }) => reference)
  expect(await listedOn('2026-11-24T20:00')).toEqual(['PRK-GVA'])
  expect(await listedOn('2026-11-25T20:00')).toEqual(['UZB-GVA', 'PRK-GVA'])
})

test('duties that are searched for, and what a letter changed, go by the titles of then', async () => {
  await using desk = await freshDesk('the sample')
  await retitle(desk.on('2026-11-25'), { of: 'PRK-TC-1', title: 'A first letter', why: 'Short.' })
  const context = desk.on('2026-11-26')
  const before = momentOf('2004-12-01', '2026-11-24T20:00')
  const found = async (search: string, moment?: Moment) =>
    (await listDutiesOn(context, { query: { search } }, moment)).length
  expect([await found('of initiating', before), await found('A first letter', before)]).toEqual([1, 0])
  expect([await found('of initiating'), await found('A first letter')]).toEqual([0, 1])
  const changedBy = async (moment?: Moment) =>
    (await showCommunication(context, { dossier: 'PRK-TC', number: 2 }, moment)).changed.map(
      ({ followUp: { title }, after }) => [title, after!.title],
    )
  expect(await changedBy(before)).toEqual([[OF_OLD, OF_OLD]])
  expect(await changedBy()).toEqual([['A first letter', 'A first letter']])
})

const OF_OLD = 'Exploring ways of initiating technical cooperation'

test('who may be told of a list that was searched for goes by the titles of then', async () => {
  await using desk = await freshDesk('the sample')
  const hidden = askOf({ titles: ['A hidden ask'], isConfidential: true })
  await openFollowUps(desk.on('2026-11-24T10:00'), hidden)
  await retitle(desk.on('2026-11-25'), { of: 'PRK-TC-3', title: 'Renamed', why: 'Short.' })
  const before = momentOf('2026-11-24', '2026-11-24T20:00')
  await giveList(desk.on('2026-11-26'), { query: { search: 'hidden' }, format: 'csv' }, before)
  const deskless = { ...desk.on('2026-11-26'), sight: { deskId: null } }
  expect((await listIssued(deskless, { dossier: null, limit: 9 })).issued).toEqual([])
  expect((await listIssued(desk.on('2026-11-26'), { dossier: null, limit: 9 })).issued).toHaveLength(1)
})

test.for([
  ['a day that has not come', renamed({ name: 'X', since: '2026-11-26' }), 'invalid'],
  ['a correction without its reason', renamed({ name: 'X' }), 'invalid'],
  ['its own name', renamed({ name: FIRST, why: 'Again' }), 'conflict'],
  ['itself as its predecessor', renamed({ succeeds: 'PRK-GVA', since: '2004-01-01' }), 'invalid'],
  ['an office that is none', renamed({ counterpart: 'X', name: 'X', since: '2004-01-01' }), 'not_found'],
] as const)('%s is refused', async ([, wanted, code]) => {
  await using desk = await freshDesk('the sample')
  await expect(renameOffice(desk.on('2026-11-25'), wanted)).rejects.toMatchObject({ code })
})

test('a title that is corrected is told as it was by what was known before, and the chain of its dossier has it', async () => {
  await using desk = await freshDesk('the sample')
  const { title: wrong } = (await showFollowUp(desk.on('2026-11-25'), 'PRK-TC-1')).followUp
  await retitle(desk.on('2026-11-25'), { of: 'PRK-TC-1', title: 'Exploring', why: 'Short' })
  await retitle(desk.on('2026-11-26'), { of: 'PRK-TC-1', title: 'The letter', why: 'Shorter' })
  await retitle(desk.on('2026-11-26'), { of: 'PRK-TC', title: 'Cooperation', why: 'Short' })
  const titlesAt = async (knownOn: string) => {
    const [context, moment] = [desk.on('2026-11-27'), momentOf('2004-12-22', knownOn)]
    const note = JSON.stringify(writeNote(await draftNote(context, 'PRK-TC', moment), 'en'))
    const [listed] = await listPending(context, { search: 'PRK-TC-1' }, moment)
    const { followUp } = await showFollowUp(context, 'PRK-TC-1', moment)
    const { title } = await showDossier(context, 'PRK-TC', moment)
    const exported = (await exportLedger({ ...context, moment })).dossiers[0]!
    expect([exported.title, exported.followUps[0]!.title]).toEqual([title, followUp.title])
    return [listed!.title, followUp.title, note.includes(followUp.title) && note.includes(title), title.slice(0, 11)]
  }
  expect(await titlesAt('2026-11-24T20:00')).toEqual([wrong, wrong, true, 'Technical c'])
  expect(await titlesAt('2026-11-25T20:00')).toEqual(['Exploring', 'Exploring', true, 'Technical c'])
  expect(await titlesAt('2026-11-26T20:00')).toEqual(['The letter', 'The letter', true, 'Cooperation'])
  expect(await listPending(desk.on('2026-11-27'), { search: 'letter' })).toHaveLength(1)
  const then = momentOf('2004-12-22', '2026-11-25T20:00')
  expect(await listPending(desk.on('2026-11-27'), { search: 'letter' }, then)).toEqual([])
  expect((await verifyAudit(desk)).found).toEqual([])
})

test('a title that it has already is refused', async () => {
  await using desk = await freshDesk('the sample')
  const same = { of: 'PRK-TC-1', title: OF_OLD, why: 'Again' }
  await expect(retitle(desk.on('2026-11-25'), same)).rejects.toMatchObject({
    code: 'conflict',
    message: 'title: got what PRK-TC-1 is called already — expected another title',
  })
})

test('what was given out with a wrong name or title is named once that is corrected', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-25'), { query: {}, format: 'csv' }, momentOf('2004-12-22', '2026-11-25'))
  const carried = async () =>
    (await listCarried({ ...desk.on('2026-11-28'), wording: WORDING }, { dossier: 'PRK-TC' })).flatMap(
      ({ differences }) => differences.map(({ field }) => field),
    )
  await renameOffice(desk.on('2026-11-26'), renamed({ name: 'The Embassy', since: '2005-01-01' }))
  expect(await carried()).toEqual([])
  await retitle(desk.on('2026-11-26'), { of: 'PRK-TC-1', title: 'The letter', why: 'Short' })
  expect(await carried()).toEqual(['title'])
  await renameOffice(desk.on('2026-11-27'), renamed({ name: 'The Office', since: '2004-12-22' }))
  expect((await carried()).toSorted()).toEqual(['counterpart', 'counterpart', 'title'])
})

test('names go out with the ledger and come in again', async () => {
  await using desk = await freshDesk('the sample')
  await enterCounterpart(desk.on('2026-11-25'), { ...UZBEK, succeeds: null })
  await renameOffice(desk.on('2026-11-25'), renamed({ name: 'The Embassy', succeeds: 'UZB-GVA', since: '2004-09-01' }))
  await retitle(desk.on('2026-11-25'), { of: 'PRK-TC-1', title: 'The letter', why: 'Short' })
  const written = await exportLedger(desk.seen)
  await using other = await freshDesk()
  await importLedger(other.on('2026-11-26'), parseLedgerDocument(JSON.parse(JSON.stringify(written))))
  expect((await exportLedger(other.seen)).counterparts).toEqual(written.counterparts)
  const [listed] = await listPending(other.on('2026-11-27'), {}, momentOf('2004-08-31'))
  expect(listed).toMatchObject({ title: 'The letter', counterpart: FIRST })
  expect((await showCounterpart(other.on('2026-11-27'), 'PRK-GVA')).succeeds?.reference).toBe('UZB-GVA')
})

test('a name that was changed behind our back is found, and put right', async () => {
  await using desk = await freshDesk('the sample')
  await desk.db.execute(sql`update counterparts set name = 'Nobody'`)
  await desk.db.execute(sql`update dossiers set title = 'Nothing'`)
  await retitle(desk.on('2026-11-25'), { of: 'PRK-TC', title: 'Something', why: 'Still wrong' })
  await desk.db.execute(sql`update dossiers set title = 'Nothing'`)
  const found = [
    { reference: 'PRK-GVA', column: 'name', kept: 'Nobody', folded: FIRST },
    { reference: 'PRK-TC', column: 'name', kept: 'Nothing', folded: 'Something' },
  ]
  expect((await verify(desk)).differences).toEqual(found)
  expect(await putRight(desk.on('2026-11-26'))).toEqual(found)
  expect((await verify(desk)).differences).toEqual([])
})
