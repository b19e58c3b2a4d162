import { Problem } from './problem.ts'
import { describeInput } from './visible.ts'

export function parseChoice<Choice extends string>(value: unknown, field: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === value)
  if (choice !== undefined) return choice
  const near = typeof value === 'string' ? nearest(value, choices) : undefined
  const attempt = near === undefined ? '' : `; try ${near}`
  throw new Problem(
    'invalid',
    `${field}: got ${describeInput(value)} — expected one of ${choices.join(', ')}${attempt}`,
  )
}

/** The word that was probably meant: case aside, at most about one slip in three letters, and none in two. */
export function nearest<Word extends string>(typed: string, words: readonly Word[]): Word | undefined {
  const letters = typed.toLowerCase()
  const ranked = words
    .filter((word) => Math.abs(word.length - letters.length) <= allowance(word))
    .map((word) => ({ word, slips: distance(letters, word.toLowerCase()) }))
    .toSorted((one, other) => one.slips - other.slips)
  const [best] = ranked
  return best && best.slips <= allowance(best.word) ? best.word : undefined
}

function allowance(word: string): number {
  return word.length < 3 ? 0 : Math.floor(word.length / 3)
}

/** The fewest letters to insert, drop, replace or swap with their neighbour. */
function distance(from: string, to: string): number {
  const table = [Array.from({ length: to.length + 1 }, (_, column) => column)]
  const at = (line: number, column: number) => table[line]?.[column] ?? Infinity
  for (let line = 1; line <= from.length; line += 1) {
    table.push([line])
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = at(line - 1, column - 1) + (from[line - 1] === to[column - 1] ? 0 : 1)
      const isSwap = from[line - 2] === to[column - 1] && from[line - 1] === to[column - 2]
      const swapped = isSwap ? at(line - 2, column - 2) + 1 : Infinity
      table[line]?.push(Math.min(replaced, swapped, at(line - 1, column) + 1, at(line, column - 1) + 1))
    }
  }
  return at(from.length, to.length)
}
