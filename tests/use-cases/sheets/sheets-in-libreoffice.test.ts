import { sample } from 'fast-check'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readXlsx } from '../../../src/documents/sheets/read-xlsx.ts'
import { xlsxFile } from '../../../src/documents/sheets/xlsx-file.ts'
import { parseCsv } from '../../../src/domain/files/read-csv.ts'
import { giveSheetAsWorkbook } from '../../../src/use-cases/issued/give-export.ts'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { hasCalc, NO_CALC, savedByCalc } from '../../support/readers/libreoffice.ts'
import { sheets } from '../../support/drawn/random-sheets.ts'
import { csvOfLines, fatesOf, saidOf, VISIT } from '../../support/readers/sheets.ts'

const DAY = '2026-11-24'
const FIXTURE = new URL('../../fixtures/sheets/letters', import.meta.url).href
const fixture = (ending: 'fods' | 'xlsx') => readFile(new URL(`${FIXTURE}.${ending}`))
const read = (bytes: Buffer) => readXlsx(bytes, 'letters.xlsx')

test('a sheet that LibreOffice saves now reads as the one that it saved then', async ({ skip }) => {
  skip(!hasCalc, NO_CALC)
  const saved = await savedByCalc(await fixture('fods'), { from: 'fods', to: 'xlsx' })
  expect((await read(saved)).rows).toEqual((await read(await fixture('xlsx'))).rows)
})

/** Column by column: days, where they are written with the year first, else text. */
function filterFor(headings: readonly string[]): string {
  const kinds = headings.map((heading, index) => `${index + 1}/${/^(?:dated|received)$/u.test(heading) ? 5 : 2}`)
  return `--infilter=CSV:44,34,76,1,${kinds.join('/')}`
}

test('a sheet of several hundred rows that went through LibreOffice has the fates that it should', async ({ skip }) => {
  skip(!hasCalc, NO_CALC)
  await using desk = await freshDesk()
  const [planned] = sample(sheets, { numRuns: 1, seed: 31 })
  const csv = csvOfLines(planned!.map(({ line }) => line))
  const [headings] = parseCsv(csv, 'letters.csv').rows
  const saved = await savedByCalc(csv, { from: 'csv', to: 'xlsx', how: [filterFor(headings!.cells)] })
  const report = await importSheet(desk.on(DAY), await read(saved), { isDryRun: true })
  expect(planned!.length).toBeGreaterThan(200)
  expect(fatesOf(report)).toEqual(planned!.map(({ fate }) => fate))
})

test('an exported workbook opened in LibreOffice has days to reckon with, text that stays text, and a filter on each heading', async ({
  skip,
}) => {
  skip(!hasCalc, NO_CALC)
  await using desk = await freshDesk('the sample')
  const dangerous = VISIT.map((line, index) => ({ ...line, summary: ['=1+1', "=cmd|' /C calc'!A0", '+41 22'][index]! }))
  await importSheet(desk.on(DAY), parseCsv(csvOfLines(dangerous), 'letters.csv'))
  const file = await giveSheetAsWorkbook(desk.on(DAY), async ({ headings, rows }) =>
    xlsxFile({ name: 'Correspondence', headings, rows: (await Array.fromAsync(rows)).flat() }),
  )
  const opened = (await savedByCalc(file, { from: 'xlsx', to: 'fods' })).toString()
  expect(opened).toContain('office:value-type="date" office:date-value="2003-08-08"')
  expect(opened).toMatch(/table:database-range [^>]*table:display-filter-buttons="true"/u)
  expect(opened).not.toMatch(/table:formula/u)
  for (const text of ['=1+1', '=cmd|&apos; /C calc&apos;!A0', '+41 22'])
    expect(opened).toContain(`<text:p>${text}</text:p>`)
  const again = await read(await savedByCalc(file, { from: 'xlsx', to: 'xlsx' }))
  const report = await importSheet(desk.on(DAY), again)
  expect([saidOf(report), report.totals]).toMatchObject([[], { new: 0, changed: 0, error: 0 }])
})
