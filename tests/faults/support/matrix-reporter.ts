import { basename } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { formatTable, type Column } from '../../../src/cli/table.ts'
import { GATES, type Gate } from './gates.ts'
import type { FaultRow } from './matrix.ts'

type Judged = FaultRow & { held: boolean; test: string }

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

type JudgedGate = Gate & { rows: readonly Judged[] }

const GATE_COLUMNS: readonly Column<JudgedGate>[] = [
  { heading: 'Gate', cell: ({ number }) => String(number), align: 'right' },
  { heading: 'Demands', cell: ({ demands }) => demands, shrinks: true },
  { heading: 'Held by', cell: ({ rows }) => [...new Set(rows.map(({ test }) => test))].join(', '), shrinks: true },
  { heading: 'Verdict', cell: verdictOn },
]

/** Not held, unless each of its faults was injected. */
function verdictOn({ faults, rows }: JudgedGate): string {
  if (rows.some(({ held }) => !held)) return 'BROKE'
  return faults.every((fault) => rows.some((row) => row.fault === fault)) ? 'held' : 'not all run'
}

/** Prints the fault matrix after the tests that filled it, and which gates that holds. */
export default class MatrixReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap(rowsOf)
    const ordered = rows.toSorted((a, b) => a.fault.localeCompare(b.fault, 'en', { numeric: true }))
    const gates = GATES.map((gate) => ({ ...gate, rows: rows.filter(({ fault }) => gate.faults.includes(fault)) }))
    const width = process.stdout.columns ?? 140
    process.stdout.write(
      `\n${formatTable(COLUMNS, ordered, { width })}\n\n${formatTable(GATE_COLUMNS, gates, { width })}\n`,
    )
  }
}

function rowsOf(module: TestModule): Judged[] {
  const test = basename(module.moduleId, '.test.ts')
  return [...module.children.allTests()].flatMap((one) =>
    (one.meta().faults ?? []).map((row) => ({ ...row, test, held: one.result().state === 'passed' })),
  )
}
