import { array, assert, asyncProperty, constantFrom, date, integer, oneof, string } from 'fast-check'
import { expect, test } from 'vitest'
import { readXlsx } from '../../src/documents/sheets/read-xlsx.ts'
import { xlsxFile, type SheetCell } from '../../src/documents/sheets/xlsx-file.ts'
import { partsOf } from '../../src/documents/sheets/xlsx-parts.ts'
import { day } from '../support/ledgers/desk.ts'
import { textCell, workbookOf, zipOf } from '../support/readers/workbook.ts'

const written = async (rows: readonly (readonly SheetCell[])[], headings = ['a', 'b']) =>
  Buffer.from(await xlsxFile({ name: 'Letters', headings, rows }))
const read = async (bytes: Buffer, sheet?: string) => readXlsx(bytes, 'a.xlsx', sheet)
const cellsIn = async (bytes: Buffer) => (await read(bytes)).rows.map(({ cells }) => cells)

const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`
const HEADINGS = row(1, textCell('A1', 'dossier'), textCell('B1', 'dated'))
const sheetWith = (...rows: string[]) => [
  { name: 'Letters', xml: `<sheetData>${HEADINGS}${rows.join('')}</sheetData>` },
]

test('days are days that spreadsheets reckon with, the headings stay in sight and each is a filter', async () => {
  const bytes = await written([
    [day('2004-08-24'), 'réponse'],
    [null, 12],
  ])
  const parts = partsOf(bytes, 'a.xlsx')
  const xml = parts.get('xl/worksheets/sheet1.xml')!
  expect(xml).toContain('<autoFilter ref="A1:B3"/>')
  expect(parts.get('xl/workbook.xml')).toMatch(/_FilterDatabase" [^>]*>'Letters'!\$A\$1:\$B\$3</u)
  expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/u)
  expect(xml).toMatch(/<c [^>]*r="A2"[^>]*><v>38223<\/v>/u)
  expect(parts.get('xl/styles.xml')).toContain('yyyy-mm-dd')
  expect(await cellsIn(bytes)).toEqual([
    ['a', 'b'],
    ['2004-08-24', 'réponse'],
    ['', '12'],
  ])
})

test.for([
  '=1+1',
  "=cmd|' /C calc'!A0",
  '@SUM(1)',
  '+41 22 917',
  "'=1",
  '_x0041_',
  'constructor',
  '__proto__',
  '<b>&"',
  'رسالة من الوزارة',
  '平壌 ＡＢＣ',
  'one\ntwo',
  ' a ',
  'lost: \ufffd',
])('%j is text and comes back as it was, never as a formula', async (text) => {
  const bytes = await written([[text, text]])
  expect(partsOf(bytes, 'a.xlsx').get('xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >]/u)
  expect(await cellsIn(bytes)).toEqual([
    ['a', 'b'],
    [text, text],
  ])
})

const cell = oneof(
  string({ unit: 'grapheme' }),
  array(constantFrom('=', '_x', '0041_', "'", '"', '&', '<', '平', 'د')).map((signs) => signs.join('')),
  integer(),
  date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'), noInvalidDate: true }).map((at) =>
    day(at.toISOString().slice(0, 10)),
  ),
).filter((value) => String(value).trim() !== '' && !/[\p{Cc}\p{Cn}\ufffe\uffff]/u.test(String(value)))

test('whatever is written is read again', async () => {
  await assert(
    asyncProperty(array(array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 }), async (rows) => {
      expect((await cellsIn(await written(rows))).slice(1)).toEqual(rows.map((cells) => cells.map(String)))
    }),
    { numRuns: 60 },
  )
})

test('a day in a cell is a day, a number that is not formatted as one stays a number, and text stays text', async () => {
  const rows = [
    row(2, textCell('A2', 'X'), '<c r="B2" s="1"><v>38223</v></c>'),
    row(3, textCell('A3', 'X'), '<c r="B3"><v>38223</v></c>'),
    row(4, textCell('A4', 'X'), textCell('B4', '24.08.2004')),
    row(5, textCell('A5', 'X'), '<c r="B5" s="1"><v>38223.5</v></c>'),
    row(6, textCell('A6', 'X'), '<c r="B6" t="str"><f>A2&amp;A3</f><v>2003</v></c>'),
  ]
  expect((await cellsIn(workbookOf(sheetWith(...rows)))).slice(1).map(([, dated]) => dated)).toEqual([
    '2004-08-24',
    '38223',
    '24.08.2004',
    '2004-08-24 12:00',
    '2003',
  ])
})

test('rows keep the numbers that they have in the sheet, and empty ones are passed over', async () => {
  const { rows } = await read(
    workbookOf(sheetWith(row(2, textCell('A2', 'X')), row(7, textCell('A7', 'Y')), row(9, '<c r="A9" s="1"/>'))),
  )
  expect(rows.map(({ line }) => line)).toEqual([1, 2, 7])
})

const CALC = 'a formula whose result was not saved'
test.for([
  [
    'an error',
    row(2, '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    'a.xlsx, Letters!A2: a formula that ends in an error',
  ],
  [
    'a formula without its result',
    row(2, textCell('A2', 'X'), '<c r="B2"><f>A1</f></c>'),
    `a.xlsx, Letters!B2: ${CALC}`,
  ],
  [
    'a formula of text without its result',
    row(2, textCell('A2', 'X'), '<c r="B2" t="str"><f>A1</f><v/></c>'),
    `a.xlsx, Letters!B2: ${CALC}`,
  ],
] as const)('%s is told with its cell, not passed over as empty', async ([, xml, says]) => {
  await expect(read(workbookOf(sheetWith(xml)))).rejects.toMatchObject({ details: [expect.stringContaining(says)] })
})

test('merged cells are refused, for only the first of them holds what all of them show', async () => {
  const [sheet] = sheetWith(row(2, textCell('A2', 'X')))
  const merged = { ...sheet!, xml: `${sheet!.xml}<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>` }
  await expect(read(workbookOf([merged]))).rejects.toMatchObject({
    details: [expect.stringContaining('a.xlsx, Letters!A2:A4: these cells are merged')],
  })
})

test('the first sheet that is shown is read, unless another is named; what is hidden is told', async () => {
  const [letters] = sheetWith(`<row r="2" hidden="1">${textCell('A2', 'X')}</row>`)
  const bytes = workbookOf([
    { name: 'Old', state: 'hidden', xml: '<sheetData/>' },
    { ...letters!, name: 'A &amp; B' },
    letters!,
  ])
  expect((await read(bytes)).notices).toEqual([
    'a.xlsx: reading A & B, one of 3 sheets; --sheet names another',
    'a.xlsx, A & B: rows that are hidden are read too: 2',
  ])
  expect((await read(bytes, 'Letters')).name).toBe('a.xlsx, Letters')
  await expect(read(bytes, 'Lettres')).rejects.toMatchObject({
    message: expect.stringContaining('expected one of Old, A & B, Letters'),
  })
})

const HUGE = `<sheetData>${'<row r="1"/>'.padEnd(80 * 1024 * 1024)}</sheetData>`
test.for([
  ['what is no zip', Buffer.from('PK\u0003\u0004 and then nothing'), 'this is no XLSX file'],
  ['a file with a password', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'this has a password'],
  ['one that is cut short', workbookOf(sheetWith()).subarray(0, 400), 'this is no XLSX file'],
  ['a zip of something else', zipOf([{ name: 'a.txt', content: 'x' }]), 'got no sheet'],
  ['a bomb', workbookOf([{ name: 'Letters', xml: HUGE }]), 'unpacks to more than'],
  ['a bomb that says it is small', workbookOf([{ name: 'Letters', xml: HUGE }], 100), 'unpacks to more than'],
  ['one that claims to be larger than it is', workbookOf(sheetWith(), 2 ** 31), 'this is no XLSX file'],
  [
    'a cell far out, which would make a table of billions',
    workbookOf(sheetWith(row(1_048_576, textCell('XFD1048576', 'x')))),
    'reaches over',
  ],
] as const)('%s is refused in words', async ([, bytes, says]) => {
  await expect(read(bytes)).rejects.toMatchObject({ name: 'Problem', message: expect.stringContaining(says) })
})
