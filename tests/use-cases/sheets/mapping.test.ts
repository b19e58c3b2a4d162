import { expect, test } from 'vitest'
import { Problem } from '../../../src/domain/problem.ts'
import { parseCsv } from '../../../src/domain/files/read-csv.ts'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { NO_MAPPING, parseMapping } from '../../../src/use-cases/sheets/mapping.ts'
import { readRows } from '../../../src/use-cases/sheets/read-rows.ts'
import { sheetTemplate } from '../../../src/use-cases/sheets/template.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { saidOf, sheetOf, VISIT } from '../../support/readers/sheets.ts'

const mappingOf = (value: object) => parseMapping(JSON.stringify(value), 'map.json')
const read = (csv: string, mapping = NO_MAPPING) => readRows(parseCsv(csv, 'a.csv'), mapping)

function refusal(work: () => unknown): Pick<Problem, 'message' | 'details'> {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('foreign headings, words and days are read as the mapping says, and what is the same in all rows is said once', () => {
  const mapping = mappingOf({
    columns: {
      'external reference': ['Dossier', 'N°'],
      dossier: 'Dossier',
      channel: 'Voie',
      dated: 'Date',
      summary: 'Objet',
    },
    ignore: ['Remarques'],
    constants: { bearing: 'asks', 'follow-up': 'visite' },
    values: {
      channel: { Lettre: 'letter', 'note  VERBALE': 'note_verbale' },
      dated: { 's.d.': '' },
      dossier: { Mali: 'MLI-V' },
    },
    dateFormat: 'dmy',
  })
  const { rows, troubles } = read(
    'Dossier;N°;VOIE;Date;Objet;Remarques\nMali;12;Lettre;05/01/2004;Visite;x\nMali;13;Note verbale;S.D.;;\n',
    mapping,
  )
  expect(troubles).toEqual([])
  expect(rows.map(({ told }) => told)).toMatchObject([
    {
      dossier: 'MLI-V',
      externalReference: 'Mali/12',
      channel: 'letter',
      dated: { text: '2004-01-05' },
      bearing: 'asks',
      followUp: 'visite',
    },
    { dossier: 'MLI-V', externalReference: 'Mali/13', channel: 'note_verbale', dated: null, summary: null },
  ])
})

test('all mistakes of a mapping are told at once, each with its place', () => {
  const { details } = refusal(() =>
    mappingOf({ columns: { daeted: 'Date' }, values: { chanel: {} }, dateFormat: 'fr', headings: {} }),
  )
  expect(details).toEqual([
    expect.stringContaining('columns.daeted: got "daeted" — expected one of'),
    expect.stringContaining('values.chanel: got "chanel"'),
    expect.stringContaining('dateFormat: got "fr"'),
    expect.stringContaining('headings'),
  ])
  expect(refusal(() => parseMapping('{', 'map.json')).message).toContain('map.json: this is not JSON')
})

test('headings stand in any order, however they are cased, spaced or widened', () => {
  const { rows } = read('Channel, ＤＯＳＳＩＥＲ ,External_Reference\nletter,MLI-V,G-1\n')
  expect(rows[0]?.told).toMatchObject({ dossier: 'MLI-V', channel: 'letter', externalReference: 'G-1' })
})

test.for([
  ['a missing column', 'dossier,channel\nA,letter\n', ['there is no column external reference']],
  [
    'one that is not known',
    'dossier,chanel,external reference\nA,letter,1\n',
    ['a.csv:1:2: the heading "chanel" is not known; try channel', 'no column channel'],
  ],
  [
    'one twice',
    'dossier,channel,external reference,Dossier\nA,letter,1,B\n',
    ['a.csv:1:4: the heading "Dossier" stands twice'],
  ],
  [
    'text under no heading',
    'dossier,channel,external reference,\nA,letter,1,x\n',
    ['a.csv:1:4: a column with text in it has no heading'],
  ],
] as const)('%s is refused by name', ([, csv, told]) => {
  const { details } = refusal(() => read(csv))
  expect(details).toHaveLength(told.length)
  for (const [index, says] of told.entries()) expect(details[index]).toContain(says)
})

test('a column that the mapping names and the sheet has not is refused', () => {
  const { details } = refusal(() =>
    read('dossier,channel,external reference\n', mappingOf({ columns: { dated: 'Date' } })),
  )
  expect(details).toEqual(['the mapping names a column "Date", and the sheet has none'])
})

test.for([
  ['an empty file', '', 'got no rows'],
  ['rows without headings', 'MLI-V,letter,G-1\n', 'got no heading that is known — expected dossier'],
])('%s is refused with what is expected', ([, csv, says]) => {
  expect(refusal(() => read(csv!)).message).toContain(says)
})

test('headings alone are no rows, and no mistake', async () => {
  await using desk = await freshDesk()
  const report = await importSheet(desk.on('2026-11-24'), parseCsv(sheetTemplate(), 'a.csv'))
  expect(report).toMatchObject({ rows: [], totals: { new: 0, error: 0 } })
})

test.for([
  ['03/04/2004', 'say --date-format dmy'],
  ['24.08.2004', '--date-format dmy reads all dates of the sheet'],
  ['38223', 'as spreadsheets count it: format the column as a date'],
  ['2004-08-24 00:00:00', 'try 2004-08-24'],
  ['2004-02-30', 'no such day'],
])('%s is never guessed', ([dated, says]) => {
  const { troubles } = readRows(sheetOf([{ ...VISIT[0]!, dated: dated! }]), NO_MAPPING)
  expect(troubles).toMatchObject([{ row: { line: 2 }, field: 'dated', says: expect.stringContaining(says!) }])
})

test('what was typed in full-width letters is refused with the plain ones, and stays in text', async () => {
  await using desk = await freshDesk()
  const line = { ...VISIT[0]!, dossier: 'ＭＬＩ－Ｖ', summary: 'ＡＢＣ 平壌 رسالة' }
  const report = await importSheet(desk.on('2026-11-24'), sheetOf([line]))
  expect(saidOf(report)).toEqual([expect.stringMatching(/^letters\.csv:2:1: dossier: .*; try MLI-V$/u)])
  const { rows } = readRows(sheetOf([line]), NO_MAPPING)
  expect(rows[0]?.told.summary).toBe('ＡＢＣ 平壌 رسالة')
})
