import { once } from 'node:events'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshLedger, launch } from '../support/programs/command-line.ts'
import { csvOfLines, VISIT } from '../support/readers/sheets.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-sheets-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

test('a dry run says what becomes of each row, an import does it, and the next finds all of it', async () => {
  await using ledger = await freshLedger()
  const file = await fileOf('visit.csv', csvOfLines(VISIT))
  const dry = await ledger.relance(['import', file, '--dry-run'])
  expect(dry).toMatchObject({ code: 0, stderr: '' })
  expect(dry.stdout.split('\n')).toEqual([
    '    2  new        MLI-V/1  asks MLI-V-1',
    '    3  new        MLI-V/2  reminds MLI-V-1',
    '    4  new        MLI-V/3  replies MLI-V-1',
    `${file}: 3 new. A dry run: nothing was imported.`,
    '',
  ])
  const imported = await ledger.relance(['import', file])
  expect(imported.stdout).toBe(`${file}: imported 1 desk, 1 counterpart, 1 dossier, 1 follow-up, 3 communications.\n`)
  const again = await ledger.relance(['import', file])
  expect(again.stdout).toBe(`${file}: nothing new; 3 rows unchanged.\n`)
})

test('what is wrong is told with file, line and column, in words and as JSON, and nothing is imported', async () => {
  await using ledger = await freshLedger()
  const lines = VISIT.map((line, index) => (index === 1 ? { ...line, dated: '03/04/2004' } : line))
  const file = await fileOf('wrong.csv', csvOfLines(lines))
  const { code, stdout, stderr } = await ledger.relance(['import', file])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(`${file}:3:10: dated: got "03/04/2004"`)
  expect(stderr).toContain('--date-format dmy')
  const told = await ledger.relance(['import', file, '--dry-run', '--json'])
  expect(told.code).toBe(2)
  expect(JSON.parse(told.stdout)).toMatchObject({
    isImported: false,
    totals: { new: 2, error: 1 },
    rows: [{ fate: 'new' }, { line: 3, fate: 'error', says: [{ place: `${file}:3:10` }] }, { fate: 'new' }],
  })
  expect(await ledger.query('select from dossiers')).toEqual([])
})

test.for([
  [['import', 'a.json', '--dry-run'], '--dry-run: only for a sheet'],
  [['import'], "missing required argument 'file'"],
  [['import', 'a.csv', '--date-format', 'fr'], '--date-format: got "fr"'],
] as const)('%j is refused', async ([words, says]) => {
  await using ledger = await freshLedger()
  const { code, stderr } = await ledger.relance(words)
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) })
})

test('the template has all headings, and is itself a sheet of no rows', async () => {
  await using ledger = await freshLedger()
  const { stdout } = await ledger.relance(['import', '--template'])
  expect(stdout).toMatch(/^dossier,dossier title,follow-up,/u)
  const { code, stdout: told } = await ledger.relance(['import', await fileOf('template.csv', stdout)])
  expect({ code, told }).toMatchObject({ code: 0, told: expect.stringContaining('nothing new; no rows') })
})

test('a file of a gigabyte is refused with the limit, before it fills the memory', async () => {
  await using ledger = await freshLedger()
  const file = await fileOf('huge.csv', '')
  await truncate(file, 2 ** 30)
  const child = launch(['import', file], { env: ledger.env })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('expected at most') })
})

test('an import that is killed leaves nothing, and the same file is imported whole afterwards', async () => {
  await using ledger = await freshLedger()
  const many = Array.from({ length: 40 }, (_, index) => ({
    ...VISIT[1]!,
    'external reference': `R-${index}`,
    dated: `2005-01-${String((index % 28) + 1).padStart(2, '0')}`,
  }))
  const file = await fileOf('many.csv', csvOfLines([...VISIT, ...many]))
  const child = launch(['import', file], { env: { ...ledger.env, CRASH_AT: 'import-dossier-added' } })
  await once(child, 'close')
  expect(await ledger.query('select from communications')).toEqual([])
  expect((await ledger.relance(['import', file])).stdout).toContain('43 communications')
  expect((await ledger.relance(['import', file])).stdout).toContain('nothing new; 43 rows unchanged')
})
