import type { ProjectedDuty } from './duty.ts'
import type { FollowUpOnDay } from './standings/follow-up.ts'

/** A day that belongs into a calendar. Derived from what is recorded alone, so that whoever asks gets the same. */
export interface CalendarEvent {
  /** The same as long as the ask or the duty is there, wherever its day moves. */
  uid: string
  on: Temporal.PlainDate
  /** Rises with whatever changes the event, and never falls. */
  sequence: number
  /** When what it tells was recorded. */
  modifiedAt: Temporal.Instant
  /** It was there, and is over: an ask was answered or closed, a report went out, or the day is known no more. */
  isOver: boolean
  /** As it will stand on its day if nothing happens. */
  of: { ask: FollowUpOnDay; clock: CalendarClock } | { duty: ProjectedDuty }
}

/** Of an ask: when any word was expected, and when an answer is. */
export const CALENDAR_CLOCKS = ['first_reply', 'answer'] as const
export type CalendarClock = (typeof CALENDAR_CLOCKS)[number]

/** What is over stays so many days, for calendar programs to learn of it. */
export const OVER_FOR_DAYS = 90

/** More events of one kind than that no calendar is for: the latest days are kept. */
export const MOST_EVENTS = 2_000
