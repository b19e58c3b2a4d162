import type { FollowUpOnDay, KeptStanding } from '../domain/standings/follow-up.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { assessReply, type NewAssessment } from './correspondence/assess-reply.ts'
import {
  closeFollowUp,
  correctClosure,
  withdrawClosure,
  type ClosureCorrection,
  type NewClosure,
} from './correspondence/close-follow-up.ts'
import { changeCounterpart, type CounterpartChange } from './counterparts/change-counterpart.ts'
import type { Context, Moment } from './context.ts'
import { correctCommunication, type Correction } from './correspondence/correct-communication.ts'
import { enterCounterpart, type NewCounterpart } from './counterparts/enter-counterpart.ts'
import { giveCounterparts } from './issued/give-counterparts.ts'
import { giveList, type RowsFormat } from './issued/give-list.ts'
import { listCounterparts, type CounterpartShown } from './counterparts/list-counterparts.ts'
import { listPending } from './pending/list-pending.ts'
import { openFollowUps, type NewFollowUps } from './correspondence/open-follow-ups.ts'
import { proveDueDays, type DueDaysProven } from './standings/prove-due-days.ts'
import { recordCommunication, type NewCommunication, type Recorded } from './correspondence/record-communication.ts'
import type { Redated } from './standings/redate.ts'
import { showFollowUp } from './stories/show-follow-up.ts'
import { storyFields, type StoryFields } from './stories/story-fields.ts'
import { documentVerbsOf, type DocumentVerbs } from './verbs/documents.ts'
import { dutyVerbsOf, type DutyVerbs } from './verbs/duties.ts'
import { nameVerbsOf, type NameVerbs } from './verbs/names.ts'
import { planVerbsOf, type PlanVerbs } from './verbs/plan.ts'
import { pointVerbsOf, type PointVerbs } from './verbs/points.ts'
import { ruleVerbsOf, type RuleVerbs } from './verbs/rules.ts'

export type Standings = ReadonlyMap<string, KeptStanding>

/** What the commands ask for: of the ledger here, or of a service elsewhere. */
export interface Verbs extends EverydayVerbs, PointVerbs, PlanVerbs, DutyVerbs, NameVerbs, RuleVerbs, DocumentVerbs {
  today: Temporal.PlainDate
  now: Temporal.Instant
  timeZone: string
}

export interface EverydayVerbs {
  /** With a format, as a file that leaves the house, of which the ledger keeps that it was given. */
  listPending(query: PendingQuery, moment?: Moment, format?: RowsFormat): Promise<FollowUpOnDay[]>
  showFollowUp(reference: string, moment?: Moment): Promise<StoryFields>
  proveDueDays(reference: string, moment?: Moment): Promise<DueDaysProven>
  recordCommunication(communication: NewCommunication, how: { isAgain: boolean }): Promise<Recorded>
  openFollowUps(asked: NewFollowUps): Promise<Recorded>
  closeFollowUp(closure: NewClosure): Promise<Standings>
  withdrawClosure(followUp: string, why: string): Promise<Standings>
  correctClosure(correction: ClosureCorrection): Promise<Standings>
  correctCommunication(correction: Correction): Promise<Standings>
  assessReply(assessment: NewAssessment): Promise<void>
  /** As CSV, they leave the house, and the ledger keeps that they were given. */
  listCounterparts(moment?: Moment, file?: 'csv'): Promise<CounterpartShown[]>
  enterCounterpart(counterpart: NewCounterpart): Promise<unknown>
  changeCounterpart(change: CounterpartChange): Promise<{ redated: Redated[] }>
}

/** Of the ledger here. */
export function verbsOf(context: Context): Verbs {
  return {
    today: context.today,
    now: context.now,
    timeZone: context.timeZone,
    ...everydayVerbsOf(context),
    ...pointVerbsOf(context),
    ...nameVerbsOf(context),
    ...planVerbsOf(context),
    ...dutyVerbsOf(context),
    ...ruleVerbsOf(context),
    ...documentVerbsOf(context),
  }
}

function everydayVerbsOf(context: Context): EverydayVerbs {
  return {
    listPending: (query, moment, format) =>
      format ? giveList(context, { query, format }, moment) : listPending(context, query, moment),
    showFollowUp: async (reference, moment) => storyFields(await showFollowUp(context, reference, moment)),
    proveDueDays: (reference, moment) => proveDueDays(context, reference, moment),
    recordCommunication: (communication, how) => recordCommunication(context, communication, how),
    openFollowUps: (asked) => openFollowUps(context, asked),
    closeFollowUp: (closure) => closeFollowUp(context, closure),
    withdrawClosure: (followUp, why) => withdrawClosure(context, { followUp, why }),
    correctClosure: (correction) => correctClosure(context, correction),
    correctCommunication: (correction) => correctCommunication(context, correction),
    assessReply: (assessment) => assessReply(context, assessment),
    listCounterparts: (moment, file) => (file ? giveCounterparts(context, moment) : listCounterparts(context, moment)),
    enterCounterpart: (counterpart) => enterCounterpart(context, counterpart),
    changeCounterpart: (change) => changeCounterpart(context, change),
  }
}
