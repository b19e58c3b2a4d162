import { expect, test } from 'vitest'
import { dueDaysAsMarkdown } from '../../../src/documents/due-days-markdown.ts'
import { WORDING } from '../../../src/documents/wording.ts'
import { sql } from 'drizzle-orm'
import { assessReply } from '../../../src/use-cases/correspondence/assess-reply.ts'
import { correctCommunication, type Correction } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { giveCounterparts } from '../../../src/use-cases/issued/give-counterparts.ts'
import { giveDueDays } from '../../../src/use-cases/issued/give-due-days.ts'
import { giveDuties } from '../../../src/use-cases/issued/give-duties.ts'
import { giveExport } from '../../../src/use-cases/issued/give-export.ts'
import { giveList } from '../../../src/use-cases/issued/give-list.ts'
import { listCarried } from '../../../src/use-cases/issued/list-carried.ts'
import { withdrawSubmission } from '../../../src/use-cases/mandates/meet-duty.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { communicationOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { sendExtra } from '../../support/ledgers/issues.ts'

/** The reply of 30 December 2003 is of the 31st. */
const CORRECTION: Correction = {
  communication: 'PRK-TC/5',
  why: "The registry's stamp says so",
  content: { receivedOn: day('2003-12-31') },
  entries: [],
  isWithdrawn: false,
}

const correct = (desk: Desk, when: string, told: Partial<Correction>) =>
  correctCommunication(desk.on(when), { ...CORRECTION, content: {}, ...told })

const carried = async (desk: Desk, when: string, number?: number) =>
  (await listCarried({ ...desk.on(when), wording: WORDING }, { dossier: 'PRK-TC', number })).map(
    ({ document, differences }) => ({
      title: document.title,
      format: document.format,
      to: document.to.address,
      says: differences.map(({ section, about, field, was, is }) => `${section}, ${about}, ${field}: ${was} > ${is}`),
    }),
  )

test('a list, an export and a digest that told the 30th of December are named when it was the 31st, and whom they told', async () => {
  await using desk = await freshDesk('the sample')
  await sendExtra(desk, '2026-11-24T10:00')
  await giveList(desk.on('2026-11-24T11:00'), { query: { dossier: 'PRK-TC' }, format: 'csv' })
  await giveExport(desk.on('2026-11-24T12:00'), (parts) => Array.fromAsync(parts))
  expect(await carried(desk, '2026-11-25T08:00')).toEqual([])
  await correct(desk, '2026-11-25T09:00', { content: { receivedOn: day('2003-12-31') } })
  await giveExport(desk.on('2026-11-25T12:00'), (parts) => Array.fromAsync(parts))
  expect(await carried(desk, '2026-11-26')).toEqual([
    {
      title: 'Export of the ledger',
      format: 'json',
      to: 'amina@example.org',
      says: ['Communications, PRK-TC/5, receivedOn: 2003-12-30 > 2003-12-31'],
    },
    {
      title: 'What is pending',
      format: 'csv',
      to: 'amina@example.org',
      says: [
        'Rows, PRK-TC-1, lastWordOn: 2003-12-30 > 2003-12-31',
        'Rows, PRK-TC-1, lastWordLatestOn: 2003-12-30 > 2003-12-31',
        'Rows, PRK-TC-1, firstReplyOn: 2003-12-30 > 2003-12-31',
        'Rows, PRK-TC-1, daysSinceLastWord: 8365 > 8364',
      ],
    },
    {
      title: 'Digest 1/1',
      format: 'mail',
      to: 'desk.officer@example.org',
      says: [
        'Pending, PRK-TC-1, lastWord: 2003-12-30 > 2003-12-31',
        'Pending, PRK-TC-1, daysSinceLastWord: 8365 > 8364',
      ],
    },
  ])
})

test('a correction that was being recorded while a digest was planned is known to it or held against it', async () => {
  await using desk = await freshDesk('the sample')
  const [reached, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const correction = desk.db.transaction(async (tx) => {
    const context = { ...desk.on('2026-11-25T09:59'), db: tx }
    await correctCommunication(context, CORRECTION)
    reached.resolve()
    await letGo.promise
  })
  await reached.promise
  await sendExtra(desk, '2026-11-25T10:00')
  letGo.resolve()
  await correction
  expect(await carried(desk, '2026-11-26')).toMatchObject([{ title: 'Digest 1/1' }])
})

test('what a digest knew although its clock was behind is not held against it', async () => {
  await using desk = await freshDesk('the sample')
  await correctCommunication(desk.on('2026-11-25T10:01'), CORRECTION)
  await sendExtra(desk, '2026-11-25T10:00')
  expect(await carried(desk, '2026-11-26')).toEqual([])
})

test('a changed summary is told by an export and by no digest or list', async () => {
  await using desk = await freshDesk('the sample')
  await sendExtra(desk, '2026-11-24T10:00')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  await giveExport(desk.on('2026-11-24T12:00'), (parts) => Array.fromAsync(parts))
  await correct(desk, '2026-11-25T09:00', { content: { summary: 'Receipt; transmitted to the capital.' } })
  expect((await carried(desk, '2026-11-26')).map(({ title }) => title)).toEqual(['Export of the ledger'])
})

test('a late entry changes what earlier documents would say; what came after their day does not', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  const reply = (receivedOn: string, when: string) =>
    recordCommunication(
      desk.on(when),
      communicationOf({ receivedOn, entries: [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'noted' }] }),
    )
  await reply('2026-11-25', '2026-11-25T09:00')
  expect(await carried(desk, '2026-11-26')).toEqual([])
  await reply('2026-11-20', '2026-11-25T10:00')
  expect(await carried(desk, '2026-11-26')).toMatchObject([{ title: 'What is pending' }])
  expect(await carried(desk, '2026-11-26', 7)).toEqual([])
  expect(await carried(desk, '2026-11-26', 8)).toHaveLength(1)
})

test('a correction that is corrected back leaves nothing to correct in what was told before both', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  await correct(desk, '2026-11-25T09:00', { content: { receivedOn: day('2003-12-31') } })
  await giveList(desk.on('2026-11-25T11:00'), { query: {}, format: 'json' })
  await correct(desk, '2026-11-25T12:00', { content: { receivedOn: day('2003-12-30') } })
  expect((await carried(desk, '2026-11-26')).map(({ format }) => format)).toEqual(['json'])
})

test('what a list left out it carried too: a row that a correction brings in', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-24T11:00'), { query: { state: 'acknowledged' }, format: 'csv' })
  await correct(desk, '2026-11-25T09:00', { entries: [{ character: 'acknowledged' }] })
  const [only] = await carried(desk, '2026-11-26')
  expect(only?.says).toEqual([expect.stringMatching(/^Rows, PRK-TC-1, null: null > title .*, state acknowledged, /u)])
})

test('a report that met no duty after all is held against the digest that left the duty out', async () => {
  await using desk = await freshDesk('the sample')
  await sendExtra(desk, '2026-11-24T10:00')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  await withdrawSubmission(desk.on('2026-11-25'), { duty: 1, why: 'It reported on something else.' })
  const found = await listCarried({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC' })
  expect(found).toMatchObject([
    {
      document: { title: 'Digest 1/1' },
      differences: [{ section: 'Report duties', field: null, was: null }],
      because: [{ kind: 'duty', why: 'It reported on something else.' }],
    },
  ])
})

const exported = (context: Parameters<typeof giveExport>[0]) => giveExport(context, (parts) => Array.fromAsync(parts))

test('an opinion that was revised is held against the export that printed it, and against nothing else', async () => {
  await using desk = await freshDesk('the sample')
  const assess = (when: string, grade: 'B' | 'C') =>
    assessReply(desk.on(when), { followUp: 'PRK-TC-1', communication: 'PRK-TC/5', grade, reason: `It is ${grade}.` })
  await exported(desk.on('2026-11-24T10:00'))
  await assess('2026-11-24T11:00', 'C')
  await exported(desk.on('2026-11-24T12:00'))
  await giveList(desk.on('2026-11-24T12:00'), { query: {}, format: 'csv' })
  expect(await carried(desk, '2026-11-25T08:00')).toEqual([])
  await assess('2026-11-25T09:00', 'B')
  const found = await listCarried({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC', number: 5 })
  expect(found).toMatchObject([
    {
      document: { number: 2, kind: 'export' },
      because: [{ kind: 'assessment', followUp: 'PRK-TC-1', why: 'It is B.' }],
      differences: [
        { section: 'Assessments', about: 'PRK-TC/5, PRK-TC-1', field: 'grade', was: 'C', is: 'B' },
        { field: 'reason' },
      ],
    },
  ])
})

test('however many have been given out since, the first is named too, and what knew better is not looked at', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-24T10:00'), { query: { dossier: 'PRK-TC' }, format: 'csv' })
  const copies = (count: number, when: string) =>
    desk.db
      .execute(sql`insert into documents (recipe, dossier_id, confidential_to, as_of, known_at, anchor, title, format, given_to, given_at)
      select recipe, dossier_id, confidential_to, as_of, ${when}::timestamptz, null, title, format, given_to, ${when}::timestamptz
      from documents, generate_series(1, ${count}) where id = 1`)
  await copies(620, '2026-11-24T10:30Z')
  await correct(desk, '2026-11-24T12:00', { content: { receivedOn: day('2003-12-31') } })
  await copies(300, '2026-11-27T12:00Z')
  const found = await carried(desk, '2026-11-28')
  expect(found).toHaveLength(621)
})

test('lists of duties and of offices are named when a holding reply was an answer, and a proof of due days when its ask was of another day', async () => {
  await using desk = await freshDesk('the sample')
  const [context, moment] = [desk.on('2026-11-24T10:00'), momentOf('2004-12-22')]
  await giveDuties(context, { dossier: undefined, isOpen: false }, moment)
  await giveCounterparts(context, moment)
  await giveDueDays(context, { followUp: 'PRK-TC-1', render: dueDaysAsMarkdown }, moment)
  expect(await carried(desk, '2026-11-25T08:00')).toEqual([])
  const answer = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'substantive', untilOn: null } as const
  await correct(desk, '2026-11-25T09:00', { content: { receivedOn: day('2003-12-31') }, entries: [answer] })
  await correct(desk, '2026-11-25T10:00', { communication: 'PRK-TC/2', content: { sentOn: day('2003-08-11') } })
  expect((await carried(desk, '2026-11-26')).map(({ title, says }) => [title, ...says])).toEqual([
    [
      'Due days of PRK-TC-1',
      'First reply, line 1, : start 8 Aug 2003 (PRK-TC/2, letter sent 8 Aug 2003) > start 11 Aug 2003 (PRK-TC/2, letter sent 11 Aug 2003)',
      'Answer, , : due 7 Oct 2003, expected > due 10 Oct 2003, expected',
      'Answer, line 1, : start 8 Aug 2003 (PRK-TC/2, letter sent 8 Aug 2003) > start 11 Aug 2003 (PRK-TC/2, letter sent 11 Aug 2003)',
      'Answer, line 3, : ends 7 Oct 2003 > ends 10 Oct 2003',
      'Answer, line 4, : due 7 Oct 2003: 8 Aug 2003 and 60 calendar days, 0 days skipped > due 10 Oct 2003: 11 Aug 2003 and 60 calendar days, 0 days skipped',
    ],
    [
      'Offices and what each owes us',
      'Offices, PRK-GVA, pending: 2 > 1',
      'Offices, PRK-GVA, overdue: 2 > 1',
      'Offices, PRK-GVA, longestSilence: 358 > 120',
    ],
    [
      'Report duties',
      'Report duties, Commission on Human Rights, sixty-first session, PRK-TC, asks: PRK-TC-1 holding; PRK-TC-2 holding > PRK-TC-1 answered; PRK-TC-2 holding',
    ],
  ])
})
