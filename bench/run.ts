import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { formatTable, type Column } from '../src/cli/table.ts'
import { ground, type Ground } from './ground.ts'
import { conditions, machineOf } from './machine.ts'
import { secondsOf } from './measure.ts'
import type { Wanted } from './one-row.ts'
import { readWanted } from './options.ts'
import { composeResults, type Measured } from './results.ts'
import { brokenRow, inTime, ratioInWords, verdictOf, type Found } from './row.ts'
import { ROWS } from './rows.ts'
import { say } from './say.ts'

const COLUMNS: readonly Column<Found>[] = [
  { heading: 'What', cell: ({ what }) => what, shrinks: true },
  { heading: 'Ours', cell: ({ ours }) => ours },
  { heading: 'Baseline', cell: ({ baseline }) => baseline },
  { heading: 'Ratio (least to most of rounds)', cell: ({ ratio }) => (ratio ? ratioInWords(ratio) : '') },
  { heading: 'Goal', cell: ({ goal }) => goal },
  { heading: 'Verdict', cell: verdictOf },
]
/** What earlier runs left behind is as an idle night leaves it. */
const AS_AFTER_A_NIGHT = sql`vacuum analyze`
const RUNS_WRITTEN = 2
const RESULTS = join(import.meta.dirname, 'RESULTS.md')
/** The same for us: what is not measured again stays as it was. */
const KEPT = join(import.meta.dirname, 'results.json')
const LIMIT_MIN = 15

/** npm run bench [-- --help]: each row against the barest thing that does the same work. */
const names = ROWS.map(({ name }) => name)
const { rows, scale, folder, isWritten } = readWanted(process.argv.slice(2), names)
const wanted = names.filter((name) => rows.length === 0 || rows.includes(name))
await using laid = await ground(scale, folder)
const machine = await machineOf(laid)
for (let run = 1; run <= (isWritten ? RUNS_WRITTEN : 1); run += 1) {
  await laid.context.db.execute(AS_AFTER_A_NIGHT)
  const under = { machine, conditions: conditions() }
  const all: Found[] = []
  for (const [place, name] of wanted.entries()) {
    say(`run ${run}, row ${place + 1} of ${wanted.length}: ${name} …`)
    let found: Found[] = []
    const seconds = await secondsOf(async () => void (found = await measured(laid, name)))
    all.push(...found)
    say(`${name} took ${inTime(seconds)}`)
    if (isWritten) await write(name, run, { ...under, seconds, found })
  }
  const table = formatTable(COLUMNS, all, { width: process.stdout.columns ?? 180 })
  process.stdout.write(`\n${machine}; ${under.conditions}\n\n${table}\n`)
}

async function write(name: string, run: number, found: Measured): Promise<void> {
  const results = JSON.parse(await readFile(KEPT, 'utf8')) as Record<string, Measured[]>
  results[name] = [...(results[name] ?? []).slice(0, run - 1), found]
  await writeFile(KEPT, `${JSON.stringify(results, null, 2)}\n`)
  await writeFile(RESULTS, composeResults(names, results))
}

/** In a process of its own: its memory is the row's alone, and where it ends early the others are measured nevertheless. */
async function measured({ scale: of, folder: kept }: Ground, name: string): Promise<Found[]> {
  const child = fork(join(import.meta.dirname, 'one-row.ts'), { timeout: LIMIT_MIN * 60_000 })
  let found: Found[] | undefined
  child.once('message', (told: Found[]) => (found = told))
  child.send({ name, scale: of, folder: kept } satisfies Wanted)
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  found ??= [brokenRow(name, signal ? `${signal}, after ${LIMIT_MIN} minutes at most` : `ended with ${code}`)]
  if (found.some(({ isBroken }) => isBroken)) process.exitCode = 1
  return found
}
