import { expect, test } from 'vitest'
import { readLedgerFile } from '../../src/cli/read-ledger-file.ts'
import { freshDesk } from '../support/ledgers/desk.ts'
import { runOn } from '../support/programs/in-process.ts'
import { readSample } from '../support/ledgers/sample-ledger.ts'

async function linesOf(count: number): Promise<string[]> {
  const { dossiers, ...head } = await readSample()
  const text = JSON.stringify((dossiers as unknown[])[0])
  return [JSON.stringify(head), ...Array.from({ length: count }, (_, n) => text.replaceAll('PRK-TC', `COPY${n + 1}`))]
}

const readFrom = (lines: readonly string[]) =>
  readLedgerFile(
    {
      progress: () => undefined,
      readLines: () => ({
        async *[Symbol.asyncIterator]() {
          yield* lines
        },
        share: () => null,
      }),
    },
    'ledger.jsonl',
  )

async function referencesIn(lines: readonly string[]): Promise<string[][]> {
  const opened = await readFrom(lines)
  if ('everyVersion' in opened) throw new Error('taken for a backup')
  const batches = []
  for await (const batch of opened.more()) batches.push(batch.map(({ reference }) => reference))
  return batches
}

test('a file with each dossier in a line of its own is read a batch at a time', async () => {
  const batches = await referencesIn(await linesOf(500))
  expect(batches.length).toBeGreaterThan(1)
  expect(batches.flat()).toHaveLength(500)
})

test('what export writes is read so as well, and its end must be there', async () => {
  await using desk = await freshDesk('the sample')
  const { stdout } = await runOn(desk, '2026-11-25', ['export'])
  expect(JSON.parse(stdout)).toMatchObject({
    relance: 1,
    dossiers: [{ reference: 'PRK-TC' }],
    heads: [{ dossier: null }, { dossier: 'PRK-TC', records: 16 }],
  })
  const lines = stdout.split('\n')
  expect(await referencesIn(lines)).toEqual([['PRK-TC']])
  await expect(referencesIn(lines.slice(0, 2))).rejects.toMatchObject({
    details: ['line 2: the file ends here, before its end'],
  })
})

test('all mistakes of all lines are told at once, each with its line', async () => {
  const lines = await linesOf(4)
  lines[2] = lines[2]!.replace('2003-12-30', '2003-02-30')
  lines[3] = '{"reference":'
  await expect(referencesIn(lines)).rejects.toMatchObject({
    code: 'invalid',
    details: [
      expect.stringMatching(/^line 3, communications\[4\]\.receivedOn: .*2003-02-30/),
      'line 4: this is not JSON — expected a dossier, whole in one line',
    ],
  })
})

test('a dossier on two lines is read in two batches', async () => {
  const [head, dossier] = (await linesOf(1)) as [string, string]
  expect(await referencesIn([head, dossier, dossier])).toEqual([['COPY1'], ['COPY1']])
})
