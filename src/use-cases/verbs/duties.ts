import type { ProjectedDuty } from '../../domain/duty.ts'
import type { Context, Moment } from '../context.ts'
import { correctMandate, type MandateCorrection } from '../mandates/correct-mandate.ts'
import { enterMandate, enterReportDuty, type NewMandate, type NewReportDuty } from '../mandates/enter-mandate.ts'
import { giveDuties, type DutiesWanted } from '../issued/give-duties.ts'
import { listDutiesOn, showDuty, type DutyStory } from '../mandates/list-duties.ts'
import { listAllMandates, showMandate, type MandateOfDossier } from '../mandates/list-mandates.ts'
import {
  correctReportDuty,
  recordSubmission,
  withdrawSubmission,
  type DutyCorrection,
  type NewSubmission,
} from '../mandates/meet-duty.ts'
import { mandateStoryFields, type MandateStoryFields } from '../stories/story-fields.ts'

export interface DutyVerbs {
  /** As CSV, they leave the house, and the ledger keeps that they were given. */
  listDuties(wanted: DutiesWanted, moment?: Moment, file?: 'csv'): Promise<ProjectedDuty[]>
  showDuty(number: number, moment?: Moment): Promise<DutyStory>
  enterReportDuty(duty: NewReportDuty): Promise<number>
  recordSubmission(submission: NewSubmission): Promise<unknown>
  withdrawSubmission(withdrawal: { duty: number; why: string }): Promise<unknown>
  correctReportDuty(correction: DutyCorrection): Promise<unknown>
  listMandates(dossier: string | undefined, moment?: Moment): Promise<MandateOfDossier[]>
  showMandate(number: number, moment?: Moment): Promise<MandateStoryFields>
  enterMandate(mandate: NewMandate): Promise<number>
  correctMandate(correction: MandateCorrection): Promise<unknown>
}

export function dutyVerbsOf(context: Context): DutyVerbs {
  return {
    listDuties: (wanted, moment, file) =>
      file ? giveDuties(context, wanted, moment) : listDutiesOn(context, wanted, moment),
    showDuty: (number, moment) => showDuty(context, number, moment),
    enterReportDuty: (duty) => enterReportDuty(context, duty),
    recordSubmission: (submission) => recordSubmission(context, submission),
    withdrawSubmission: (withdrawal) => withdrawSubmission(context, withdrawal),
    correctReportDuty: (correction) => correctReportDuty(context, correction),
    listMandates: (dossier, moment) => listAllMandates(context, dossier, moment),
    showMandate: async (number, moment) => mandateStoryFields(await showMandate(context, number, moment)),
    enterMandate: (mandate) => enterMandate(context, mandate),
    correctMandate: (correction) => correctMandate(context, correction),
  }
}
