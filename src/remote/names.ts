import type { OfficeNameVersion } from '../use-cases/counterparts/list-office-names.ts'
import type { NameVerbs } from '../use-cases/verbs/names.ts'
import { ask, type Service } from './ask.ts'
import { parametersOf, post } from './asking.ts'

const NAMES = { sinceOn: 'since' }

/** Of a service elsewhere. */
export function nameVerbsElsewhere(service: Service): NameVerbs {
  return {
    listOfficeNames: async (counterpart, moment) =>
      (await ask(service, { path: `/counterparts/${counterpart}/names?${parametersOf({}, moment)}` })) as {
        versions: OfficeNameVersion[]
      },
    renameOffice: ({ counterpart, ...body }) =>
      post(service, `/counterparts/${counterpart}/names`, { body, names: NAMES }),
    withdrawOfficeName: ({ counterpart, ...body }) =>
      ask(service, { method: 'DELETE', path: `/counterparts/${counterpart}/names`, body, names: NAMES }),
    // A follow-up is called as its dossier is, and a number.
    retitle: ({ of, ...body }) =>
      post(service, /-\d+$/.test(of) ? `/follow-ups/${of}/title` : `/dossiers/${of}/title`, { body }),
  }
}
