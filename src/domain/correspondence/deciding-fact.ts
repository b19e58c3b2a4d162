import { CHARACTERS } from './characters.ts'
import { inOrderSinceAsked, type Fact } from './facts.ts'
import type { Standing } from '../standings/standing.ts'

/** The fact that the state rests on: the last reply of its character, the last ask, or the closure. */
export function decidingFact(facts: readonly Fact[], { state, character }: Standing): Fact | null {
  const decides = (fact: Fact) => {
    if (state === 'closed') return fact.bearing === 'closes'
    if (character === null) return fact.bearing === 'asks'
    return fact.bearing === 'replies' && fact.character === character && CHARACTERS[character].state === state
  }
  return inOrderSinceAsked(facts).findLast(decides) ?? null
}
