import { expect, test } from 'vitest'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { fatesOf, rowsIn, saidOf, sheetOf, VISIT, visitWith, type SheetLine } from '../../support/readers/sheets.ts'

const DAY = '2026-11-24'

test('the same reference with other values is refused with both rows', async () => {
  await using desk = await freshDesk()
  const report = await importSheet(
    desk.on(DAY),
    sheetOf([...VISIT, { ...VISIT[1]!, 'follow-up': 'other', dated: '2004-03-02' }]),
  )
  expect(saidOf(report)).toContain(
    'letters.csv:5:10: dated of G-2 is 2004-03-02 here, and 2004-03-01 in row 3 — expected the same, or nothing',
  )
})

test('the same row twice is refused with both', async () => {
  await using desk = await freshDesk()
  const report = await importSheet(desk.on(DAY), sheetOf([...VISIT, VISIT[1]!]))
  expect(saidOf(report)).toEqual(['letters.csv:5: row 3 says already that this reminds MLI-V-1'])
})

test('all that is wrong is told at once, each with its cell, and nothing is written', async () => {
  await using desk = await freshDesk()
  const before = await rowsIn(desk)
  const report = await importSheet(
    desk.on(DAY),
    visitWith((lines) => {
      lines[0] = { ...lines[0], country: 'Mali', policy: 'NONE' }
      lines[1] = { ...lines[1], dated: '2027-01-01', bearing: 'remindz' }
      lines[2] = { ...lines[2], character: '', dated: '２００４-08-24', channel: 'ｌｅｔｔｅｒ' }
      lines.push({ ...lines[1], 'external reference': '', bearing: 'reminds', dated: '2004-03-01' })
      lines.push({ ...lines[1], 'external reference': 'G-9', bearing: 'reminds', dated: '2027-01-01' })
    }),
  )
  expect(fatesOf(report)).toEqual(['error', 'error', 'error', 'error', 'new'])
  expect(saidOf(report).map((said) => said.slice(0, 60))).toEqual([
    expect.stringContaining('letters.csv:2:7: country: got "Mali"'),
    expect.stringContaining('letters.csv:2:8: policy: no policy NONE'),
    expect.stringContaining('letters.csv:3:14: bearing: got "remindz"'),
    expect.stringContaining('letters.csv:4:11: dated: got "２００４-08-24"'),
    expect.stringContaining('letters.csv:5:9: external reference: got nothing'),
  ])
  expect(await rowsIn(desk)).toEqual(before)
})

test('a row that is refused is told of no option of another command', async () => {
  await using desk = await freshDesk()
  const promise = visitWith((lines) => (lines[2] = { ...lines[2], character: 'promised' }))
  expect(saidOf(await importSheet(desk.on(DAY), promise))).toEqual([
    'letters.csv:4: MLI-V/3: until: got nothing — expected the day that they promised',
  ])
})

test.for([
  [
    'a reply before its ask',
    (lines: SheetLine[]) => (lines[2] = { ...lines[2], dated: '2003-01-01', received: '2003-01-02' }),
    'letters.csv:2: MLI-V-1 would be asked on 2004-01-05, after what replies it on 2003-01-02',
  ],
  [
    'a letter in the future',
    (lines: SheetLine[]) => (lines[1] = { ...lines[1], dated: '2027-01-01' }),
    'letters.csv:3: MLI-V/3: ',
  ],
  [
    'an ask that nothing asks',
    (lines: SheetLine[]) => (lines[0] = { ...lines[0], bearing: 'supplies' }),
    'letters.csv:2: MLI-V-1: nothing asks it',
  ],
  [
    'a promise without its day',
    (lines: SheetLine[]) => (lines[2] = { ...lines[2], character: 'promised' }),
    'letters.csv:4: MLI-V/3: ',
  ],
  [
    'a reminder that says something',
    (lines: SheetLine[]) => (lines[1] = { ...lines[1], character: 'noted' }),
    'letters.csv:3: MLI-V/2: ',
  ],
] as const)('%s is refused in its row, and nothing is written', async ([, change, place]) => {
  await using desk = await freshDesk()
  const before = await rowsIn(desk)
  const report = await importSheet(desk.on(DAY), visitWith(change))
  expect(report).toMatchObject({ isImported: false })
  expect(report.totals.error).toBeGreaterThan(0)
  expect(saidOf(report)).toEqual([expect.stringContaining(place)])
  expect(await rowsIn(desk)).toEqual(before)
})
