import type { IssuedDocument } from '../use-cases/issued/list-issued.ts'
import type { silenceFields } from '../use-cases/silence/silence-fields.ts'
import type { DocumentVerbs } from '../use-cases/verbs/documents.ts'
import { ask, askFile, type Service } from './ask.ts'
import { itemsOf, parametersOf, queryIn } from './asking.ts'
import { silenceFrom } from './silence-from.ts'

/** Of a service elsewhere, which tells and renders by itself, and keeps what it gave. */
export function documentVerbsElsewhere(service: Service): DocumentVerbs {
  return {
    tellNote: async ({ dossier }, moment) =>
      (await ask(service, { path: `/dossiers/${dossier}/note?${parametersOf({}, moment)}` })) as object,
    giveNote: ({ dossier, format }, moment) =>
      askFile(service, `/dossiers/${dossier}/note?${parametersOf({ format }, moment)}`),
    stateSilence: async (followUp, moment) => {
      const told = await ask(service, { path: `/follow-ups/${followUp}/silence?${parametersOf({}, moment)}` })
      return silenceFrom(told as ReturnType<typeof silenceFields>)
    },
    giveSilence: ({ followUp, format }, moment) =>
      askFile(service, `/follow-ups/${followUp}/silence?${parametersOf({ format }, moment)}`),
    tellCorrigendum: async (wanted, moment) =>
      (await ask(service, { path: `${corrigendumOf(wanted)}?${parametersOf({}, moment)}` })) as object,
    giveCorrigendum: ({ format, ...wanted }, moment) =>
      askFile(service, `${corrigendumOf(wanted)}?${parametersOf({ format }, moment)}`),
    listIssued: ({ dossier, limit }, moment) => {
      const of = dossier === null ? '' : `/dossiers/${dossier}`
      return itemsOf<IssuedDocument>(service, `${of}/documents?${parametersOf({ limit }, moment)}`)
    },
    giveDueDays: ({ followUp }, moment) =>
      askFile(service, `/follow-ups/${followUp}/due-days?${parametersOf({ format: 'md' }, moment)}`),
    giveCalendar: ({ query }, moment) => askFile(service, `/calendar?${parametersOf(queryIn(query), moment)}`),
    giveWorkbook: ({ query }, moment) =>
      askFile(service, `/follow-ups?${parametersOf(queryIn(query), moment)}`, WORKBOOK),
  }
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function corrigendumOf({ dossier, number }: { dossier: string; number: number | undefined }): string {
  const of = number === undefined ? '' : `/communications/${number}`
  return `/dossiers/${dossier}${of}/corrigendum`
}
