import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parseCsv } from '../../../src/domain/files/read-csv.ts'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { parseMapping } from '../../../src/use-cases/sheets/mapping.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { fatesOf, saidOf } from '../../support/readers/sheets.ts'

const NOW = '2004-12-22'
const sample = async (ending: string) =>
  readFile(new URL(`../../../data/requests-example.${ending}`, import.meta.url), 'utf8')
const csv = await sample('csv')
const mapping = parseMapping(await sample('json'), 'requests-example.json')
const sheet = (text = csv) => parseCsv(text, 'requests.csv')

test('a row for each ask, with its letter, its reminder and its reply side by side, is several communications', async () => {
  await using desk = await freshDesk()
  const report = await importSheet(desk.on(NOW), sheet(), { mapping })
  expect(report).toMatchObject({ isImported: true, added: { 'follow-ups': 5, communications: 11 } })
  expect(report.rows.map(({ line, bears }) => `${line} ${bears}`)).toEqual([
    '2 asks REQUESTS-1',
    '2 reminds REQUESTS-1',
    '2 replies REQUESTS-1',
    '3 asks REQUESTS-2',
    '3 replies REQUESTS-2',
    '4 asks REQUESTS-3',
    '4 reminds REQUESTS-3',
    '5 asks REQUESTS-4',
    '5 replies REQUESTS-4',
    '6 asks REQUESTS-5',
    '6 reminds REQUESTS-5',
  ])
  const { followUp } = await showFollowUp(desk.on(NOW), 'REQUESTS-2')
  expect(followUp.state).toBe('promised')
})

test('what was read of it is found again, and a reply that came since is all that is new', async () => {
  await using desk = await freshDesk()
  await importSheet(desk.on(NOW), sheet(), { mapping })
  const replied = csv.replace('none,,,,', '2004-12-01,Annexes,answered,,')
  const report = await importSheet(desk.on(NOW), sheet(replied), { mapping })
  expect(fatesOf(report).filter((fate) => fate !== 'unchanged')).toEqual(['new'])
  expect(report).toMatchObject({ isImported: true, added: { communications: 1 } })
})

test('what is wrong is told once, at the cell that it stands in', async () => {
  await using desk = await freshDesk()
  const wrong = csv
    .replace('2004-04-20,Forwarded to the capital,forwarded', '2004-04,Forwarded to the capital,sent on')
    .replace('Permanent Mission of Cyan (example),2004-02', 'Mission of Cyan,2004-02')
  const report = await importSheet(desk.on(NOW), sheet(wrong), { mapping })
  expect(report.isImported).toBe(false)
  expect(saidOf(report)).toEqual([
    'requests.csv:2:6: received: got "2004-04" — expected a day as YYYY-MM-DD',
    expect.stringMatching(/^requests\.csv:2:8: character: got "sent on" — expected one of/),
    expect.stringMatching(/^requests\.csv:4:3: counterpart: got "Mission of Cyan" — expected/),
    expect.stringMatching(/^requests\.csv:4:3: counterpart: got nothing/),
  ])
})

test.for([
  [{ communications: [{ name: 'a' }, { name: 'a' }] }, 'communications: two have one name'],
  [
    { communications: [{ name: 'a' }, { name: 'b', constants: { bearing: 'reminds' } }] },
    'communications: got one after the first without columns of its own',
  ],
  [{ communications: [{ columns: {} }] }, 'communications[0].name: '],
  [{ communications: [{ name: 'a', columns: { daeted: 'x' } }] }, 'communications[0].columns.daeted: got "daeted"'],
] as const)('%o is refused', ([wrong, says]) => {
  expect(() => parseMapping(JSON.stringify(wrong), 'map.json')).toThrow(
    expect.objectContaining({ details: [expect.stringContaining(says)] }),
  )
})

test('a column that one communication names and the sheet has not is refused', async () => {
  await using desk = await freshDesk()
  const work = importSheet(desk.on(NOW), sheet(csv.replace('Reminded', 'Chased')), { mapping })
  await expect(work).rejects.toMatchObject({
    details: [
      'the mapping names a column "Reminded", and the sheet has none',
      'requests.csv:1:5: the heading "Chased" is not known; a mapping file names what it means, or has it ignored',
    ],
  })
})
