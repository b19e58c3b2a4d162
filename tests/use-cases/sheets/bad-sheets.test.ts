import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSheet, type SheetReading } from '../../../src/documents/sheets/read-sheet.ts'
import { xlsxFile } from '../../../src/documents/sheets/xlsx-file.ts'
import { Problem } from '../../../src/domain/problem.ts'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { NO_MAPPING } from '../../../src/use-cases/sheets/mapping.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { csvOfLines, rowsIn, saidOf, VISIT } from '../../support/readers/sheets.ts'

// The catalogue of bad input: reliability.md, section E, rows 56 to 67.

let desk: Desk
let before: unknown
beforeAll(async () => {
  desk = await freshDesk('the sample')
  before = await rowsIn(desk)
})
afterAll(() => desk[Symbol.asyncDispose]())

const VISIT_CSV = csvOfLines(VISIT)
const withDated = (...days: string[]) =>
  csvOfLines(VISIT.map((line, index) => ({ ...line, received: '', dated: days[index] ?? line['dated']! })))
const COLUMNS = 'dossier,channel,external reference,dated'

/** What is said of a file, all of it, or null where nothing is wrong with it. */
async function said(content: string | Buffer, reading: SheetReading = {}): Promise<string | null> {
  try {
    const sheet = await readSheet(Buffer.from(content), 'a.csv', reading)
    const report = await importSheet(desk.on('2026-11-24'), sheet, { mapping: NO_MAPPING, isDryRun: true })
    return report.totals.error === 0 ? null : saidOf(report).join('\n')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [error.message, ...error.details].join('\n')
  }
}

test.for([
  [56, 'an empty file', '', 'a.csv: got no rows — expected headings'],
  [56, 'no headings', 'MLI-V,letter,G-1,2004-01-05\n', 'got no heading that is known — expected dossier'],
  [57, 'a column that is missing', 'dossier,dated\nX,2004-01-05\n', 'there is no column channel'],
  [
    57,
    'one that is unknown',
    `${COLUMNS},chanel\nX,letter,1,2004-01-05,y\n`,
    'a.csv:1:5: the heading "chanel" is not known; try channel',
  ],
  [
    57,
    'one so short that any word of ours is near',
    `${COLUMNS},No\nX,letter,1,2004-01-05,y\n`,
    'a.csv:1:5: the heading "No" is not known; a mapping file names',
  ],
  [
    57,
    'one that stands twice',
    `${COLUMNS},Dated\nX,letter,1,2004-01-05,y\n`,
    'a.csv:1:5: the heading "Dated" stands twice',
  ],
  [58, 'UTF-16', Buffer.from(`\ufeff${VISIT_CSV}`, 'utf16le'), '--encoding'],
  [58, 'Windows-1252', Buffer.from(VISIT_CSV.replace('They will', 'Ils y réfl'), 'latin1'), '--encoding'],
  [
    59,
    'a quotation mark that is not closed',
    `${COLUMNS}\nX,letter,1,"2004\n`,
    'a.csv:2:4: the quotation mark that begins this cell is never closed',
  ],
  [59, 'one inside a cell without', `${COLUMNS}\nX,letter,a"b,2004\n`, 'a.csv:2:3: a quotation mark inside'],
  [60, 'too few cells', `${COLUMNS}\nX,letter,1\n`, 'a.csv:2: got 3 cells — expected 4'],
  [60, 'too many', `${COLUMNS}\nX,letter,1,2004,\n`, 'a.csv:2: got 5 cells — expected 4'],
  [61, 'bytes that are no text', Buffer.from([0x61, 0x2c, 0xff, 0x0a]), 'at byte 2'],
  [61, 'NUL', `${COLUMNS}\nX,le\0tter,1,2004\n`, 'byte'],
  [63, 'a cell of a megabyte', csvOfLines([{ ...VISIT[0]!, summary: 'x'.repeat(2 ** 20) }]), 'summary'],
  [
    64,
    'one reference with two days',
    csvOfLines([...VISIT, { ...VISIT[1]!, dated: '2004-03-02' }]),
    'dated of G-2 is 2004-03-02 here, and 2004-03-01 in row 3',
  ],
  [
    65,
    'days that could be two',
    withDated('03/04/2004', '04/05/2004', '05/06/2004'),
    'say --date-format dmy if the day comes first, mdy if the month does',
  ],
  [66, 'a serial number', withDated('38223'), 'a.csv:2:10: dated: got "38223"'],
  [66, 'a day with a time', withDated('2004-08-24 00:00:00'), 'try 2004-08-24'],
  [66, 'a German day', withDated('24.08.2004'), 'try 2004-08-24'],
  [67, 'PDF', '%PDF-1.7\n', 'PDF'],
  [67, 'HTML', '<!doctype html><table><tr><td>dossier</td></tr></table>', 'HTML'],
  [67, 'gzip', gzipSync(VISIT_CSV), 'gzip'],
] as const)('E%i: %s is refused in words, and nothing is written', async ([, , content, says]) => {
  expect(await said(content)).toContain(says)
  expect(await rowsIn(desk)).toEqual(before)
})

test('E67: XLSX under the name of a CSV file is refused in words', async () => {
  const workbook = await xlsxFile({ name: 'Letters', headings: ['dossier'], rows: [['X']] })
  expect(await said(Buffer.from(workbook))).toMatch(/XLSX|spreadsheet/u)
})

test.for([
  [56, 'headings alone', `${COLUMNS}\n`],
  [
    57,
    'columns in another order',
    csvOfLines(
      VISIT,
      Object.keys(VISIT[2]!).concat('dossier title', 'ask', 'counterpart', 'counterpart name', 'country').toReversed(),
    ),
  ],
  [58, 'semicolons', VISIT_CSV.replaceAll(',', ';')],
  [58, 'tabs and a byte order mark', `\ufeff${VISIT_CSV.replaceAll(',', '\t')}`],
  [58, 'line ends of an old Macintosh', VISIT_CSV.replaceAll('\r\n', '\r')],
  [59, 'a line end in quotation marks', VISIT_CSV.replace('They will see.', '"They\nwill see."')],
  [60, 'blank lines at the end', `${VISIT_CSV}\r\n\r\n`],
  [
    62,
    'what would be formulas',
    csvOfLines([
      { ...VISIT[0]!, summary: "=cmd|' /C calc'!A0" },
      { ...VISIT[1]!, summary: '+41 22 917' },
    ]),
  ],
] as const)('E%i: %s is nothing wrong', async ([, , content]) => {
  expect(await said(content)).toBeNull()
})

test('E58: a file that says its encoding is read by it', async () => {
  const latin = Buffer.from(VISIT_CSV.replace('They will see.', 'Ils y réfléchissent.'), 'latin1')
  expect(await said(latin, { encoding: 'windows-1252' })).toBeNull()
})
