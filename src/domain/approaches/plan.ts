import type { FollowUpOnDay } from '../standings/follow-up.ts'
import type { Calendar } from '../standings/due-day.ts'
import type { ApproachChannel, Rank, Step } from './ladder.ts'
import type { DayOff, Whose } from './open-days.ts'
import type { OurMove } from './our-move.ts'
import type { Bound, Rule } from './reminder-due.ts'

/** An office as it is approached: the one that stands today, by succession. */
export interface Office {
  reference: string
  name: string
  emails: readonly string[]
  calendar: Calendar
}

/** A meeting with an office that is planned already. */
export interface PlannedMeeting {
  number: number
  /** The reference of the office. */
  office: string
  heldOn: Temporal.PlainDate
  /** Who speaks for us there. */
  rank: Rank
  title: string
  /** Whom we meet, in words. */
  meets: string | null
}

/** A pending ask with all that bears on when and how it may be pursued. */
export interface PlannableAsk {
  followUp: FollowUpOnDay
  /** That is approached for it; where another office succeeded the one that was asked, the successor. */
  office: Office
  rule: Rule
  /** That its policy counts by: of the desk that pursues it, or of the office that is approached. */
  calendar: Calendar
}

/** Why an ask is in an approach, and what held it back until then. */
export interface PlannedAsk {
  followUp: FollowUpOnDay
  step: Step
  isStepDeclared: boolean
  bounds: readonly Bound[]
}

/** What moved the approach as a whole. */
export type Circumstance =
  | { because: 'closed'; off: DayOff }
  | { because: 'calendar_unknown'; whose: readonly Whose[]; year: number }
  | { because: 'together'; waited: readonly string[] }
  | { because: 'at_meeting'; from: Temporal.PlainDate }
  | { because: 'no_meeting'; within: number }
  | { because: 'no_address' }
  | { because: 'succeeded'; asked: string }

export interface Approach {
  on: Temporal.PlainDate
  office: Office
  desk: string
  isConfidential: boolean
  channel: ApproachChannel
  rank: Rank
  signatory: string | null
  /** The planned meeting at which it is raised; null of everything else. */
  meeting: PlannedMeeting | null
  asks: readonly PlannedAsk[]
  circumstances: readonly Circumstance[]
  /** By when an answer is asked for: when the next reminder would be due. */
  replyBy: Temporal.PlainDate
}

/** Why an ask is in no approach, and until when. */
export interface Rest {
  followUp: FollowUpOnDay
  /** The day on which it is looked at again; of our own move, the first day of the plan. */
  until: Temporal.PlainDate
  why: { because: 'ours'; move: OurMove } | { because: 'later'; ask: PlannedAsk } | { because: 'no_open_day' }
}

export interface Plan {
  from: Temporal.PlainDate
  /** The last day that is planned for. */
  until: Temporal.PlainDate
  /** By day, then by office. */
  approaches: readonly Approach[]
  /** Ours first, then by day. */
  rests: readonly Rest[]
}
