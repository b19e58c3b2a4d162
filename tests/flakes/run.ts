import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonTestResults } from 'vitest/node'
import { formatTable, type Column } from '../../src/cli/table.ts'

/**
 * npm run flakes -- 50: the ordinary suite so many times, each time in another order; with names of files behind the
 * number, these alone. Exits with 1 if a test failed.
 */
const ROOT = join(import.meta.dirname, '../..')

interface Run {
  run: number
  seed: number
  seconds: number
  passed: number
  failed: readonly string[]
  /** In their own words: what a property was refuted by is drawn anew each time. */
  said: readonly string[]
}

const COLUMNS: readonly Column<Run>[] = [
  { heading: 'Run', cell: ({ run }) => String(run), align: 'right' },
  { heading: 'Seed', cell: ({ seed }) => String(seed), align: 'right' },
  { heading: 'Seconds', cell: ({ seconds }) => seconds.toFixed(1), align: 'right' },
  { heading: 'Passed', cell: ({ passed }) => String(passed), align: 'right' },
  { heading: 'Failed', cell: ({ failed }) => (failed.length > 0 ? `${failed.length}: ${failed.join('; ')}` : 'none') },
]

const MOST_WORDS = 4_000

const [asked = '10', ...files] = process.argv.slice(2)
const times = Number(asked)
if (!Number.isInteger(times) || times < 1) throw new Error(`got ${asked} — expected how many runs`)
const runs: Run[] = []
for (let run = 1; run <= times; run += 1) {
  const ran = await runShuffled(run, randomInt(1_000_000))
  runs.push(ran)
  const failed = ran.failed.length === 0 ? 'none failed' : `${ran.failed.length} failed: ${ran.failed.join('; ')}`
  process.stdout.write(`${run} of ${times}: seed ${ran.seed}, ${ran.seconds.toFixed(1)} s, ${failed}\n`)
  for (const words of ran.said) process.stdout.write(`${words.slice(0, MOST_WORDS)}\n`)
}
process.stdout.write(`\n${formatTable(COLUMNS, runs, { width: undefined })}\n`)
for (const { seed } of runs.filter(({ failed }) => failed.length > 0))
  process.stdout.write(`\nnpm test -- ${[...files, ...shuffledBy(seed)].join(' ')}\n`)
process.exitCode = runs.some(({ failed }) => failed.length > 0) ? 1 : 0

function shuffledBy(seed: number): string[] {
  return ['--sequence.shuffle.files', '--sequence.shuffle.tests', `--sequence.seed=${seed}`]
}

async function runShuffled(run: number, seed: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'relance-flakes-'))
  const report = join(folder, 'report.json')
  const startedAt = performance.now()
  const words = [
    'run',
    '--project',
    'ordinary',
    ...files,
    ...shuffledBy(seed),
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  const child = spawn(join(ROOT, 'node_modules/.bin/vitest'), words, { cwd: ROOT, stdio: 'ignore' })
  const code = await new Promise((resolve) => child.once('close', resolve))
  const seconds = (performance.now() - startedAt) / 1_000
  const told = await readFile(report, 'utf8').then(
    (json) => JSON.parse(json) as JsonTestResults,
    () => null,
  )
  await rm(folder, { recursive: true })
  const failed = told ? failuresIn(told) : []
  if (failed.length === 0 && code !== 0) failed.push(`vitest ended with ${String(code)}`)
  const said = told?.testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ failureMessages }) => failureMessages ?? []),
  )
  return { run, seed, seconds, passed: told?.numPassedTests ?? 0, failed, said: said ?? [] }
}

/** By name; a file that could not be loaded by its own. */
function failuresIn({ testResults }: JsonTestResults): string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
      return failed.length > 0 ? failed : [name]
    })
}
