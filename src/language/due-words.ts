import type { ClockProof } from '../domain/standings/clock-proof.ts'
import type { Period } from '../domain/standings/due-day.ts'
import type { Channel, Direction, Effect } from '../domain/correspondence/facts.ts'
import type { SetDue } from '../domain/standings/standing.ts'
import type { Sentence } from './story-words.ts'

/** The wording of how a due day came about. */
export interface DueWords {
  /** "due 23 Oct 2004, expected" */
  outcome(proof: DueProven, clock: Clock): string
  /** One line for each step and each day that was skipped, such that the day can be added again from the lines alone. */
  lines(proof: DueProven, clock: Clock): Sentence[]
  /** "60 calendar days" */
  period(period: Period): string
}

type Clock = 'first_reply' | 'answer'

export interface DueProven {
  policy: { reference: string; name: string; sinceOn: Temporal.PlainDate | null } | null
  calendar: { code: string | null; of: 'office' | 'counterpart'; weekend: readonly number[] } | null
  asked: ToldFact | null
  firstReply: ClockProof
  answer: ClockProof
  settings: readonly (SetDue & { told: ToldFact })[]
  pauses: readonly {
    from: Temporal.PlainDate
    until: Temporal.PlainDate | null
    began: ToldFact
    ended: ToldFact | null
  }[]
  redatings: readonly {
    clock: Clock
    wasOn: Temporal.PlainDate
    isOn: Temporal.PlainDate
    why: string
    by: string
    at: Temporal.Instant
  }[]
}

/** A communication; without reference, channel and direction where the reader may not see it. */
export interface ToldFact extends Effect {
  reference: string | null
  channel: Channel | null
  direction: Direction | null
}
