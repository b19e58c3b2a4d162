import type { Bracket } from './standings/brackets.ts'
import type { Move, State } from './correspondence/characters.ts'
import type { FollowUpOnDay } from './standings/follow-up.ts'

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
  /** Stands in a reference, a title or the name of the counterpart. */
  search?: string | undefined
}

export const SORTS = ['silence', 'due', 'asked'] as const
export type Sort = (typeof SORTS)[number]

export const GROUPINGS = ['counterpart', 'dossier', 'owner', 'desk', 'bracket', 'state', 'move'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** Where a page of a list ended: the day that it is sorted by, and the identity of the row. */
export interface Place {
  on: Temporal.PlainDate | null
  id: number
}

/** The day that a list is sorted by. Those without one come first, but last where they are sorted by due day. */
export function sortedBy(sort: Sort, followUp: FollowUpOnDay): Temporal.PlainDate | null {
  const { lastWordOn, askedOn, answerDueOn } = followUp
  return { silence: lastWordOn ?? askedOn, asked: askedOn, due: answerDueOn }[sort]
}
