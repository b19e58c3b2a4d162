import { inTime, ratioInWords, verdictOf, type Found } from './row.ts'

export interface Measured {
  found: readonly Found[]
  seconds: number
}

export interface Run {
  /** When, and on what commit. */
  conditions: string
  rows: ReadonlyMap<string, Measured>
}

interface Results {
  machine: string
  /** Of all rows, measured or not. */
  names: readonly string[]
  runs: readonly Run[]
}

/** RESULTS.md, of whatever is measured so far. */
export function composeResults({ machine, names, runs }: Results): string {
  const leftOut = names.filter((name) => !runs.some(({ rows }) => rows.has(name)))
  return [
    '# What the bench measured',
    '',
    'Written by `npm run bench -- --write`. In each run: ours; the baseline: the ratio of ours to it, measured in turn, its',
    'median (least to most of so many rounds). Database, mail server and workers share the cores with what is measured. The',
    'replies and digests of the first run are there in the second; the ledger is vacuumed before each.',
    '',
    `- ${machine}`,
    ...runs.map((run, place) => `- Run ${place + 1}: ${run.conditions}; ${durationsOf(run)}`),
    ...(leftOut.length > 0 ? [`- Left out: ${leftOut.join(', ')}`] : []),
    '',
    inCells(['What', 'Goal', ...runs.map((_, place) => `Run ${place + 1}`), 'Verdict']),
    inCells(Array.from({ length: runs.length + 3 }, () => '---')),
    ...names.flatMap((name) => linesOf(name, runs)),
    '',
  ].join('\n')
}

function durationsOf({ rows }: Run): string {
  const each = [...rows].map(([name, { seconds }]) => `${name} ${Math.round(seconds)}`)
  const all = [...rows.values()].reduce((sum, { seconds }) => sum + seconds, 0)
  return `${inTime(all)}, of which ${each.join(', ')}`
}

/** A row that broke in one run has a line there alone, and is called by the other. */
function linesOf(name: string, runs: readonly Run[]): string[] {
  const found = runs.map(({ rows }) => rows.get(name)?.found)
  const whole = found.find((lines) => lines?.every(({ isBroken }) => !isBroken))
  return (whole ?? found.find((lines) => lines) ?? []).map(({ what, goal }, line) => {
    const figures = found.map((lines) => (lines?.[line] ? figuresOf(lines[line]) : ''))
    const verdicts = found.flatMap((lines) => (lines ? [lines[line] ? verdictOf(lines[line]) : 'NOT MET'] : []))
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
