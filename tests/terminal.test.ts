import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { terminalOf } from '../src/terminal.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-terminal-'))
})
afterEach(() => rm(folder, { recursive: true }))

const terminalOn = (stdout: PassThrough) =>
  terminalOf(
    { stdout: Object.assign(stdout, { fd: 1 }) as never, stderr: stdout as never, stdin: stdout as never },
    {},
    () => Temporal.Instant.from('2026-11-24T08:00:00Z'),
  )

async function* whole(): AsyncGenerator<string> {
  yield 'réponse'
  yield ' 検討中'
}

test('a file in pieces is there when it is whole, and leaves what was there before where it breaks', async () => {
  const { writeFile: write } = terminalOn(new PassThrough())
  const file = join(folder, 'letters.csv')
  await writeFile(file, 'before')
  const broken = async function* () {
    yield 'a'
    expect(await readFile(file, 'utf8')).toBe('before')
    throw new Error('lost the database')
  }
  await expect(write(file, broken())).rejects.toThrow('lost the database')
  expect([await readFile(file, 'utf8'), await readdir(folder)]).toEqual(['before', ['letters.csv']])
  await write(file, whole())
  expect([await readFile(file, 'utf8'), await readdir(folder)]).toEqual(['réponse 検討中', ['letters.csv']])
})

test('what is written in pieces is made no faster than it is taken', async () => {
  const stdout = new PassThrough({ highWaterMark: 1024 })
  let made = 0
  const pieces = async function* () {
    for (; made < 1000; made += 1) yield 'x'.repeat(1024)
  }
  const written = terminalOn(stdout).writeAll(pieces())
  await expect.poll(() => made).toBeGreaterThan(0)
  expect(made).toBeLessThan(200)
  let taken = 0
  stdout.on('data', (chunk: Buffer) => (taken += chunk.length))
  await written
  expect(taken).toBe(1000 * 1024)
})
