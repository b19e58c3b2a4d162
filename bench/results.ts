import { ratioInWords, verdictOf, type Found } from './row.ts'

/** What a row found in one run. */
export interface Measured {
  machine: string
  /** When, and on what commit. */
  conditions: string
  seconds: number
  found: readonly Found[]
}

/** The runs of each row that was ever measured. */
export type Results = Readonly<Record<string, readonly Measured[]>>

/** RESULTS.md, in the order of the names. */
export function composeResults(names: readonly string[], results: Results): string {
  const leftOut = names.filter((name) => !results[name])
  const most = Math.max(0, ...Object.values(results).map((runs) => runs.length))
  const runs = Array.from({ length: most }, (_, place) => `Run ${place + 1}`)
  return [
    '# What the bench measured',
    '',
    'Written by `npm run bench -- --write`. In each run: ours; the baseline: the ratio of ours to it, measured in turn, its',
    'median (least to most of so many rounds). Database, mail server and workers share the cores with what is measured. The',
    'replies and digests of the first run are there in the second; the ledger is vacuumed before each.',
    '',
    ...conditionsOf(names, results),
    ...(leftOut.length > 0 ? [`- Left out: ${leftOut.join(', ')}`] : []),
    '',
    inCells(['What', 'Goal', ...runs, 'Verdict']),
    inCells(Array.from({ length: runs.length + 3 }, () => '---')),
    ...names.flatMap((name) => linesOf(name, results[name] ?? [], most)),
    '',
  ].join('\n')
}

/** What was measured together is told together. */
function conditionsOf(names: readonly string[], results: Results): string[] {
  const rows = names.flatMap((name) => (results[name] ?? []).map((run, place) => ({ ...run, name, place })))
  return [...Map.groupBy(rows, ({ machine }) => machine)].flatMap(([machine, there]) => {
    const runs = Map.groupBy(there, ({ place, conditions }) => `Run ${place + 1}: ${conditions}`)
    return [`- ${machine}`, ...[...runs].map(([run, measured]) => `  - ${run}; ${durationsOf(measured)}`)]
  })
}

function durationsOf(rows: readonly { name: string; seconds: number }[]): string {
  const each = rows.map(({ name, seconds }) => `${name} ${Math.round(seconds)}`)
  const all = Math.round(rows.reduce((sum, { seconds }) => sum + seconds, 0))
  return `${all} s, of which ${each.join(', ')}`
}

/** A row that broke in one run has a line there alone, and is called by the other. */
function linesOf(name: string, runs: readonly Measured[], columns: number): string[] {
  const found = runs.map((run) => run.found)
  const whole = found.find((lines) => lines.every(({ isBroken }) => !isBroken))
  return (whole ?? found[0] ?? []).map(({ what, goal }, line) => {
    const figures = Array.from({ length: columns }, (_, run) => (found[run]?.[line] ? figuresOf(found[run][line]) : ''))
    const verdicts = found.map((lines) => (lines[line] ? verdictOf(lines[line]) : 'NOT MET'))
    return inCells([what, goal, ...figures, verdictOn(name, verdicts)])
  })
}

function figuresOf({ ours, baseline, ratio }: Found): string {
  return `${ours}${baseline && `; ${baseline}`}${ratio ? `: ${ratioInWords(ratio)}` : ''}`
}

/** One word where the runs agree. */
function verdictOn(name: string, verdicts: readonly string[]): string {
  return [...new Set(verdicts)]
    .map((verdict) => (verdict === 'NOT MET' ? `[NOT MET](GOALS.md#${name})` : verdict))
    .join(', then ')
}

function inCells(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}
