import { cpus, totalmem } from 'node:os'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatTable, type Column } from '../src/cli/table.ts'
import { ground } from './ground.ts'
import type { Found, Row } from './row.ts'
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

/** npm run bench [-- ROW…] [--scale N] [--seed N] [--write]: each row against the barest thing that does the same work. */
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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name))
if (unknown.length > 0) {
  process.stderr.write(`no row ${unknown.join(', ')}; there are ${ROWS.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}
const say = (text: string) => void process.stderr.write(`${text}\n`)
await using laid = await ground({ followUps: Number(values.scale), seed: Number(values.seed) }, say)
const found: Found[] = []
for (const row of ROWS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  say(`${row.name} …`)
  found.push(...(await row.measure(laid)))
}
const table = formatTable(COLUMNS, found, { width: process.stdout.columns ?? 180 })
const head =
  `${Number(values.scale).toLocaleString('en')} follow-ups, seed ${values.seed}; Node ${process.version}, ` +
  `${cpus().length} x ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB; ` +
  Temporal.Now.plainDateISO().toString()
process.stdout.write(`\n${head}\n\n${table}\n`)
if (values.write)
  await writeFile(
    join(import.meta.dirname, 'RESULTS.md'),
    `# What npm run bench printed\n\n${head}\n\n\`\`\`text\n${table}\n\`\`\`\n`,
  )

function inWords({ median, min, max }: NonNullable<Found['ratio']>): string {
  return `${median.toFixed(2)}x (${min.toFixed(2)} to ${max.toFixed(2)})`
}
