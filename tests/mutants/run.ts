import { execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { formatTable, type Column } from '../../src/cli/table.ts'
import { GUARDS, type Guard } from './guards.ts'

/**
 * npm run mutants: takes away one guard after another in a copy of the working tree, and wants to see a test fail each
 * time. One that nobody misses is a guard that no test holds up.
 */
const ROOT = join(import.meta.dirname, '../..')

interface Judged {
  guard: string
  taken: string
  failed: readonly string[]
  verdict: 'missed' | 'SURVIVED' | 'TEXT GONE' | 'FAILS ANYWAY' | 'DID NOT RUN'
}

const COLUMNS: readonly Column<Judged>[] = [
  { heading: 'Guard', cell: ({ guard }) => guard },
  { heading: 'Taken away', cell: ({ taken }) => taken, shrinks: true },
  { heading: 'Tests that failed', cell: ({ failed }) => inShort(failed), shrinks: true },
  { heading: 'Verdict', cell: ({ verdict }) => verdict },
]

const wanted = process.argv.slice(2)
const chosen = GUARDS.filter(({ guard }) => wanted.length === 0 || wanted.some((words) => guard.includes(words)))
const judged = await judgeAll(chosen)
process.stdout.write(`\n${formatTable(COLUMNS, judged, { width: process.stdout.columns ?? 160 })}\n`)
const unheld = judged.filter(({ verdict }) => verdict !== 'missed')
process.stdout.write(`\n${judged.length} guards taken away, ${unheld.length} not missed by the tests\n`)
process.exitCode = judged.length === 0 || unheld.length > 0 ? 1 : 0

/** Two at a time, each in a copy of its own; first the tests themselves, for one that fails anyway proves nothing. */
async function judgeAll(guards: readonly Guard[]): Promise<Judged[]> {
  const copies = await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, copyTree))
  const failing = new Set<string>()
  const found = new Map<Guard, Judged>()
  const files = [...new Set(guards.flatMap(({ tests }) => tests))]
  await share(copies, files, async (copy, file) => {
    if ((await runTests(copy, [file])).verdict !== 'SURVIVED') failing.add(file)
  })
  await share(copies, guards, async (copy, guard) => {
    const isSound = !guard.tests.some((file) => failing.has(file))
    const result = isSound ? await judge(copy, guard) : { failed: [], verdict: 'FAILS ANYWAY' as const }
    found.set(guard, { guard: guard.guard, taken: takenFrom(guard), ...result })
    process.stdout.write(`${guard.guard}: ${result.verdict}\n`)
  })
  await Promise.all(copies.map((copy) => rm(copy, { recursive: true })))
  return guards.map((guard) => found.get(guard)!)
}

async function share<Work>(
  copies: readonly string[],
  all: readonly Work[],
  work: (copy: string, one: Work) => Promise<void>,
): Promise<void> {
  const left = [...all]
  const lane = async (copy: string) => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(copy, one)
  }
  await Promise.all(copies.map(lane))
}

async function judge(copy: string, { file, text, without, tests, named }: Guard): Promise<Found> {
  const path = join(copy, file)
  const whole = await readFile(path, 'utf8')
  if (whole.split(text).length !== 2) return { failed: [], verdict: 'TEXT GONE' }
  await writeFile(
    path,
    whole.replace(text, () => without),
  )
  try {
    return await runTests(copy, tests, named)
  } finally {
    await writeFile(path, whole)
  }
}

type Found = Pick<Judged, 'failed' | 'verdict'>

interface Report {
  testResults: { assertionResults: { status: string; fullName: string }[] }[]
}

/** Without network, clock or order of their own, the tests of some files; what failed by its name. */
async function runTests(copy: string, files: readonly string[], named?: string): Promise<Found> {
  const report = join(copy, 'report.json')
  await rm(report, { force: true })
  const only = named ? ['-t', named] : []
  const words = ['run', ...files, ...only, '--reporter=json', `--outputFile=${report}`]
  const child = spawn(join(copy, 'node_modules/.bin/vitest'), words, { cwd: copy, stdio: 'ignore' })
  await new Promise((resolve) => child.once('close', resolve))
  const told = await readFile(report, 'utf8').then(
    (json) => JSON.parse(json) as Report,
    () => null,
  )
  const results = told?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? []
  const failed = results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName.trim())
  if (failed.length > 0) return { failed, verdict: 'missed' }
  const hasRun = results.some(({ status }) => status === 'passed')
  return { failed, verdict: hasRun && child.exitCode === 0 ? 'SURVIVED' : 'DID NOT RUN' }
}

/** All that Git knows or would know, as it lies on the disk. */
async function copyTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'relance-mutants-'))
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: ROOT })
  for (const file of stdout.split('\0').filter(Boolean)) {
    await cp(join(ROOT, file), join(copy, file), { recursive: true, force: true }).catch(unlessDeleted)
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function unlessDeleted(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

function takenFrom({ file, text, without }: Guard): string {
  const [from, left] = [text, without].map((code) => code.trim().replaceAll(/\s+/g, ' '))
  return `${file}: ${left === '' ? `no ${from}` : `${from} → ${left}`}`.slice(0, 110)
}

function inShort([first = '', ...rest]: readonly string[]): string {
  return rest.length > 0 ? `${first} (and ${rest.length} more)` : first
}
