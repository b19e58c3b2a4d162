import { firstOpenDay, LOOKED_AHEAD_DAYS, type OpenDay } from './open-days.ts'
import { stepAfter } from './ladder.ts'
import { meetingFor } from './meetings.ts'
import { ourMoveIn } from './our-move.ts'
import { putTogether, WAITS_FOR_OTHERS_DAYS, type Candidate } from './put-together.ts'
import type { Approach, PlannableAsk, PlannedAsk, PlannedMeeting, Plan, Rest } from './plan.ts'
import { deriveReminderDue } from './reminder-due.ts'

export interface Wanted {
  from: Temporal.PlainDate
  /** How many days after the first are planned for. */
  days: number
  /** Those that are not cancelled. */
  meetings: readonly PlannedMeeting[]
}

/**
 * Whom to approach next, when, how and for what: each ask is in one approach, or rests until a day. The same facts
 * always give the same plan, and no plan violates a rule that was declared.
 */
export function planApproaches(asks: readonly PlannableAsk[], wanted: Wanted): Plan {
  const { from } = wanted
  const until = from.add({ days: wanted.days })
  // Somewhat further, so that who goes with whom does not depend on where the horizon lies.
  const reach = until.add({ days: WAITS_FOR_OTHERS_DAYS })
  const fates = asks.map((ask) => fateOf(ask, { ...wanted, until: reach }))
  const together = putTogether(fates.flatMap((fate) => ('candidate' in fate ? [fate.candidate] : [])))
  const isBeyond = ({ on }: Approach) => isAfter(on, until)
  const rests = [
    ...fates.flatMap((fate) => ('rest' in fate ? [fate.rest] : [])),
    ...together.filter(isBeyond).flatMap(({ on, asks: beyond }) => beyond.map((ask) => later(ask, on).rest)),
  ]
  return {
    from,
    until,
    approaches: together.filter((approach) => !isBeyond(approach)),
    rests: rests.toSorted(compareRests),
  }
}

type Fate = { rest: Rest } | { candidate: Candidate }

function fateOf(ask: PlannableAsk, { from, until, meetings }: Wanted & { until: Temporal.PlainDate }): Fate {
  const { followUp, rule, office } = ask
  const move = ourMoveIn(followUp)
  if (move) return { rest: { followUp, until: from, why: { because: 'ours', move } } }
  const due = deriveReminderDue(followUp, rule)
  const step = stepAfter(followUp.reminders, rule.ladder)
  const planned = { followUp, step, isStepDeclared: rule.ladder.isDeclared, bounds: due.bounds }
  const ready = due.on ?? from
  if (isAfter(ready, until)) return later(planned, ready)
  const earliest = laterOf(ready, from)
  const open = openDayFor(ask, earliest)
  const unhurried = { office: office.reference, earliest, orOn: open?.on ?? earliest, meetings }
  const meeting = meetingFor(step, unhurried)
  const on = meeting?.heldOn ?? open?.on
  if (!on) {
    const again = earliest.add({ days: LOOKED_AHEAD_DAYS })
    return { rest: { followUp, until: again, why: { because: 'no_open_day' } } }
  }
  if (isAfter(on, until)) return later(planned, on)
  return { candidate: { ask, planned, ready, earliest, open: { on, passed: meeting ? [] : open!.passed }, meeting } }
}

function openDayFor({ office, calendar }: PlannableAsk, earliest: Temporal.PlainDate): OpenDay | null {
  return firstOpenDay(earliest, { ours: calendar, theirs: office.calendar })
}

function later(ask: PlannedAsk, until: Temporal.PlainDate): { rest: Rest } {
  return { rest: { followUp: ask.followUp, until, why: { because: 'later', ask } } }
}

function compareRests(a: Rest, b: Rest): number {
  return (
    Number(b.why.because === 'ours') - Number(a.why.because === 'ours') ||
    Temporal.PlainDate.compare(a.until, b.until) ||
    compareText(a.followUp.reference, b.followUp.reference)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isAfter(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) > 0
}

function laterOf(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isAfter(b, a) ? b : a
}
