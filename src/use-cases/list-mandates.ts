import { listDossiers } from '../store/dossiers.ts'
import type { Context, Moment } from './context.ts'
import { listMandatesOf } from './dossier-record.ts'
import { wantedDossier } from './find.ts'

export interface MandateOfDossier {
  dossier: string
  document: string
  paragraph: string
  requires: string
  /** How many reports are owed under it, and how many of them nothing has met. */
  duties: number
  open: number
}

/** Of all dossiers that are seen, or of one. */
export async function listAllMandates(
  context: Context,
  dossier: string | undefined,
  moment?: Moment,
): Promise<MandateOfDossier[]> {
  const dossiers = dossier === undefined ? await listDossiers(context) : [await wantedDossier(context, dossier)]
  const listed = []
  for (const { id, reference } of dossiers)
    for (const { document, paragraph, requires, reportDuties } of await listMandatesOf(context, id, moment)) {
      const open = reportDuties.filter(({ metBy }) => metBy === null).length
      listed.push({ dossier: reference, document, paragraph, requires, duties: reportDuties.length, open })
    }
  return listed
}
