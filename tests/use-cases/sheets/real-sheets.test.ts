import { sample } from 'fast-check'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readXlsx } from '../../../src/documents/sheets/read-xlsx.ts'
import { xlsxFile } from '../../../src/documents/sheets/xlsx-file.ts'
import { isPending } from '../../../src/domain/correspondence/characters.ts'
import { decodeText } from '../../../src/domain/files/decode-text.ts'
import { parseCsv } from '../../../src/domain/files/read-csv.ts'
import type { Sheet } from '../../../src/domain/files/sheet.ts'
import { countPending } from '../../../src/use-cases/pending/count-pending.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { giveSheet, giveSheetAsWorkbook } from '../../../src/use-cases/issued/give-export.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { listFollowUps } from '../../../src/use-cases/pending/list-pending.ts'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { parseMapping } from '../../../src/use-cases/sheets/mapping.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { sheets, type Planned } from '../../support/drawn/random-sheets.ts'
import { fatesOf, saidOf, sheetOf, VISIT, type SheetLine } from '../../support/readers/sheets.ts'

const DAY = '2026-11-24'
const stateOf = async ({ seen }: Desk) => JSON.stringify(await exportLedger(seen))

const asCsv = (lines: readonly SheetLine[]) => Promise.resolve(sheetOf(lines))

/** As officers have it in a workbook: what is a day is one. */
async function asXlsx(lines: readonly SheetLine[]): Promise<Sheet> {
  const [headings, ...rows] = sheetOf(lines).rows.map(({ cells }) => cells)
  const file = await xlsxFile({ name: 'Letters', headings: headings!, rows: rows.map((row) => row.map(dayIn)) })
  return readXlsx(Buffer.from(file), 'letters.xlsx')
}

function dayIn(cell: string): string | Temporal.PlainDate {
  const [, month] = /^(\d{4}-\d\d)-\d\d$/u.exec(cell) ?? []
  const isThere = month !== undefined && Number(cell.slice(8)) <= Temporal.PlainYearMonth.from(month).daysInMonth
  return isThere ? day(cell) : cell
}

test.for([
  ['CSV', 12, asCsv],
  ['CSV', 2005, asCsv],
  ['XLSX', 77, asXlsx],
] as const)(
  'a sheet of several hundred rows, as %s from seed %i, has the fates that it should and leaves nothing half-written',
  { timeout: 240_000 },
  async ([, seed, made]) => {
    await using desk = await freshDesk('the sample')
    const [planned] = sample(sheets, { numRuns: 1, seed }) as [Planned[]]
    const before = await stateOf(desk)
    const report = await importSheet(desk.on(DAY), await made(planned.map(({ line }) => line)), { isDryRun: true })
    expect(planned.length).toBeGreaterThan(200)
    expect(fatesOf(report)).toEqual(planned.map(({ fate }) => fate))
    expect(await stateOf(desk)).toBe(before)
    const sound = planned.filter(({ fate }) => fate === 'new').map(({ line }) => line)
    const imported = await importSheet(desk.on(DAY), await made(sound))
    expect(saidOf(imported)).toEqual([])
    expect(imported).toMatchObject({ isImported: true, totals: { new: sound.length } })
    const { pending, byBracket } = await countPending(desk.on(DAY), {})
    expect(byBracket).toMatchObject({ on_time: 0, due_soon: 0, no_deadline: 0 })
    await expectUndated(desk, sound)
    expect(byBracket.date_unknown + byBracket.overdue + byBracket.long_overdue).toBe(pending)
    const again = await importSheet(desk.on(DAY), await made(sound.toReversed()))
    expect(fatesOf(again).every((fate) => fate === 'unchanged')).toBe(true)
    expect((await verify(desk)).differences).toEqual([])
  },
)

/** Of each ask of unknown day, that what is dated was folded after it, and that its day stays unknown. */
async function expectUndated(desk: Desk, sound: readonly SheetLine[]): Promise<void> {
  const listed = await listFollowUps(desk.on(DAY), {})
  const opened = (await exportLedger(desk.seen)).dossiers.flatMap(({ followUps }) => followUps)
  const asks = sound.filter(({ bearing, dated }) => bearing === 'asks' && dated === '')
  const followed = asks.flatMap((ask) => {
    const about = sound.filter((line) => line['follow-up'] === ask['follow-up'] && line['dated'] !== '')
    const words = about.filter(({ bearing, character }) => bearing === 'replies' && character !== 'unread')
    const called = opened.find(({ externalReference }) => externalReference === ask['follow-up'])!
    const standing = listed.find(({ reference }) => reference === called.reference)!
    const reminders = sound.filter((line) => line['follow-up'] === ask['follow-up'] && line['bearing'] === 'reminds')
    expect(standing).toMatchObject({ askedOn: null, daysSinceAsked: null, reminders: reminders.length })
    expect(standing.bracket).toBe(isPending(standing.state) ? 'date_unknown' : null)
    const [first] = words.map(({ received }) => received).toSorted()
    expect(standing.firstReplyOn?.toString()).toBe(first ?? standing.firstReplyOn?.toString())
    return about.length > 0 ? [standing] : []
  })
  expect(followed.length).toBeGreaterThan(1)
  expect(new Set(followed.map(({ state }) => state)).size).toBeGreaterThan(1)
}

const SAMPLE = new URL('../../../data/lettres-exemple', import.meta.url).href
const read = (ending: string) => readFile(new URL(`${SAMPLE}.${ending}`))

test('the sample sheet is imported with its mapping; its letters of unknown day are counted as such', async () => {
  await using desk = await freshDesk('the sample')
  const mapping = parseMapping((await read('json')).toString(), 'lettres-exemple.json')
  const sheet = parseCsv(decodeText(await read('csv'), 'lettres-exemple.csv'), 'lettres-exemple.csv')
  const report = await importSheet(desk.on(DAY), sheet, { mapping })
  expect(report).toMatchObject({ isImported: true, totals: { new: 36 }, added: { dossiers: 3, 'follow-ups': 17 } })
  const { byBracket } = await countPending(desk.on(DAY), { dossier: 'ARCHIVE' })
  expect(byBracket).toMatchObject({ date_unknown: 3, on_time: 0, due_soon: 0, no_deadline: 0 })
  expect(fatesOf(await importSheet(desk.on(DAY), sheet, { mapping })).every((fate) => fate === 'unchanged')).toBe(true)
})

const communicationsOf = ({ dossiers }: Awaited<ReturnType<typeof exportLedger>>) =>
  dossiers.map(({ communications, followUps }) => ({ communications, followUps }))

test('the correspondence that is exported as a sheet is what an import of it finds', async () => {
  await using desk = await freshDesk('the sample')
  const file = await giveSheetAsWorkbook(desk.on(DAY), async ({ headings, rows }) =>
    xlsxFile({ name: 'Letters', headings, rows: (await Array.fromAsync(rows)).flat() }),
  )
  const sheet = await readXlsx(Buffer.from(file), 'a.xlsx')
  expect(fatesOf(await importSheet(desk.on(DAY), sheet)).every((fate) => fate === 'unchanged')).toBe(true)
  await using other = await freshDesk()
  const parties = await exportLedger(desk.seen)
  const alone = parseLedgerDocument({ ...JSON.parse(JSON.stringify(parties)), dossiers: [], subscriptions: [] })
  await importLedger(other.on(DAY), { ...alone, officers: alone.officers.slice(1) })
  expect(await importSheet(other.on(DAY), sheet)).toMatchObject({ isImported: true })
  expect(communicationsOf(await exportLedger(other.seen))).toEqual(communicationsOf(parties))
})

test('a sheet that is given is read a dossier at a time, of one snapshot', async () => {
  await using desk = await freshDesk('the sample')
  const second = VISIT.map((line) => ({ ...line, dossier: 'MLI-W' }))
  await importSheet(desk.on(DAY), sheetOf([...VISIT, ...second]))
  const begun: string[][] = []
  await giveSheet(desk.on(DAY), async ({ headings, rows }) => {
    for await (const some of rows) {
      begun.push([...new Set(some.map((row) => String(row[headings.indexOf('dossier')])))])
      if (begun.length === 1) await importSheet(desk.on(DAY), sheetOf([{ ...VISIT[0]!, dossier: 'MLI-X' }]))
    }
  })
  expect(begun).toEqual([['PRK-TC'], ['MLI-V'], ['MLI-W']])
})
