import type { Approach, Plan, PlannedAsk, PlannedMeeting, Rest } from '../domain/approaches/plan.ts'
import type { Meeting } from './plan-meeting.ts'

/** A plan under names that are promised to other programs. */
export function planFields({ from, until, approaches, rests }: Plan) {
  return { from, until, approaches: approaches.map(approachFields), rests: rests.map(restFields) }
}

export function meetingFields({ number, counterpartReference: counterpart, heldOn, rank, title, meets }: Meeting) {
  return { number, counterpart, heldOn, rank, title, meets }
}

function approachFields(approach: Approach) {
  const { on, office, desk, isConfidential, channel, rank, signatory, meeting, asks, circumstances, replyBy } = approach
  return {
    on,
    counterpart: office.reference,
    counterpartName: office.name,
    desk,
    isConfidential,
    channel,
    rank,
    signatory,
    meeting: meeting && plannedFields(meeting),
    asks: asks.map(askFields),
    circumstances,
    replyBy,
  }
}

function plannedFields({ number, heldOn, title, meets }: PlannedMeeting) {
  return { number, heldOn, title, meets }
}

function askFields({ followUp, step, isStepDeclared, bounds }: PlannedAsk) {
  const { afterReminders, channel, rank } = step
  const { reference, title, reminders } = followUp
  return {
    followUp: reference,
    title,
    reminders,
    step: { afterReminders, channel, rank, isDeclared: isStepDeclared },
    bounds,
  }
}

function restFields({ followUp, until, why }: Rest) {
  const { reference, title, counterpartReference: counterpart } = followUp
  const move = why.because === 'ours' ? why.move : null
  const bounds = why.because === 'later' ? why.ask.bounds : []
  return { followUp: reference, title, counterpart, until, because: why.because, move, bounds }
}
