import type { FollowUpOnDay } from '../standings/follow-up.ts'

/** What must be done here before a counterpart can be reminded. */
export const OUR_MOVES = ['read', 'deliver', 'translate', 'supply', 'decide_time', 'ask_elsewhere', 'judge'] as const
export type OurMove = (typeof OUR_MOVES)[number]

type Asked = Pick<FollowUpOnDay, 'state' | 'move' | 'character' | 'unreadReplies' | 'pausedOn'>

/** Null where the move is theirs. Nobody is chased for what waits here unread, or for what they need from us. */
export function ourMoveIn({ state, move, character, unreadReplies, pausedOn }: Asked): OurMove | null {
  if (unreadReplies > 0) return 'read'
  if (move !== 'ours' && !pausedOn) return null
  if (state === 'undelivered') return 'deliver'
  if (character === 'awaiting_translation') return 'translate'
  if (character === 'clarification_requested') return 'supply'
  if (character === 'extension_requested') return 'decide_time'
  return character === 'redirected' ? 'ask_elsewhere' : 'judge'
}
