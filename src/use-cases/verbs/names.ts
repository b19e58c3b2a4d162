import type { Context, Moment } from '../context.ts'
import { listOfficeNames, type OfficeNameVersion } from '../counterparts/list-office-names.ts'
import { renameOffice, withdrawOfficeName, type NewOfficeName } from '../counterparts/rename-office.ts'
import { retitle, type NewTitle } from '../correspondence/retitle.ts'

export interface NameVerbs {
  listOfficeNames(counterpart: string, moment?: Moment): Promise<{ versions: OfficeNameVersion[] }>
  renameOffice(name: NewOfficeName): Promise<unknown>
  withdrawOfficeName(name: { counterpart: string; sinceOn: Temporal.PlainDate; why: string }): Promise<unknown>
  retitle(title: NewTitle): Promise<unknown>
}

export function nameVerbsOf(context: Context): NameVerbs {
  return {
    listOfficeNames: (counterpart, moment) => listOfficeNames(context, counterpart, moment),
    renameOffice: (name) => renameOffice(context, name),
    withdrawOfficeName: (name) => withdrawOfficeName(context, name),
    retitle: (title) => retitle(context, title),
  }
}
