import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readXlsx } from '../../../src/documents/sheets/read-xlsx.ts'
import type { Sheet } from '../../../src/domain/files/sheet.ts'
import { countPending } from '../../../src/use-cases/pending/count-pending.ts'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { day, freshDesk } from '../../support/ledgers/desk.ts'
import { standingsOf } from '../../support/ledgers/sample.ts'
import { saidOf } from '../../support/readers/sheets.ts'

const DAY = '2026-11-24'
const FIXTURE = new URL('../../fixtures/sheets/letters.xlsx', import.meta.url)
const fixture = () => readFile(FIXTURE)
const read = (bytes: Buffer, wanted?: string) => readXlsx(bytes, 'letters.xlsx', wanted)
const without = (sheet: Sheet, lines: readonly number[]) => ({
  ...sheet,
  rows: sheet.rows.filter(({ line }) => !lines.includes(line)),
})

const WRONG = [12, 13, 14, 15, 16]

test('of a sheet that LibreOffice saved, each row has its fate, the hidden one too, and the wrong ones say what to do', async () => {
  await using desk = await freshDesk()
  const sheet = await read(await fixture())
  expect(sheet.notices).toEqual([
    'letters.xlsx: reading Letters, one of 2 sheets; --sheet names another',
    'letters.xlsx, Letters: rows that are hidden are read too: 7',
  ])
  const report = await importSheet(desk.on(DAY), sheet)
  expect(report.rows.map(({ line, fate, bears }) => [line, fate, bears])).toEqual([
    [2, 'new', 'asks TC-1'],
    [3, 'new', 'asks TC-2'],
    [4, 'new', 'reminds TC-1'],
    [5, 'new', 'replies TC-1'],
    [6, 'new', 'replies TC-2'],
    [7, 'new', 'replies TC-2'],
    [8, 'new', 'asks OLD-1'],
    [9, 'new', 'asks OLD-2'],
    [10, 'new', 'replies OLD-2'],
    ...WRONG.map((line) => [line, 'error', 'reminds OLD-1']),
  ])
  const says = [/!I12: .*"38223".*format the column as a date/, /!I13: .*"24\.08\.2004".*--date-format dmy/]
  const more = [/!I14: .*"2004-08-24 14:30".*try 2004-08-24/, /!I15: .*try 2004-08-24/, /!H16: .*"carrier pigeon"/]
  expect(saidOf(report)).toEqual([...says, ...more].map((said) => expect.stringMatching(said) as unknown))
})

test('its days, formulas and vague days stand as they were meant: the reply crossed the reminder and answers both offices', async () => {
  await using desk = await freshDesk()
  const sheet = without(await read(await fixture()), WRONG)
  expect(await importSheet(desk.on(DAY), sheet)).toMatchObject({ isImported: true, totals: { new: 9 } })
  expect(await standingsOf(desk)).toMatchObject([
    {
      reference: 'TC-1',
      state: 'holding',
      reminders: 1,
      lastRemindedOn: day('2003-12-16'),
      firstReplyOn: day('2003-12-30'),
    },
    { reference: 'TC-2', state: 'holding', askedOn: day('2003-08-08'), lastWordOn: day('2004-08-24') },
    { reference: 'OLD-1', askedOn: day('1998-01-01'), askedLatestOn: day('1998-12-31') },
    { reference: 'OLD-2', state: 'answered', askedOn: null, answeredOn: day('2005-03-01') },
  ])
  expect((await countPending(desk.on(DAY), {})).byBracket).toMatchObject({ on_time: 0, due_soon: 0 })
})

test('its other sheet has merged cells, and is refused with their place', async () => {
  await expect(read(await fixture(), 'Merged')).rejects.toMatchObject({
    details: [expect.stringContaining('letters.xlsx, Merged!A2:A3: these cells are merged')],
  })
})
