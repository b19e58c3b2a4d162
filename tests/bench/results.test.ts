import { expect, test } from 'vitest'
import { composeResults, type Results } from '../../bench/results.ts'
import { atLeast, brokenRow, type Found } from '../../bench/row.ts'

const board = (median: number): Found => ({
  what: 'board: the first 50',
  ours: '500/s',
  baseline: 'pgbench 1,000/s',
  ...atLeast({ median, min: 0.4, max: 0.9, of: 5 }, 0.7),
})
const sized: Found = { what: 'chains: records', ours: '7 in 1.0 s', baseline: '', goal: '', isMet: true }

const measured = (machine: string, found: Found[]) => ({ machine, conditions: 'at nine', seconds: 2, found })

function results(...runs: Record<string, Found[]>[]): string {
  const rows = runs.flatMap((run) =>
    Object.entries(run).map(([name, found]) => ({ name, ...measured('2 cores', found) })),
  )
  return composeResults(['board', 'chains', 'import'], Object.groupBy(rows, ({ name }) => name) as Results)
}

test('a goal that both runs meet is met, and each run says what it found', () => {
  expect(results({ board: [board(0.8)] }, { board: [board(0.7)] })).toContain(
    '| board: the first 50 | at least 0.70x | 500/s; pgbench 1,000/s: 0.80x (0.40 to 0.90 of 5) | ' +
      '500/s; pgbench 1,000/s: 0.70x (0.40 to 0.90 of 5) | met |',
  )
})

test('a goal that a run does not meet leads to the reason', () => {
  expect(results({ board: [board(0.6)] }, { board: [board(0.5)] })).toContain('| [NOT MET](GOALS.md#board) |')
  expect(results({ board: [board(0.8)] }, { board: [board(0.5)] })).toContain('| met, then [NOT MET](GOALS.md#board) |')
})

test('a row without a goal has no verdict', () => {
  expect(results({ chains: [sized] })).toContain('| chains: records |  | 7 in 1.0 s |  |')
})

test('a row that broke once is called as in the other run, and says why it broke', () => {
  expect(results({ board: [brokenRow('board', 'no room')] }, { board: [board(0.8)] })).toMatch(
    /\| board: the first 50 \| at least 0.70x \| broke: no room \| 500.* \| \[NOT MET\]\(GOALS.md#board\), then met \|/u,
  )
})

test('a run that is not at its end has what it measured, and what no run measured is named', () => {
  const half = results({ board: [board(0.8)], chains: [sized] }, { board: [board(0.8)] })
  expect(half).toContain('| chains: records |  | 7 in 1.0 s |  |  |')
  expect(half).toContain('- Left out: import')
  expect(half).toContain('- Run 2: at nine; 2 s, of which board 2')
})

test('what was measured again elsewhere stands under that machine', () => {
  const [here, there] = [measured('2 cores', [sized]), measured('8 cores', [sized])]
  expect(composeResults(['board', 'chains'], { board: [here, here], chains: [there] })).toContain(
    [
      '- 2 cores',
      '  - Run 1: at nine; 2 s, of which board 2',
      '  - Run 2: at nine; 2 s, of which board 2',
      '- 8 cores',
      '  - Run 1: at nine; 2 s, of which chains 2',
    ].join('\n'),
  )
})
