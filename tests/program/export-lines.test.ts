import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshLedger, sampleLedger } from '../support/programs/command-line.ts'

let folder: string
let ledger: Awaited<ReturnType<typeof sampleLedger>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-lines-'))
  ledger = await sampleLedger()
})
afterAll(async () => {
  await ledger[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const imported = { code: 0, stdout: expect.stringMatching(/^Imported \d+ rows of \d+ tables into /) }
const LINES = ['export', '--format', 'jsonl'] as const

test('every version of a ledger is imported and restored from a file of any name', async () => {
  const file = join(folder, 'all.json')
  expect(await ledger.relance([...LINES, '--out', file])).toMatchObject({ code: 0 })
  await using empty = await freshLedger()
  expect(await empty.relance(['import', file])).toMatchObject(imported)
  expect((await empty.relance(['export'])).stdout).toBe((await ledger.relance(['export'])).stdout)
  await using another = await freshLedger()
  expect(await another.relance(['restore', file])).toMatchObject({ code: 0 })
})

test('and from a pipe, of which the end must come', async () => {
  const { stdout } = await ledger.relance(LINES)
  await using empty = await freshLedger()
  const half = await empty.relance(['import', '-'], { stdin: stdout.slice(0, stdout.length / 2) })
  expect(half).toMatchObject({ code: 2, stderr: expect.stringContaining('this is no whole backup: ') })
  expect(await empty.relance(['import', '-'], { stdin: stdout })).toMatchObject(imported)
})

test('what is no backup is told by its name', async () => {
  await using empty = await freshLedger()
  const file = join(folder, 'letter.jsonl')
  await writeFile(file, 'Dear colleague,\n')
  const damaged = { code: 2, stderr: `error[invalid] ${file}: this is no backup of ours, or it is damaged\n` }
  expect(await empty.relance(['restore', file])).toMatchObject(damaged)
  await writeFile(file, '')
  const withoutEnd = { code: 2, stderr: `error[invalid] ${file}: this is no whole backup: its end is missing\n` }
  expect(await empty.relance(['restore', file])).toMatchObject(withoutEnd)
  const missing = join(folder, 'missing.backup')
  expect((await empty.relance(['restore', missing])).stderr).toContain(`${missing}: there is no such file or folder`)
})
