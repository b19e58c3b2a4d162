import type { Rank } from '../domain/approaches/ladder.ts'
import type { Approach, PlannedAsk, PlannedMeeting, Rest } from '../domain/approaches/plan.ts'
import type { Sentence } from './story-words.ts'

/** The wording of a plan: what to do, and in whole sentences why so and not sooner. */
export interface PlanWords {
  /** "chief of section" */
  ranks: Record<Rank, string>
  /** "Send a letter, signed by the chief of section." */
  way(approach: Approach): Sentence
  /** Why one ask is pursued then and not sooner, and why at that rank. */
  reasons(ask: PlannedAsk): readonly Sentence[]
  /** What moved the approach as a whole. */
  circumstances(approach: Approach): readonly Sentence[]
  /** "Ask for an answer by 21 January 2005." */
  replyBy(approach: Approach): string
  /** "Read the reply that lies here unread." */
  rest(rest: Rest): Sentence
  /** "Annual consultation, with the Permanent Representative; the head of the institution speaks for us." */
  meeting(meeting: Pick<PlannedMeeting, 'title' | 'meets' | 'rank'>): Sentence
}
