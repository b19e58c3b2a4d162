import type { Circumstance, Plan, PlannedAsk, Rest } from '../domain/approaches/plan.ts'
import type { Bound } from '../domain/approaches/reminder-due.ts'
import type { FollowUpOnDay } from '../domain/standings/follow-up.ts'
import type { PlanFields } from '../use-cases/plan/plan-fields.ts'

type ApproachFields = PlanFields['approaches'][number]
type RestFields = PlanFields['rests'][number]
type BoundFields = ApproachFields['asks'][number]['bounds'][number]
type CircumstanceFields = ApproachFields['circumstances'][number]

/** A plan of what `planFields` tells of one, with as much of its follow-ups as that tells. */
export function planFrom({ from, until, approaches, rests }: PlanFields): Plan {
  return { from, until, approaches: approaches.map(approachFrom), rests: rests.map(restFrom) }
}

function approachFrom({ counterpart, counterpartName, meeting, asks, circumstances, ...told }: ApproachFields) {
  return {
    ...told,
    office: { reference: counterpart, name: counterpartName } as Plan['approaches'][number]['office'],
    meeting: meeting && { ...meeting, office: counterpart },
    asks: asks.map(askFrom),
    circumstances: circumstances.map(circumstanceFrom),
  }
}

function askFrom({ followUp, title, reminders, step, bounds }: ApproachFields['asks'][number]): PlannedAsk {
  const { isDeclared: isStepDeclared, ...taken } = step
  return {
    followUp: { reference: followUp, title, reminders } as FollowUpOnDay,
    step: { ...taken, signatory: null },
    isStepDeclared,
    bounds: bounds.map(boundFrom),
  }
}

function restFrom({ followUp: reference, title, counterpart, until, ...told }: RestFields): Rest {
  const followUp = { reference, title, counterpartReference: counterpart } as FollowUpOnDay
  return { followUp, until, why: whyFrom(told, followUp) }
}

function whyFrom(
  { because, move, bounds }: Pick<RestFields, 'because' | 'move' | 'bounds'>,
  followUp: FollowUpOnDay,
): Rest['why'] {
  if (because === 'ours') return { because, move: move! }
  if (because === 'no_open_day') return { because }
  return { because, ask: { followUp, bounds: bounds.map(boundFrom) } as unknown as PlannedAsk }
}

function boundFrom({ because, on, days, isDeclared }: BoundFields): Bound {
  switch (because) {
    case 'date_unknown':
      return { because }
    case 'quiet_after_word':
      return { because: 'quiet', after: 'word', since: on!, days: days! }
    case 'quiet_after_reminder':
      return { because: 'quiet', after: 'reminder', since: on!, days: days! }
    case 'silence':
    case 'interval':
      return { because, since: on!, days: days!, isDeclared }
    default:
      return { because, dueOn: on!, graceDays: days! }
  }
}

function circumstanceFrom({ because, on, days, year, whose, followUps, says }: CircumstanceFields): Circumstance {
  switch (because) {
    case 'closed':
      return { because, off: { whose: whose[0]!, on: on!, holiday: says } }
    case 'calendar_unknown':
      return { because, whose, year: year! }
    case 'together':
      return { because, waited: followUps }
    case 'at_meeting':
      return { because, from: on! }
    case 'no_meeting':
      return { because, within: days! }
    case 'succeeded':
      return { because, asked: says! }
    case 'no_address':
      return { because }
  }
}
