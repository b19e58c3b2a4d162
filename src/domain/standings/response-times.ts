import { daysBetween } from '../dates/day.ts'
import type { Round } from '../correspondence/rounds.ts'
import type { Span } from './survival.ts'

/** The two clocks of an ask. A courtesy stops the first and never the second. */
export const CLOCKS = ['first-reply', 'answer'] as const
export type Clock = (typeof CLOCKS)[number]

/** How long a round took on one clock, or has been open by a day. */
export interface Measured extends Span {
  askedOn: Temporal.PlainDate
  /** The day of the reply; or, where there was none, that of the closure, else the day that is shown. */
  untilOn: Temporal.PlainDate
}

/** Why a round cannot be measured: a day that is vague or unknown would make a number that looks exact. */
export type Unmeasured = 'ask' | 'reply'

export function measureRound(round: Round, clock: Clock, shownOn: Temporal.PlainDate): Measured | Unmeasured {
  const end = clock === 'first-reply' ? round.firstReply : round.answer
  if (round.asked.dating !== 'exact') return 'ask'
  if (end && end.dating !== 'exact') return 'reply'
  const askedOn = round.asked.on
  const untilOn = end?.on ?? stoppedOn(round, shownOn)
  return { askedOn, untilOn, days: Math.max(0, daysBetween(askedOn, untilOn)), isEnded: end !== null }
}

/** Closed without a reply, it was open until then, and nobody will know for how long it would have been. */
function stoppedOn({ closedOn }: Round, shownOn: Temporal.PlainDate): Temporal.PlainDate {
  return closedOn && Temporal.PlainDate.compare(closedOn, shownOn) < 0 ? closedOn : shownOn
}
