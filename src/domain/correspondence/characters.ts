export type Character = keyof typeof CHARACTERS
export type Move = 'ours' | 'theirs' | 'nobody'
export type State = (typeof STATES)[number]

export const STATES = [
  'awaiting_reply',
  'undelivered',
  'acknowledged',
  'holding',
  'promised',
  'with_us',
  'partial',
  'answered',
  'declined',
  'closed',
] as const

interface CharacterRule {
  /** The state it leaves an ask in; null changes no state. */
  state: State | null
  /** Whose move it is afterwards; null leaves the move where it is. */
  move: Move | null
  stopsFirstReplyClock: boolean
  answerClock: 'runs' | 'pauses' | 'stops' | 'is_redated'
  /** Says nothing on the matter itself, so it never undoes what did. */
  isCourtesy: boolean
}

const rule = (
  state: State | null,
  move: Move | null,
  stopsFirstReplyClock: boolean,
  answerClock: CharacterRule['answerClock'],
  isCourtesy = false,
): CharacterRule => ({ state, move, stopsFirstReplyClock, answerClock, isCourtesy })

/**
 * What a reply can say of an ask, and what each does to its standing.
 * "The acknowledgement letter is not an acceptance letter" (OHCHR, glossary of country visits).
 */
export const CHARACTERS = {
  bounced: rule('undelivered', 'ours', false, 'runs', true),
  delivered: rule(null, null, false, 'runs', true),
  auto_reply: rule(null, null, false, 'runs', true),
  unread: rule(null, 'ours', false, 'runs', true),
  awaiting_translation: rule('with_us', 'ours', true, 'pauses'),
  acknowledged: rule('acknowledged', 'theirs', true, 'runs', true),
  transmitted: rule('holding', 'theirs', true, 'runs', true),
  noted: rule('holding', 'theirs', true, 'runs', true),
  promised: rule('promised', 'theirs', true, 'is_redated'),
  extension_requested: rule('with_us', 'ours', true, 'runs'),
  clarification_requested: rule('with_us', 'ours', true, 'pauses'),
  redirected: rule('with_us', 'ours', true, 'runs'),
  partial: rule('partial', 'theirs', true, 'runs'),
  non_responsive: rule('with_us', 'ours', true, 'runs'),
  substantive: rule('answered', 'ours', true, 'stops'),
  accepted: rule('answered', 'theirs', true, 'stops'),
  declined: rule('declined', 'ours', true, 'stops'),
  disputed: rule('answered', 'ours', true, 'stops'),
} as const satisfies Record<string, CharacterRule>

export const CHARACTER_NAMES = Object.keys(CHARACTERS) as Character[]

export const PENDING_STATES = STATES.filter((state) => isPending(state))
export const ENDED_STATES = STATES.filter((state) => !isPending(state))

export function isPending(state: State): boolean {
  return state !== 'answered' && state !== 'declined' && state !== 'closed'
}
