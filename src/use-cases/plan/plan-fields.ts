import type { Approach, Circumstance, Plan, PlannedAsk, PlannedMeeting, Rest } from '../../domain/approaches/plan.ts'
import type { Whose } from '../../domain/approaches/open-days.ts'
import type { Bound } from '../../domain/approaches/reminder-due.ts'
import type { Meeting } from './plan-meeting.ts'

export type PlanFields = ReturnType<typeof planFields>

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
    circumstances: circumstances.map(circumstanceFields),
    replyBy,
  }
}

function plannedFields({ number, heldOn, rank, title, meets }: PlannedMeeting) {
  return { number, heldOn, rank, title, meets }
}

function askFields({ followUp, step, isStepDeclared, bounds }: PlannedAsk) {
  const { afterReminders, channel, rank } = step
  const { reference, title, reminders } = followUp
  return {
    followUp: reference,
    title,
    reminders,
    step: { afterReminders, channel, rank, isDeclared: isStepDeclared },
    bounds: bounds.map(boundFields),
  }
}

function restFields({ followUp, until, why }: Rest) {
  const { reference, title, counterpartReference: counterpart } = followUp
  const move = why.because === 'ours' ? why.move : null
  const bounds = why.because === 'later' ? why.ask.bounds.map(boundFields) : []
  return { followUp: reference, title, counterpart, until, because: why.because, move, bounds }
}

/** From which day it counts, and how many days from there are let pass. */
function boundFields(bound: Bound) {
  const none = { on: null, days: null, isDeclared: true }
  switch (bound.because) {
    case 'date_unknown':
      return { ...none, because: bound.because }
    case 'quiet':
      return { ...none, because: `quiet_after_${bound.after}` as const, on: bound.since, days: bound.days }
    case 'silence':
    case 'interval':
      return { because: bound.because, on: bound.since, days: bound.days, isDeclared: bound.isDeclared }
    default:
      return { ...none, because: bound.because, on: bound.dueOn, days: bound.graceDays }
  }
}

interface CircumstanceFields {
  because: Circumstance['because']
  on: Temporal.PlainDate | null
  days: number | null
  year: number | null
  whose: Whose[]
  followUps: string[]
  says: string | null
}

function circumstanceFields(circumstance: Circumstance): CircumstanceFields {
  const { because } = circumstance
  const none = { because, on: null, days: null, year: null, whose: [], followUps: [], says: null }
  switch (circumstance.because) {
    case 'closed': {
      const { on, whose, holiday } = circumstance.off
      return { ...none, on, whose: [whose], says: holiday }
    }
    case 'calendar_unknown':
      return { ...none, whose: [...circumstance.whose], year: circumstance.year }
    case 'together':
      return { ...none, followUps: [...circumstance.waited] }
    case 'at_meeting':
      return { ...none, on: circumstance.from }
    case 'no_meeting':
      return { ...none, days: circumstance.within }
    case 'succeeded':
      return { ...none, says: circumstance.asked }
    default:
      return none
  }
}
