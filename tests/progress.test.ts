import { expect, test } from 'vitest'
import { progressInWords } from '../src/cli/progress-in-words.ts'
import { progressOn } from '../src/progress.ts'
import { instantOf } from './support/ledgers/sample-ledger.ts'

test.for([
  [0, 0, '0 %'],
  [250_000, 10, '25 %, 25,000 a second, 30 s left'],
  [1_000, 1, '0 %, 1,000 a second, 17 min left'],
  [999_999, 60, '99 %, 16,667 a second, 1 s left'],
] as const)('%i of a million after %i seconds: %s', ([done, seconds, words]) => {
  expect(progressInWords(done, 1_000_000, seconds)).toBe(words)
  expect(words.length).toBeLessThan(40)
})

/** A work of 1,000 whose steps take a second each, and what was written of it. */
function watched(isTTY: boolean, steps: readonly number[]) {
  const written: string[] = []
  let at = instantOf('2026-11-24')
  const progress = progressOn({ isTTY, write: (text) => written.push(text) }, () => (at = at.add({ seconds: 1 })))
  for (const done of steps) progress.show(done, 1_000)
  return { written, progress }
}

test('on a terminal one line is written over, and none is left at the end', () => {
  const { written } = watched(true, [0, 500, 1_000])
  expect(written).toEqual(['\r\u001B[K0 %', '\r\u001B[K50 %, 500 a second, 1 s left', '\r\u001B[K'])
})

test('whatever else is said takes the place of the line', () => {
  const { written, progress } = watched(true, [0, 500])
  progress.clear()
  progress.clear()
  expect(written.slice(2)).toEqual(['\r\u001B[K'])
})

test('where nobody watches nothing is written', () => {
  expect(watched(false, [0, 500, 1_000]).written).toEqual([])
})
