import type { Fact } from '../../../src/domain/correspondence/facts.ts'
import { day, entry } from './facts.ts'

/** PRK-TC-1 of E/CN.4/2005/32, paragraphs 3 and 4: the letter of 8 August 2003. */
export const LETTER: readonly Fact[] = [
  entry('2003-08-08', 'asks'),
  entry('2003-12-16', 'reminds'),
  entry('2003-12-30', 'replies', 'transmitted'),
]

/** PRK-TC-2: the proposal raised, and noted, at the meeting of 24 August 2004. */
export const PROPOSAL: readonly Fact[] = [entry('2004-08-24', 'asks'), entry('2004-08-24', 'replies', 'noted')]

export function tookEffectBy(asOf: string): (fact: Fact) => boolean {
  return ({ effect }) => Temporal.PlainDate.compare(effect.on, day(asOf)) <= 0
}
