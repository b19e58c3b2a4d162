import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuseLargeTable } from '../../../src/documents/sheets/xlsx-file.ts'
import { refusalOf } from '../../../src/store/connection/sqlstate.ts'
import { recordDocument, type NewDocument } from '../../../src/use-cases/issued/documents.ts'
import { withdrawAttestation } from '../../../src/use-cases/silence/attest-reading.ts'
import { giveCalendar } from '../../../src/use-cases/issued/give-calendar.ts'
import { giveExport, giveSheetAsWorkbook, recordLines } from '../../../src/use-cases/issued/give-export.ts'
import { giveReminder } from '../../../src/use-cases/issued/give-reminder.ts'
import { giveSilence } from '../../../src/use-cases/issued/give-silence.ts'
import { listCalendar } from '../../../src/use-cases/pending/list-calendar.ts'
import { attest, declarePoints, POINTS } from '../../support/ledgers/receiving-points.ts'
import { giveList, giveWorkbook } from '../../../src/use-cases/issued/give-list.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { askOf, communicationOf, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { runOn } from '../../support/programs/in-process.ts'
import { passOn, subscribeDaily } from '../../support/ledgers/issues.ts'

let desk: Desk

beforeEach(async () => {
  desk = await freshDesk('the sample')
})
afterEach(() => desk[Symbol.asyncDispose]())

const given = () =>
  desk.db.execute<Record<string, unknown>>(
    sql`select recipe ->> 'kind' as kind, title, format, as_of::text as "asOf", sha256, digest_id is not null as "isDigest",
      anchor is not null as "isAnchored", confidential_to as "confidentialTo", known_at < given_at as "isOld"
      from documents order by id`,
  )

const NOTE: NewDocument = {
  shows: { kind: 'note', dossier: 'PRK-TC' },
  title: 'Note on PRK-TC',
  format: 'md',
  content: 'The record.',
}

test('a list, an export and a digest are kept as what was given, to whom and when', async () => {
  const context = desk.on('2026-11-25')
  await giveList(context, { query: { dossier: 'PRK-TC' }, format: 'csv' })
  await giveExport(context, (parts) => Array.fromAsync(parts))
  await subscribeDaily(desk, '2026-11-24T12:00')
  await passOn(desk, '2026-11-25T09:01')
  expect(await given()).toMatchObject([
    { kind: 'list', format: 'csv', asOf: '2026-11-25', isAnchored: true },
    { kind: 'export', format: 'json', isAnchored: true },
    { kind: 'digest', title: 'Digest 2/1', isDigest: true, isAnchored: true },
  ])
})

const tooLarge = async () => (refuseLargeTable(500_001, 1), new Uint8Array())
const workbook = () => Promise.resolve(Buffer.from('a workbook'))

test('JSON of a note or a corrigendum that goes to a file is kept as what was given, and one that is piped is not', async () => {
  const words = [
    ['note', 'PRK-TC', '--json'],
    ['corrigendum', 'PRK-TC', '--json'],
  ]
  const piped = await Promise.all(words.map((of) => runOn(desk, '2026-11-25', of)))
  expect(await given()).toEqual([])
  const written: Awaited<ReturnType<typeof runOn>>[] = []
  for (const of of words) written.push(await runOn(desk, '2026-11-25', of, { isFile: true }))
  expect(written.map(({ stdout }) => stdout)).toEqual(piped.map(({ stdout }) => stdout))
  expect(await given()).toMatchObject(
    ['note', 'corrigendum'].map((kind, n) => ({ kind, format: 'json', sha256: sha256Of(written[n]!.stdout) })),
  )
})

test('CSV of duties and of offices and a proof of due days in Markdown are kept; as tables they are looked at', async () => {
  const words = [['duties', '--dossier', 'PRK-TC'], ['counterparts'], ['due', 'PRK-TC-2']]
  for (const of of words) await runOn(desk, '2026-11-25', of)
  expect(await given()).toEqual([])
  const files = [
    [...words[0]!, '--csv'],
    [...words[1]!, '--csv'],
    [...words[2]!, '--format', 'md'],
  ]
  const written: Awaited<ReturnType<typeof runOn>>[] = []
  for (const of of files) written.push(await runOn(desk, '2026-11-25', of))
  expect(await given()).toMatchObject([
    { kind: 'duties', title: 'Report duties', format: 'csv', sha256: sha256Of(written[0]!.stdout) },
    { kind: 'counterparts', format: 'csv', sha256: sha256Of(written[1]!.stdout) },
    { kind: 'due', title: 'Due days of PRK-TC-2', format: 'md', sha256: sha256Of(written[2]!.stdout) },
  ])
})

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')

test('a workbook is kept as what was given, and none is where it is too large to be made', async () => {
  const context = desk.on('2026-11-25')
  await expect(giveWorkbook(context, { query: {}, render: tooLarge })).rejects.toMatchObject({ code: 'too_large' })
  await expect(giveSheetAsWorkbook(context, tooLarge)).rejects.toMatchObject({ code: 'too_large' })
  expect(await given()).toEqual([])
  await giveWorkbook(context, { query: {}, render: workbook })
  await giveSheetAsWorkbook(context, workbook)
  const sha256 = sha256Of('a workbook')
  expect(await given()).toMatchObject([
    { kind: 'list', format: 'xlsx', sha256 },
    { kind: 'export', title: 'Export of the correspondence', format: 'xlsx', sha256 },
  ])
})

const render = () => Promise.resolve('…')

test('a drafted reminder, a calendar and all lines of the ledger are kept; a calendar that polls is not', async () => {
  const context = desk.on('2026-11-25')
  await giveReminder(context, { of: 'PRK-GVA', days: 30, format: 'docx', render })
  await giveCalendar(context, { query: { dossier: 'PRK-TC' }, render })
  await recordLines(context)
  await listCalendar(context, {})
  expect(await given()).toMatchObject([
    { kind: 'reminder', title: 'Reminder drafted for PRK-GVA', format: 'docx' },
    { kind: 'calendar', format: 'ics' },
    { kind: 'export', title: 'Export of the whole ledger', format: 'jsonl', sha256: null },
  ])
})

test('a statement that rests on what was attested since is another than the one before', async () => {
  await declarePoints(desk.on('2026-11-24'))
  await attest(desk.on('2026-11-24T10:00'), Object.keys(POINTS), '2026-11-23')
  const state = (when: string) =>
    giveSilence(desk.on(when), { followUp: 'PRK-TC-1', format: 'md', render }, momentOf('2026-11-01'))
  await state('2026-11-25T10:00')
  await state('2026-11-25T11:00')
  expect(await given()).toHaveLength(1)
  await withdrawAttestation(desk.on('2026-11-25T12:00'), { point: 'TC-POUCH', number: 3, why: 'A bag was overlooked.' })
  await attest(desk.on('2026-11-25T13:00'), ['TC-POUCH'], '2026-11-23', '2003-08-08')
  await state('2026-11-25T14:00')
  expect(await given()).toHaveLength(2)
})

test('the same given again to the same officer is kept once, until something is recorded', async () => {
  const context = desk.on('2026-11-25')
  await recordDocument(context, NOTE)
  await recordDocument(desk.on('2026-11-25T15:00'), NOTE)
  expect(await given()).toHaveLength(1)
  await recordDocument(context, { ...NOTE, format: 'docx' })
  expect(await given()).toHaveLength(2)
  await recordCommunication(
    desk.on('2026-11-25T16:00'),
    communicationOf({
      receivedOn: '2026-11-25',
      entries: [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted' }],
    }),
  )
  await recordDocument(desk.on('2026-11-25T17:00'), NOTE)
  expect(await given()).toHaveLength(3)
})

test('a replay is kept with the day that it shows and what was known then', async () => {
  const moment = { ...momentOf('2004-12-22'), knownAt: desk.on('2026-11-24T10:00').now }
  await recordDocument(desk.on('2026-11-25'), NOTE, moment)
  expect(await given()).toMatchObject([{ asOf: '2004-12-22', isOld: true }])
})

test('a document with a confidential follow-up in it names the desk that may be told of it', async () => {
  await openFollowUps(desk.on('2026-11-24'), askOf({ isConfidential: true }))
  const [owning] = await desk.db.execute<{ id: number }>(sql`select desk_id::int as id from follow_ups limit 1`)
  await recordDocument(desk.on('2026-11-25'), NOTE)
  await recordDocument({ ...desk.on('2026-11-25'), sight: { deskId: null } }, NOTE)
  expect((await given()).map(({ confidentialTo }) => confidentialTo)).toEqual([[owning!.id], []])
})

test('what was given out stays on record, even for the owner of the tables', async () => {
  await recordDocument(desk.on('2026-11-25'), NOTE)
  const refused = await desk.db.execute(sql`delete from documents`).then(() => null, refusalOf)
  expect(refused).toEqual({ code: '23001', constraint: 'documents_append_only' })
})

test('a list that cannot be kept is not given', async () => {
  await desk.db.execute(sql`alter table documents add constraint documents_full check (false) not valid`)
  await expect(giveList(desk.on('2026-11-25'), { query: {}, format: 'csv' })).rejects.toThrow('Failed query')
  await expect(giveExport(desk.on('2026-11-25'), (parts) => Array.fromAsync(parts))).rejects.toThrow('Failed query')
  expect(await given()).toEqual([])
})
