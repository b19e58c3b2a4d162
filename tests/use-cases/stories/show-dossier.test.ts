import { expect, test } from 'vitest'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { assessReply } from '../../../src/use-cases/correspondence/assess-reply.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { listDossiers } from '../../../src/use-cases/stories/list-dossiers.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showCommunication } from '../../../src/use-cases/stories/show-communication.ts'
import { showDossier } from '../../../src/use-cases/stories/show-dossier.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { appendDesk } from '../../../src/store/parties/parties.ts'
import { askOf, communicationOf, day, freshDesk, momentOf } from '../../support/ledgers/desk.ts'

const TODAY = '2026-11-24'
const OF_THE_DOCUMENT = momentOf('2004-12-22')
const reply = (receivedOn: string, character: 'partial' | 'substantive') =>
  communicationOf({ receivedOn, entries: [{ followUp: 'PRK-TC-2', bearing: 'replies', character }] })

test('a dossier holds its asks, its correspondence in order, and the duty to report', async () => {
  await using desk = await freshDesk('the sample')
  const story = await showDossier(desk.on(TODAY), 'PRK-TC', OF_THE_DOCUMENT)
  expect(story.counterparts.map(({ reference }) => reference)).toEqual(['PRK-GVA'])
  expect(story.followUps.map(({ reference, state, daysSinceAsked }) => [reference, state, daysSinceAsked])).toEqual([
    ['PRK-TC-1', 'holding', 502],
    ['PRK-TC-2', 'holding', 120],
  ])
  expect(story.correspondence.map(({ communication }) => communication.number)).toEqual([2, 1, 3, 4, 5, 6].toSorted())
  expect(story.mandates[0]?.reportDuties).toMatchObject([{ metBy: 'E/CN.4/2005/32' }])
})

test('a duty that was met later had not been met the day before', async () => {
  await using desk = await freshDesk('the sample')
  const dayBefore = momentOf('2004-12-21')
  const { mandates } = await showDossier(desk.on(TODAY), 'PRK-TC', dayBefore)
  expect(mandates[0]?.reportDuties).toMatchObject([{ metBy: null, metOn: null }])
  const { dossiers } = await listDossiers(desk.on(TODAY), {}, dayBefore)
  expect(dossiers[0]?.nextDuty).toMatchObject({ body: 'Commission on Human Rights', session: 'sixty-first session' })
})

test('the list of dossiers counts what is pending and what has ended, and gives the last word', async () => {
  await using desk = await freshDesk('the sample')
  const { dossiers, next } = await listDossiers(desk.on(TODAY))
  expect(dossiers).toMatchObject([{ reference: 'PRK-TC', pending: 2, ended: 0, nextDuty: null }])
  expect(dossiers[0]?.lastWordOn?.toString()).toBe('2004-08-24')
  expect(dossiers[0]?.daysSinceLastWord).toBe(8127)
  expect(next).toBeNull()
})

test('dossiers come in the order of their references, a page at a time, each once', async () => {
  await using desk = await freshDesk('the sample')
  for (const dossier of ['B', 'A', 'C']) {
    await openFollowUps(desk.on(TODAY), askOf({ dossier, dossierTitle: `Subject ${dossier}` }))
  }
  const seen = []
  for (let after: string | undefined, more = true; more;) {
    const page = await listDossiers(desk.on(TODAY), { after, limit: 3 })
    seen.push(...page.dossiers.map(({ reference }) => reference))
    after = page.next ?? undefined
    more = page.next !== null
  }
  expect(seen).toEqual(['A', 'B', 'C', 'PRK-TC'])
})

test('another desk finds neither a confidential dossier nor its communications', async () => {
  await using desk = await freshDesk('the sample')
  await openFollowUps(desk.on(TODAY), askOf({ dossier: 'SECRET', dossierTitle: 'A case', isConfidential: true }))
  const { id: deskId } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  const theirs = { ...desk.on(TODAY), sight: { deskId } }
  expect((await listDossiers(theirs)).dossiers.map(({ reference }) => reference)).toEqual(['PRK-TC'])
  await expect(showDossier(theirs, 'SECRET')).rejects.toThrow('no dossier SECRET')
  await expect(showCommunication(theirs, { dossier: 'SECRET', number: 1 })).rejects.toThrow('no dossier SECRET')
})

test('what a communication changed is what recording it did to each ask, though all came in one import', async () => {
  await using desk = await freshDesk('the sample')
  const changedBy = async (number: number) => {
    const { changed } = await showCommunication(desk.on(TODAY), { dossier: 'PRK-TC', number })
    return changed.map(({ followUp, before, after }) => [followUp.reference, before?.state, after?.state])
  }
  expect(await changedBy(1)).toEqual([])
  expect(await changedBy(2)).toEqual([['PRK-TC-1', undefined, 'awaiting_reply']])
  expect(await changedBy(4)).toEqual([['PRK-TC-1', 'awaiting_reply', 'awaiting_reply']])
  expect(await changedBy(5)).toEqual([['PRK-TC-1', 'awaiting_reply', 'holding']])
  expect(await changedBy(6)).toEqual([['PRK-TC-2', undefined, 'holding']])
})

test('what a reply changed stays what it was when later replies come, and a correction has its own', async () => {
  await using desk = await freshDesk('the sample')
  await recordCommunication(desk.on('2026-11-25'), reply('2026-11-25', 'partial'))
  await recordCommunication(desk.on('2026-11-26'), reply('2026-11-26', 'substantive'))
  const changed = async () => {
    const story = await showCommunication(desk.on('2026-11-30'), { dossier: 'PRK-TC', number: 7 })
    return story.changed.map(({ before, after }) => [before?.state, after?.state])
  }
  expect(await changed()).toEqual([['holding', 'partial']])
  const correction = { communication: 'PRK-TC/8', why: 'it was about something else', content: {}, entries: [] }
  await correctCommunication(desk.on('2026-11-27'), { ...correction, isWithdrawn: true })
  expect(await changed()).toEqual([['holding', 'partial']])
  const withdrawn = await showCommunication(desk.on('2026-11-30'), { dossier: 'PRK-TC', number: 8 })
  expect(withdrawn.isWithdrawn).toBe(true)
  expect(withdrawn.changed.map(({ before, after }) => [before?.state, after?.state])).toEqual([['answered', 'partial']])
})

test('a communication shows every version with how it bore, and before a correction only what was known', async () => {
  await using desk = await freshDesk('the sample')
  const correction = { communication: 'PRK-TC/5', why: 'it says more than that', content: {}, isWithdrawn: false }
  await correctCommunication(desk.on('2026-11-25'), { ...correction, entries: [{ character: 'partial' }] })
  const now = await showCommunication(desk.on('2026-11-26'), { dossier: 'PRK-TC', number: 5 })
  expect(now.versions.map(({ entries }) => entries[0]?.character)).toEqual(['transmitted', 'partial'])
  expect(now.followUps.map(({ state }) => state)).toEqual(['partial'])
  const then = await showCommunication(
    desk.on('2026-11-26'),
    { dossier: 'PRK-TC', number: 5 },
    momentOf('2026-11-24', '2026-11-24'),
  )
  expect(then.versions).toHaveLength(1)
  expect(then.followUps.map(({ state }) => state)).toEqual(['holding'])
})

test('a communication had not taken place before its day', async () => {
  await using desk = await freshDesk('the sample')
  await expect(
    showCommunication(desk.on(TODAY), { dossier: 'PRK-TC', number: 6 }, momentOf('2004-08-23')),
  ).rejects.toThrow('PRK-TC/6 had not taken place by 2004-08-23')
})

test('a replay tells no opinion and no flag that came later', async () => {
  await using desk = await freshDesk('the sample')
  const opinion = { followUp: 'PRK-TC-1', communication: 'PRK-TC/5', grade: 'C', reason: 'a courtesy' } as const
  await assessReply(desk.on('2026-11-26'), opinion)
  await raiseFlags(desk.on('2026-11-26'))
  const tell = async (moment?: ReturnType<typeof momentOf>) => {
    const { assessments, flags } = await showFollowUp(desk.on('2026-11-30'), 'PRK-TC-1', moment)
    return [assessments.length, flags.map(({ kind }) => kind)]
  }
  const all = ['due_soon', 'overdue', 'long_overdue']
  expect(await tell()).toEqual([1, all])
  expect(await tell(momentOf('2026-11-25', '2026-11-25'))).toEqual([0, []])
  expect(await tell(momentOf('2003-10-20'))).toEqual([0, ['due_soon', 'overdue']])
  expect(await tell(momentOf('2004-12-22'))).toEqual([1, all])
})

test('the state of a follow-up names the communication that it rests on', async () => {
  await using desk = await freshDesk('the sample')
  const decidedBy = async (reference: string, asOf: string) => {
    const { deciding } = await showFollowUp(desk.on(TODAY), reference, momentOf(asOf))
    return deciding?.communication?.communication.number
  }
  expect(await decidedBy('PRK-TC-1', '2003-12-20')).toBe(2)
  expect(await decidedBy('PRK-TC-1', '2004-12-22')).toBe(5)
  expect(await decidedBy('PRK-TC-2', '2004-12-22')).toBe(6)
})

test('a follow-up can prove both its due days', async () => {
  await using desk = await freshDesk('the sample')
  const { due } = await showFollowUp(desk.on(TODAY), 'PRK-TC-2', OF_THE_DOCUMENT)
  expect(due.answer.due).toMatchObject({ on: day('2004-10-23'), start: day('2004-08-24') })
  expect(due.asked).toMatchObject({ reference: 'PRK-TC/6', channel: 'meeting' })
  expect({ firstReply: due.firstReply.due, settings: due.settings }).toEqual({ firstReply: null, settings: [] })
})
