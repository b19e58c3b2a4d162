import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleLedger } from '../support/programs/command-line.ts'
import { unzip } from '../support/readers/unzip.ts'

let ledger: Awaited<ReturnType<typeof sampleLedger>>
let folder: string

beforeAll(async () => {
  ledger = await sampleLedger()
  folder = await mkdtemp(join(tmpdir(), 'relance-note-'))
})

afterAll(async () => {
  await ledger[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test('the note is printed as Markdown unless told otherwise', async () => {
  const { code, stdout } = await ledger.relance(['note', 'prk-tc', '--as-of', '2004-12-22'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Commission on Human Rights {2}\nSixty-first session\n\n# Technical cooperation/)
  expect(stdout).toContain('**Note as at 22 December 2004**')
  const calls = [...stdout.matchAll(/\[\^(\d+)\](?!:)/g)].map(([, number]) => number)
  const footnotes = [...stdout.matchAll(/^\[\^(\d+)\]: /gm)].map(([, number]) => number)
  expect(calls).toEqual(footnotes)
  expect(calls.length).toBeGreaterThan(8)
})

test('a Word file goes to a file or down a pipe', async () => {
  const file = join(folder, 'note.docx')
  const { code, stderr } = await ledger.relance([
    'note',
    'PRK-TC',
    '--as-of',
    '2004-12-22',
    '--format',
    'docx',
    '--out',
    file,
  ])
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Written to ${file}.\n` })
  expect(unzip(await readFile(file)).get('word/document.xml')).toContain('the then ')
})

test('as JSON each sentence names its records', async () => {
  const { stdout } = await ledger.relance(['note', 'PRK-TC', '--as-of', '2004-12-22', '--json'])
  const { sections, annex, isDraft } = JSON.parse(stdout)
  expect(isDraft).toBe(false)
  expect(annex).toHaveLength(2)
  const sentences = sections.flatMap((of: any) => of.paragraphs.flatMap((paragraph: any) => paragraph.sentences))
  expect(sentences.every(({ records }: any) => records.length > 0)).toBe(true)
  expect(sentences.find(({ text }: any) => text.includes('30 December 2003')).records[0]).toEqual({
    kind: 'communication',
    reference: 'PRK-TC/5',
    version: 1,
  })
})

test.for([
  [['note'], 2, 'dossier'],
  [['note', 'PRK-XX'], 1, 'no dossier PRK-XX'],
  [['note', 'PRK-TC', '--format', 'odt'], 2, '--format: got "odt"'],
  [['note', 'PRK-TC', '--json', '--format', 'md'], 2, '--json'],
  [['note', 'PRK-TC', '--as-of', '22.12.2004'], 2, 'try 2004-12-22'],
  [['note', 'PRK-TC', '--out', '/nowhere/note.md'], 1, 'there is no such file or folder'],
] as const)('%j ends with %i and says %s', async ([words, code, said]) => {
  const ended = await ledger.relance(words)
  expect(ended.code).toBe(code)
  expect(ended.stderr).toContain(said)
})

test('without a Chromium, what is wanted as PDF is offered as Word and as a page', async () => {
  const env = { CHROMIUM: join(folder, 'no-chromium') }
  const ended = await ledger.relance(['note', 'PRK-TC', '--format', 'pdf', '--out', join(folder, 'n.pdf')], { env })
  expect(ended.code).toBe(69)
  expect(ended.stderr).toMatch(/no-chromium, which is no program here .*try docx or html/)
})
