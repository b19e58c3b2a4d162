import type { DutyEvent, ProjectedDuty } from '../domain/duty.ts'
import type { Decision } from '../use-cases/mandates/enter-mandate.ts'
import type { MandateOfDossier } from '../use-cases/mandates/list-mandates.ts'
import type { DutyVerbs } from '../use-cases/verbs/duties.ts'
import { ask, type Service } from './ask.ts'
import type { MandateStoryFields } from '../use-cases/stories/story-fields.ts'
import { itemsOf, parametersOf, post } from './asking.ts'

/** Of a service elsewhere. */
export function dutyVerbsElsewhere(service: Service): DutyVerbs {
  return {
    listDuties: ({ dossier, isOpen }, moment, file) => {
      const parameters = parametersOf({ dossier, met: isOpen ? 'no' : 'yes', file }, moment)
      return itemsOf<ProjectedDuty>(service, `/duties?${parameters}`)
    },
    showDuty: async (number, moment) => {
      const told = await ask(service, { path: `/duties/${number}?${parametersOf({}, moment)}` })
      const { history, ...duty } = told as ProjectedDuty & { history: DutyEvent[] }
      return { duty, history }
    },
    enterReportDuty: async ({ dossier, ...body }) =>
      ((await post(service, `/dossiers/${dossier}/duties`, { body })) as ProjectedDuty).number,
    recordSubmission: ({ duty, ...body }) =>
      post(service, `/duties/${duty}/submission`, { body, names: { submittedOn: 'on' } }),
    withdrawSubmission: ({ duty, why }) =>
      ask(service, { method: 'DELETE', path: `/duties/${duty}/submission`, body: { why } }),
    correctReportDuty: ({ duty, dueOn, isWithdrawn, why }) =>
      isWithdrawn
        ? ask(service, { method: 'DELETE', path: `/duties/${duty}`, body: { why } })
        : post(service, `/duties/${duty}/corrections`, { body: { dueOn, why }, names: { dueOn: 'due' } }),
    listMandates: (dossier, moment) =>
      itemsOf<MandateOfDossier>(service, `/mandates?${parametersOf({ dossier }, moment)}`),
    showMandate: async (number, moment) =>
      (await ask(service, { path: `/mandates/${number}?${parametersOf({}, moment)}` })) as MandateStoryFields,
    enterMandate: async ({ dossier, ...mandate }) =>
      ((await post(service, `/dossiers/${dossier}/mandates`, { body: written(mandate) })) as MandateStoryFields).number,
    correctMandate: ({ mandate, decision, isWithdrawn, why }) =>
      isWithdrawn
        ? ask(service, { method: 'DELETE', path: `/mandates/${mandate}`, body: { why } })
        : post(service, `/mandates/${mandate}/corrections`, { body: { ...written(decision), why } }),
  }
}

/** A vague date goes as it was written. */
function written<D extends Partial<Decision>>({ decided, ...rest }: D): object {
  return { ...rest, ...(decided !== undefined && { decided: decided?.text ?? null }) }
}
