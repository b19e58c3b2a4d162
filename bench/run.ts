import { cpus, totalmem } from 'node:os'
import { formatTable, type Column } from '../src/cli/table.ts'
import { ground } from './ground.ts'
import { secondsOf } from './measure.ts'
import { readWanted } from './options.ts'
import { writeResults } from './results.ts'
import { inTime, type Found, type Row } from './row.ts'
import { balance } from './rows/balance.ts'
import { board } from './rows/board.ts'
import { composing } from './rows/composing.ts'
import { digest } from './rows/digest.ts'
import { chains } from './rows/chains.ts'
import { exporting } from './rows/exporting.ts'
import { importing } from './rows/importing.ts'
import { memory } from './rows/memory.ts'
import { page } from './rows/page.ts'
import { recording } from './rows/recording.ts'
import { replay } from './rows/replay.ts'
import { sweep } from './rows/sweep.ts'
import { verifying } from './rows/verifying.ts'
import { workers } from './rows/workers.ts'

/** npm run bench [-- --help]: each row against the barest thing that does the same work. */
const ROWS: readonly Row[] = [
  board,
  balance,
  page,
  sweep,
  recording,
  composing,
  digest,
  workers,
  replay,
  verifying,
  exporting,
  importing,
  chains,
  memory,
]

const COLUMNS: readonly Column<Found>[] = [
  { heading: 'What', cell: ({ what }) => what, shrinks: true },
  { heading: 'Ours', cell: ({ ours }) => ours },
  { heading: 'Baseline', cell: ({ baseline }) => baseline },
  { heading: 'Ratio (min to max)', cell: ({ ratio }) => (ratio ? inWords(ratio) : '') },
  { heading: 'Goal', cell: ({ goal }) => goal },
  { heading: 'Verdict', cell: ({ isMet }) => (isMet ? 'met' : 'NOT MET') },
]

const { rows, scale, folder, isWritten } = readWanted(
  process.argv.slice(2),
  ROWS.map(({ name }) => name),
)
const say = (text: string) => void process.stderr.write(`${text}\n`)
await using laid = await ground(scale, say, folder)
const found: Found[] = []
const wanted = ROWS.filter(({ name }) => rows.length === 0 || rows.includes(name))
for (const [place, row] of wanted.entries()) {
  const took = await secondsOf(async () => void found.push(...(await measured(row))))
  say(`${place + 1} of ${wanted.length}: ${row.name}, ${inTime(took)}`)
}
const table = formatTable(COLUMNS, found, { width: process.stdout.columns ?? 180 })
const head =
  `${scale.followUps.toLocaleString('en')} follow-ups, seed ${scale.seed}; Node ${process.version}, ` +
  `${cpus().length} x ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB; ` +
  Temporal.Now.plainDateISO().toString()
process.stdout.write(`\n${head}\n\n${table}\n`)
if (isWritten) await writeResults(head, table)

/** A row that breaks is told of, and the others are measured nevertheless. */
async function measured(row: Row): Promise<Found[]> {
  try {
    return await row.measure(laid)
  } catch (error) {
    say(`${row.name}: ${(error as Error).stack}`)
    process.exitCode = 1
    return [{ what: `${row.name}: broke`, ours: '', baseline: '', goal: '', isMet: false }]
  }
}

function inWords({ median, min, max }: NonNullable<Found['ratio']>): string {
  return `${median.toFixed(2)}x (${min.toFixed(2)} to ${max.toFixed(2)})`
}
