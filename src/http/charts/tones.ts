import { CHARACTERS, type Character } from '../../domain/correspondence/characters.ts'
import type { Bearing } from '../../domain/correspondence/facts.ts'

/** What a mark's fill says of a communication. */
export type Tone =
  | 'asks'
  | 'reminds'
  | 'gives'
  | 'answers'
  | 'refuses'
  | 'returns'
  | 'courtesy'
  | 'unread'
  | 'bears-not'

export const TONES: Readonly<Record<Tone, string>> = {
  asks: 'asks',
  reminds: 'reminds',
  gives: 'supplies or grants',
  answers: 'answers, or a part of it',
  refuses: 'declines or disputes',
  returns: 'puts the move to us',
  courtesy: 'says nothing on the matter yet',
  unread: 'not read here yet',
  'bears-not': 'bears on no ask',
}

interface Bears {
  bearing: Bearing
  character: Character | null
}

/** The strongest thing that one side says in a communication; null where that side says nothing of an ask. */
export function toneOf(entries: readonly Bears[], side: 'ours' | 'theirs'): Tone | null {
  const tones = entries.filter(({ bearing }) => (bearing === 'replies') === (side === 'theirs')).map(toneOfEntry)
  return STRENGTH.find((tone) => tones.includes(tone)) ?? null
}

const STRENGTH = Object.keys(TONES) as Tone[]

function toneOfEntry({ bearing, character }: Bears): Tone {
  if (bearing === 'asks' || bearing === 'reminds') return bearing
  return character ? toneOfCharacter(character) : 'gives'
}

function toneOfCharacter(character: Character): Tone {
  if (character === 'unread') return 'unread'
  if (character === 'declined' || character === 'disputed') return 'refuses'
  const { state, isCourtesy } = CHARACTERS[character]
  if (state === 'answered' || state === 'partial' || state === 'promised') return 'answers'
  return state === 'with_us' || state === 'undelivered' ? 'returns' : isCourtesy ? 'courtesy' : 'answers'
}
