import type { FollowUpOnDay } from '../standings/follow-up.ts'
import type { Ladder } from './ladder.ts'

/** What a policy declares of reminders. */
export interface Rule {
  /** Null where the policy declares none, and the usual interval is taken. */
  remindEveryDays: number | null
  quietDays: number
  /** Days that are let pass after a due day before we remind. */
  graceDays: number
  ladder: Ladder
}

/** Where a policy declares no interval. */
export const USUAL_INTERVAL_DAYS = 30

/** One constraint that bore on the day: where it counts from, and until when it held the reminder back. */
export type Bound =
  | { because: 'promised' | 'set' | 'expected' | 'first_reply'; dueOn: Temporal.PlainDate; graceDays: number }
  | { because: 'silence' | 'interval'; since: Temporal.PlainDate; days: number; isDeclared: boolean }
  | { because: 'quiet'; after: 'word' | 'reminder'; since: Temporal.PlainDate; days: number }
  | { because: 'date_unknown' }

export interface ReminderDue {
  /** The first day on which the rules let it be reminded of; null where it is unknown since when it waits: now. */
  on: Temporal.PlainDate | null
  /** What it rests on first, then what held it back further. */
  bounds: readonly Bound[]
}

type Asked = Pick<
  FollowUpOnDay,
  | 'askedOn'
  | 'askedLatestOn'
  | 'isAskedVague'
  | 'lastWordOn'
  | 'lastWordLatestOn'
  | 'lastRemindedOn'
  | 'firstReplyOn'
  | 'firstReplyDueOn'
  | 'answerDueOn'
  | 'answerDueLatestOn'
  | 'answerDueBasis'
  | 'isPromise'
>

/** When an ask may be reminded of, by its own record and its policy alone: no calendar, no other ask. */
export function deriveReminderDue(asked: Asked, rule: Rule): ReminderDue {
  const wanted = wantedFrom(asked, rule)
  const held = [intervalOf(asked, rule), ...quietOf(asked, rule)].filter((bound) => bound !== null)
  let on = endOf(wanted)
  const bounds: Bound[] = [wanted]
  for (const bound of held.toSorted((a, b) => compareEnds(endOf(a), endOf(b)))) {
    const end = endOf(bound)
    if (compareEnds(end, on) <= 0) continue
    on = end
    bounds.push(bound)
  }
  return { on, bounds }
}

/** The line that must be crossed first. Whoever promised a day has replied: then that day is the only line. */
function wantedFrom(asked: Asked, rule: Rule): Bound {
  const lines = [answerLine(asked, rule), firstReplyLine(asked, rule)]
  const [first] = lines.filter((line) => line !== null).toSorted((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn))
  return first ?? silenceOf(asked, rule)
}

type Line = Extract<Bound, { dueOn: unknown }>

/** Where the day of the ask is vague, at the latest that it can be. */
function answerLine({ answerDueOn, answerDueLatestOn, answerDueBasis, isPromise }: Asked, rule: Rule): Line | null {
  const dueOn = answerDueLatestOn ?? answerDueOn
  if (!dueOn) return null
  const because = isPromise ? 'promised' : answerDueBasis === 'set' ? 'set' : 'expected'
  return { because, dueOn, graceDays: rule.graceDays }
}

function firstReplyLine({ firstReplyOn, firstReplyDueOn, isAskedVague }: Asked, rule: Rule): Line | null {
  if (firstReplyOn || !firstReplyDueOn || isAskedVague) return null
  return { because: 'first_reply', dueOn: firstReplyDueOn, graceDays: rule.graceDays }
}

/** Without any due day, since their last word or the ask; what has no date never counts as not due. */
function silenceOf({ askedOn, askedLatestOn, lastWordOn, lastWordLatestOn }: Asked, rule: Rule): Bound {
  const since = latest(askedLatestOn ?? askedOn, lastWordLatestOn ?? lastWordOn)
  return since ? { because: 'silence', since, ...spacing(rule) } : { because: 'date_unknown' }
}

function intervalOf({ lastRemindedOn }: Asked, rule: Rule): Bound | null {
  return lastRemindedOn && { because: 'interval', since: lastRemindedOn, ...spacing(rule) }
}

function quietOf({ lastWordOn, lastWordLatestOn, lastRemindedOn }: Asked, { quietDays }: Rule): (Bound | null)[] {
  const quiet = (after: 'word' | 'reminder', since: Temporal.PlainDate | null): Bound | null =>
    quietDays > 0 ? since && { because: 'quiet', after, since, days: quietDays } : null
  return [quiet('word', lastWordLatestOn ?? lastWordOn), quiet('reminder', lastRemindedOn)]
}

export function spacing({ remindEveryDays }: Rule): { days: number; isDeclared: boolean } {
  return { days: remindEveryDays ?? USUAL_INTERVAL_DAYS, isDeclared: remindEveryDays !== null }
}

/** The first day that it leaves free. */
function endOf(bound: Bound): Temporal.PlainDate | null {
  switch (bound.because) {
    case 'date_unknown':
      return null
    case 'silence':
    case 'interval':
    case 'quiet':
      return bound.since.add({ days: bound.days })
    default:
      return bound.dueOn.add({ days: bound.graceDays + 1 })
  }
}

function compareEnds(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): number {
  if (a && b) return Temporal.PlainDate.compare(a, b)
  return Number(Boolean(a)) - Number(Boolean(b))
}

function latest(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): Temporal.PlainDate | null {
  return compareEnds(a, b) < 0 ? b : a
}
