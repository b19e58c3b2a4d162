import { expect, test } from 'vitest'
import { appendDesk } from '../../src/store/parties/parties.ts'
import { officesNamed } from '../../src/http/pages/recording/offices-named.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { showFollowUp } from '../../src/use-cases/stories/show-follow-up.ts'
import { askOf } from '../support/ledgers/desk.ts'
import { readForm } from '../support/readers/read-form.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

const RECORD = '/dossiers/PRK-TC/record'
const REPLY = { direction: 'received', channel: 'letter', on: '2026-11-23', 'bears-PRK-TC-2': 'substantive' }

const stateOf = async ({ desk }: Site, reference: string) =>
  (await showFollowUp(desk.on('2026-11-24'), reference)).followUp.state

const wordsOf = (page: string) => page.replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')

test('a reply is recorded with how it bears on each ask, and ends on what changed', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const asked = await (await as(`${RECORD}?follow-up=PRK-TC-2`)).text()
  expect(readForm(asked, 'record')).toMatchObject({ on: '2026-11-24', direction: 'received', channel: 'letter' })
  expect(wordsOf(asked)).toContain('noted: took note, will be forwarded or considered')
  const answer = await as(RECORD, form({ ...REPLY, 'bears-PRK-TC-1': 'noted', from: 'The Mission' }))
  expect(answer.status).toBe(303)
  const page = wordsOf(await (await as(answer.headers.get('location')!)).text())
  expect(page).toContain('Recorded. What it changed stands below.')
  expect(page).toMatch(/PRK-TC-2 .+ Answered on 23 November 2026: substantive reply/)
  expect(await stateOf(site, 'PRK-TC-1')).toBe('holding')
  expect(await stateOf(site, 'PRK-TC-2')).toBe('answered')
})

test('what is wrong is told beside its field, and nothing that was typed is lost', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const wrong = {
    ...REPLY,
    on: '2004-08-23',
    dated: '24/08/2004',
    summary: 'They <agree>',
    'bears-PRK-TC-1': 'promised',
  }
  const refused = await as(RECORD, form(wrong))
  expect(refused.status).toBe(422)
  const page = await refused.text()
  expect(page).toContain('id="dated-wrong"')
  expect(page).toContain('value="24/08/2004"')
  expect(page).toContain('They &lt;agree&gt;')
  expect(page).toContain('<option value="promised" selected>')
  const early = await (await as(RECORD, form({ ...REPLY, on: '2004-08-23' }))).text()
  expect(wordsOf(early)).toContain('a day not before PRK-TC-2 was asked, 2004-08-24')
  const promise = await (await as(RECORD, form({ ...REPLY, 'bears-PRK-TC-2': 'promised' }))).text()
  expect(promise).toContain('id="bears-PRK-TC-2"')
  expect(promise).toContain('id="until-PRK-TC-2-wrong"')
  const none = await as(RECORD, form({ direction: 'received', channel: 'letter' }))
  expect(wordsOf(await none.text())).toContain('got nothing for any ask')
  expect(await stateOf(site, 'PRK-TC-2')).toBe('holding')
  expect(site.faults).toEqual([])
})

test('of two officers who record the same reply at once, the second is told by whom and when', async () => {
  await using site = await freshSite()
  const [one, other] = [await site.as(site.desk.officer), await site.as(await site.enter('administrator'))]
  const answers = await Promise.all([one(RECORD, form(REPLY)), other(RECORD, form(REPLY))])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
  const told = wordsOf(await answers.find(({ status }) => status === 409)!.text())
  expect(told).toMatch(/already recorded as PRK-TC\/7 by (?:Amina Officer|The administrator) at 2026-11-24T08:00:00Z/)
  expect(told).toContain('It is so all the same: record it')
  expect((await other(RECORD, form({ ...REPLY, again: 'yes' }))).status).toBe(303)
})

test('a day that nobody knows stays unknown', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const { on: _on, ...undated } = REPLY
  await as(RECORD, form({ ...undated, 'bears-PRK-TC-2': 'noted' }))
  expect((await showFollowUp(site.desk.on('2026-11-24'), 'PRK-TC-2')).followUp.lastWordOn).toBeNull()
})

test('a follow-up is opened with its letter, one for each ask and office', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  expect(await (await as('/open?dossier=PRK-TC')).text()).toContain('value="PRK-TC"')
  const asked = {
    direction: 'sent',
    channel: 'note_verbale',
    on: '2026-11-20',
    owner: site.desk.officer.email,
    desk: 'TC',
  }
  const fields = {
    ...asked,
    dossier: 'prk-visit',
    'dossier-title': 'A visit',
    titles: 'Dates\r\nAccess\r\n',
    counterparts: 'prk-gva',
  }
  const answer = await as('/open', form(fields))
  expect(answer.headers.get('location')).toBe('/dossiers/PRK-VISIT/communications/1?done=recorded')
  expect(await stateOf(site, 'PRK-VISIT-2')).toBe('awaiting_reply')
  const unknown = await as(
    '/open',
    form({ ...fields, dossier: 'PRK-OTHER', counterparts: 'NOWHERE', 'dossier-title': '' }),
  )
  expect(unknown.status).toBe(422)
  const page = await unknown.text()
  expect(page).toContain('note_verbale" selected')
  expect(page).toContain('id="counterparts-wrong"')
})

const OFFICES = [
  { reference: 'PRK-GVA', name: 'Mission of the DPRK' },
  { reference: 'MLI-GVA', name: 'Mission of Mali, Geneva' },
  { reference: 'MLI-OLD', name: 'Office of Mali' },
  { reference: 'MLI-NEW', name: 'Office of Mali' },
]

test.for([
  ['prk-gva\r\nMLI-GVA\r\n\r\nprk-gva', ['PRK-GVA', 'MLI-GVA']],
  ['PRK-GVA; mli-gva', ['PRK-GVA', 'MLI-GVA']],
  ['mission of Mali, Geneva', ['MLI-GVA']],
] as const)('of whom: %s', ([typed, named]) => {
  expect(officesNamed(typed, 'counterparts', OFFICES)).toEqual(named)
})

test.for([
  ['Office of Mali', 'counterparts: got "Office of Mali" — expected which: MLI-OLD or MLI-NEW'],
  ['PKR-GVA', 'expected the name or the reference of an office; try PRK-GVA'],
  ['Mission of Chad', 'try to enter it as a counterpart first'],
  ['  \n', 'counterparts: got nothing — expected an office at least'],
] as const)('%s is asked of nobody', ([typed, says]) => {
  expect(() => officesNamed(typed, 'counterparts', OFFICES)).toThrow(says)
})

test('a correction keeps both versions, and is refused where another came in between', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const path = '/dossiers/PRK-TC/communications/6'
  const shown = await (await as(`${path}/correct`)).text()
  const recorded = readForm(shown, 'record')
  expect(recorded).toMatchObject({ channel: 'meeting', 'character-PRK-TC-2': 'noted', version: '1' })
  const nothing = await as(`${path}/correct`, form({ ...recorded, why: 'Because' }))
  expect(nothing.status).toBe(422)
  expect(wordsOf(await nothing.text())).toContain('nothing is changed yet')
  const corrected = await as(
    `${path}/correct`,
    form({ ...recorded, why: 'It was an answer', summary: 'They agreed', 'character-PRK-TC-2': 'accepted' }),
  )
  expect(corrected.status, await corrected.clone().text()).toBe(303)
  expect(await stateOf(site, 'PRK-TC-2')).toBe('answered')
  const late = await as(
    `${path}/correct`,
    form({ ...recorded, why: 'It was a courtesy', summary: 'x', 'character-PRK-TC-2': 'noted' }),
  )
  expect(late.status).toBe(409)
  expect(await late.text()).toContain('was changed since it was read')
  expect(wordsOf(await (await as(path)).text())).toContain('It was an answer')
})

test('a follow-up is closed with a reason, reopened with another, and assessed by a grade', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const refused = await as('/follow-ups/PRK-TC-1/close', form({ on: '2026-11-24', remark: 'Nobody came' }))
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Nobody came')
  const closure = { on: '2026-11-24', reason: 'discontinued' }
  expect((await as('/follow-ups/PRK-TC-1/close', form({ ...closure, version: '0' }))).status).toBe(409)
  expect((await as('/follow-ups/PRK-TC-1/close', form(closure))).headers.get('location')).toBe('/follow-ups/PRK-TC-1')
  expect(await stateOf(site, 'PRK-TC-1')).toBe('closed')
  expect(wordsOf(await (await as('/follow-ups/PRK-TC-1/reopen')).text())).toContain('discontinued without cooperation')
  await as('/follow-ups/PRK-TC-1/reopen', form({ why: 'The wrong one' }))
  expect(await stateOf(site, 'PRK-TC-1')).toBe('holding')
  const opinion = { communication: 'PRK-TC/5', grade: 'C', reason: 'Says nothing on the proposal' }
  expect((await as('/follow-ups/PRK-TC-1/assess', form(opinion))).status).toBe(303)
  expect(wordsOf(await (await as('/follow-ups/PRK-TC-1')).text())).toContain('Assessed C by Amina Officer')
})

test('a closure is corrected, and both stay on record', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const path = '/follow-ups/PRK-TC-1'
  await as(`${path}/close`, form({ on: '2026-11-24', reason: 'discontinued' }))
  expect(await (await as(path)).text()).toContain(`${path}/correct-closure`)
  const shown = readForm(await (await as(`${path}/correct-closure`)).text(), 'narrow')
  expect(shown).toMatchObject({ on: '2026-11-24', reason: 'discontinued' })
  const correct = (told: Record<string, string>) => as(`${path}/correct-closure`, form({ ...shown, ...told }))
  expect((await correct({ why: 'Because' })).status).toBe(409)
  expect((await correct({ on: '2003-01-01', why: 'Because' })).status).toBe(422)
  expect((await correct({ reason: 'superseded' })).status).toBe(422)
  expect((await correct({ reason: 'superseded', why: 'By another' })).headers.get('location')).toBe(path)
  expect(await stateOf(site, 'PRK-TC-1')).toBe('closed')
  expect(wordsOf(await (await as(path)).text())).toContain('superseded')
  expect((await correct({ reason: 'withdrawn', why: 'By us' })).status).toBe(409)
})

test('a reminder leads to the same form, filled as a reminder', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const to = (await as('/follow-ups/PRK-TC-1/remind')).headers.get('location')!
  const page = await (await as(to)).text()
  expect(page).toContain('<option value="reminds" selected>')
  expect(page).toContain('<option value="sent" selected>')
})

test('readers read, and another desk finds nothing to record in', async () => {
  await using site = await freshSite()
  const reader = await site.as(await site.enter('reader'))
  for (const path of [RECORD, '/open', '/follow-ups/PRK-TC-1/close', '/dossiers/PRK-TC/communications/6/correct'])
    expect((await reader(path)).status, path).toBe(403)
  expect((await reader(RECORD, form(REPLY))).status).toBe(403)
  const confidential = { dossier: 'SECRET', dossierTitle: 'A case', isConfidential: true }
  await openFollowUps(site.desk.on('2026-11-24'), askOf(confidential))
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const other = await site.as(await site.enter('officer', { email: 'other@example.org', deskId }))
  for (const path of [
    '/dossiers/SECRET/record',
    '/follow-ups/SECRET-1/close',
    '/dossiers/SECRET/communications/1/correct',
  ])
    expect((await other(path)).status, path).toBe(404)
})
