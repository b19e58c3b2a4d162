import { execFile } from 'node:child_process'
import { accessSync } from 'node:fs'
import { chmod, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeNote } from '../../src/domain/note/note.ts'
import { noteFile } from '../../src/documents/note/note-file.ts'
import { printPdf } from '../../src/documents/print-pdf.ts'
import { golden, recordOf } from '../support/ledgers/note-record.ts'

const run = promisify(execFile)
const note = composeNote(recordOf({ ...(await golden()), asOf: '2004-12-22' }))
const print = (page: string) => printPdf(page, undefined)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-printed-'))
})
afterAll(() => rm(folder, { recursive: true }))

const hasPdfReader = isThere('/usr/bin/pdftotext')

test('Chromium prints the note, with its footnotes and the numbers of its pages', async ({ skip }) => {
  const pdf = await noteFile(note, 'pdf', { language: 'en', print })
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  skip(!hasPdfReader, 'poppler-utils is not installed, so nobody reads what was printed')
  const file = join(folder, 'chromium.pdf')
  await writeFile(file, pdf)
  expectWhole(await pagesOf(file))
})

test('LibreOffice opens the Word file, and finds all of it', async ({ skip }) => {
  skip(!isThere('/usr/bin/soffice') || !hasPdfReader, 'libreoffice-writer-nogui or poppler-utils is not installed')
  const file = join(folder, 'note.docx')
  await writeFile(file, await noteFile(note, 'docx', { language: 'en', print }))
  const profile = `-env:UserInstallation=file://${folder}/profile`
  await run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], { timeout: 150_000 })
  expectWhole(await pagesOf(join(folder, 'note.pdf')))
})

test('a Chromium that ends badly, or is none, is a problem in words, and leaves nothing behind', async () => {
  const broken = join(folder, 'broken')
  await writeFile(broken, '#!/bin/sh\nexit 3\n')
  await chmod(broken, 0o755)
  await expect(printPdf('<p>x</p>', broken)).rejects.toThrow(/broken ended with 3 — try docx or html/)
  await expect(printPdf('<p>x</p>', join(folder, 'none'))).rejects.toThrow(/no program here .*try docx or html/)
})

test('at most two are printed at once', async () => {
  const waiting = join(folder, 'waiting')
  await run('mkfifo', [`${waiting}.told`])
  await using told = await open(`${waiting}.told`, 'r+')
  await writeFile(waiting, '#!/bin/sh\nread line < "$0.told"\nexit 3\n')
  await chmod(waiting, 0o755)
  const three = [1, 2, 3].map(() => printPdf('<p>x</p>', waiting).catch((error: Error) => error.message))
  expect(await Promise.race(three)).toMatch(/try it again in a minute/)
  await told.write('go on\ngo on\n')
  const said = await Promise.all(three)
  expect(said.filter((one) => String(one).includes('ended with 3'))).toHaveLength(2)
})

function expectWhole(pages: readonly string[]): void {
  const text = pages.join('\n').replaceAll(/\s+/g, ' ')
  expect(pages.length).toBeGreaterThan(1)
  expect(text).toContain('Technical cooperation in human rights')
  expect(text).toMatch(/1\. This note has been prepared further to paragraph 12/)
  expect(text).toMatch(/6\. As at 22 December 2004, no further communication/)
  expect(text).toContain('PRK-TC/2, letter sent on 8 August 2003')
  for (const [i, page] of pages.entries()) expect(page.trimEnd()).toMatch(new RegExp(`\\s${i + 1}$`))
}

async function pagesOf(pdf: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-layout', pdf, '-'])
  return stdout.split('\f').filter((page) => page.trim() !== '')
}

function isThere(file: string): boolean {
  try {
    accessSync(file)
    return true
  } catch {
    return false
  }
}
