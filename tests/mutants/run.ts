import { formatTable, type Column } from '../../src/cli/table.ts'
import { BORDERS } from './guards/borders.ts'
import { DELIVERY } from './guards/delivery.ts'
import { RECORD } from './guards/record.ts'
import { judgeAll, type Judged } from './judge.ts'

/**
 * npm run mutants: takes away one guard after another, and wants to see a test fail each time. One that nobody misses is
 * a guard that no test holds up.
 */
const COLUMNS: readonly Column<Judged>[] = [
  { heading: 'Guard', cell: ({ guard }) => guard },
  { heading: 'Taken away', cell: ({ taken }) => taken, shrinks: true },
  { heading: 'Tests that failed', cell: ({ failed }) => inShort(failed), shrinks: true },
  { heading: 'Verdict', cell: ({ verdict }) => verdict },
]

const wanted = process.argv.slice(2)
const chosen = [...DELIVERY, ...RECORD, ...BORDERS].filter(
  ({ guard }) => wanted.length === 0 || wanted.some((words) => guard.includes(words)),
)
const judged = await judgeAll(chosen)
process.stdout.write(`\n${formatTable(COLUMNS, judged, { width: process.stdout.columns ?? 160 })}\n`)
const unheld = judged.filter(({ verdict }) => verdict !== 'missed')
process.stdout.write(`\n${judged.length} guards taken away, ${unheld.length} not missed by the tests\n`)
process.exit(judged.length === 0 || unheld.length > 0 ? 1 : 0)

function inShort([first = '', ...rest]: readonly string[]): string {
  return rest.length > 0 ? `${first} (and ${rest.length} more)` : first
}
