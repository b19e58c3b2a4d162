import type { Bracket } from './brackets.ts'
import type { Move, State } from './characters.ts'
import type { FollowUpOnDay } from './follow-up.ts'

/** A saved query: which pending follow-ups are meant. Absent fields do not narrow. */
export interface PendingQuery {
  counterpart?: string | undefined
  dossier?: string | undefined
  /** The owner's mail address. */
  owner?: string | undefined
  desk?: string | undefined
  state?: State | undefined
  move?: Move | undefined
  bracket?: Bracket | undefined
  isUnread?: boolean | undefined
}

/** The part of a query that depends on the standing; the rest is the store's. */
export function isMeantBy({ state, move, bracket, isUnread }: PendingQuery, followUp: FollowUpOnDay): boolean {
  return (
    (state === undefined || followUp.state === state) &&
    (move === undefined || followUp.move === move) &&
    (bracket === undefined || followUp.bracket === bracket) &&
    (isUnread !== true || followUp.unreadReplies > 0)
  )
}
