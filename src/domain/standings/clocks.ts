import { isPending } from '../correspondence/characters.ts'
import { deriveDueDay, shiftByPauses, type Calendar, type DueDay, type Pause, type Period } from './due-day.ts'
import type { SetDue, Standing } from './standing.ts'

/** A desk's rule. */
export interface Policy {
  firstReplyWithin: Period | null
  answerWithin: Period | null
}

/** The days that the two clocks of an ask run to. Independent of today, as the standing is. */
export interface DueDays {
  firstReplyDueOn: Temporal.PlainDate | null
  answerDueOn: Temporal.PlainDate | null
  /** Later than `answerDueOn` only where the day of the ask is vague: until then it is only possibly overdue. */
  answerDueLatestOn: Temporal.PlainDate | null
  answerDueBasis: 'set' | 'expected' | null
  /** Past due by more than the answer period again. */
  longOverdueAfterOn: Temporal.PlainDate | null
  /** Since when the answer clock stands still. */
  pausedOn: Temporal.PlainDate | null
  /** Nobody knows since when it waits, and no due day was set: whatever a policy expects, it never counts as not due. */
  isDateUnknown: boolean
  /** Counted in working days through a year whose holidays nobody has loaded or knows. */
  isDueWithoutHolidays: boolean
}

export function deriveDueDays(standing: Standing, policy: Policy | null, calendar: Calendar | null): DueDays {
  const asked = standing.roundAsked?.dating === 'unknown' ? null : standing.roundAsked
  const count = (from: Temporal.PlainDate | undefined, within: Period | null | undefined) =>
    from && within ? deriveDueDay(from, within, calendar, standing.pauses) : null
  const setOn = standing.setDue && proveSet(standing.setDue, standing.pauses).on
  const expected = setOn ? null : count(asked?.on, policy?.answerWithin)
  const isExact = asked?.on === asked?.latestOn // the same day twice need not be counted from twice
  const latest = setOn ? null : isExact ? expected : count(asked?.latestOn, policy?.answerWithin)
  const answerDueOn = setOn ?? expected?.on ?? null
  return {
    firstReplyDueOn: count(asked?.on, policy?.firstReplyWithin)?.on ?? null,
    answerDueOn,
    answerDueLatestOn: setOn ?? latest?.on ?? null,
    answerDueBasis: setOn ? 'set' : answerDueOn ? 'expected' : null,
    longOverdueAfterOn:
      answerDueOn && policy?.answerWithin ? deriveDueDay(answerDueOn, policy.answerWithin, calendar, []).on : null,
    pausedOn: isPending(standing.state) ? openPauseOf(standing) : null,
    isDateUnknown: !answerDueOn && standing.roundAsked?.dating === 'unknown',
    isDueWithoutHolidays: [expected, latest].some((due) => due !== null && due.uncoveredYears.length > 0),
  }
}

/** A day that was set moves by exactly the days that we held the ball after it was set. */
export function proveSet({ on, since }: SetDue, pauses: readonly Pause[]): DueDay {
  const begunAfter = (pause: Pause) =>
    Temporal.PlainDate.compare(pause.from, since) < 0 ? { ...pause, from: since } : pause
  return shiftByPauses(on, pauses.map(begunAfter))
}

function openPauseOf({ pauses }: Standing): Temporal.PlainDate | null {
  const last = pauses.at(-1)
  return last?.until === null ? last.from : null
}
