import type { Reporter, TestModule } from 'vitest/node'
import { formatTable, type Column } from '../../../src/cli/table.ts'
import type { FaultRow } from './matrix.ts'

type Judged = FaultRow & { held: boolean }

const counted = (count: number | undefined) => (count === undefined ? '' : String(count))

const COLUMNS: readonly Column<Judged>[] = [
  { heading: 'Fault', cell: ({ fault }) => fault },
  { heading: 'Injected', cell: ({ injected, note }) => (note ? `${injected}: ${note}` : injected), shrinks: true },
  { heading: 'Delivered', cell: ({ delivered }) => counted(delivered), align: 'right' },
  { heading: 'Distinct', cell: ({ distinct }) => counted(distinct), align: 'right' },
  { heading: 'Lost', cell: ({ lost }) => counted(lost), align: 'right' },
  {
    heading: 'Back after',
    cell: ({ recoveredMs }) => (recoveredMs === undefined ? '' : `${(recoveredMs / 1000).toFixed(1)} s`),
    align: 'right',
  },
  { heading: 'Verdict', cell: ({ held }) => (held ? 'held' : 'BROKE') },
]

/** Prints the fault matrix after the tests that filled it. */
export default class MatrixReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) =>
        (test.meta().faults ?? []).map((row) => ({ ...row, held: test.result().state === 'passed' })),
      ),
    )
    const ordered = rows.toSorted((a, b) => a.fault.localeCompare(b.fault, 'en', { numeric: true }))
    process.stdout.write(`\n${formatTable(COLUMNS, ordered, { width: process.stdout.columns ?? 140 })}\n`)
  }
}
