import { Problem } from '../../domain/problem.ts'
import type { VagueDate } from '../../domain/dates/vague-date.ts'
import { findDossierById, listDossiers } from '../../store/correspondence/dossiers.ts'
import { findMandateById, listMandateVersions, type Mandate } from '../../store/mandates.ts'
import { seenAt, type Context, type Moment, type Seen } from '../context.ts'
import { listMandatesOf, type MandateWithDuties } from '../stories/dossier-record.ts'
import { wantedDossier } from '../find.ts'

export interface MandateOfDossier {
  /** By which it is corrected. */
  number: number
  dossier: string
  document: string
  paragraph: string
  requires: string
  /** In EDTF; null where nobody has told. */
  decided: string | null
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
    for (const { reportDuties, ...mandate } of await listMandatesOf(context, id, moment)) {
      const open = reportDuties.filter(({ metBy }) => metBy === null).length
      listed.push({ ...told(reference, mandate), duties: reportDuties.length, open })
    }
  return listed
}

/** One version of a decision, and who recorded it when and why. */
export interface MandateVersion {
  document: string
  paragraph: string
  requires: string
  decided: VagueDate | null
  isWithdrawn: boolean
  why: string | null
  by: string | null
  at: Temporal.Instant
}

export interface MandateStory {
  dossier: string
  mandate: MandateWithDuties
  /** In the order of recording. */
  versions: readonly MandateVersion[]
}

export async function showMandate(context: Context, number: number, moment?: Moment): Promise<MandateStory> {
  const { dossierId } = await wantedMandateOf(context, number, moment)
  const { reference } = (await findDossierById(seenAt(context, moment), dossierId))!
  const mandate = (await listMandatesOf(context, dossierId, moment)).find(({ id }) => id === number)!
  const versions = (await listMandateVersions(context.db, number, moment)).map(
    ({ document, paragraph, requires, decided, isWithdrawn, why, by, recordedAt: at }) => {
      return { document, paragraph, requires, decided, isWithdrawn, why, by, at }
    },
  )
  return { dossier: reference, mandate, versions }
}

/** By its number, if it holds and is of a dossier that is seen. */
export async function wantedMandateOf(seen: Seen, number: number, moment?: Moment): Promise<Mandate> {
  const found = await findMandateById(seen.db, number, moment)
  if (found && (await findDossierById(seen, found.dossierId))) return found
  throw new Problem('not_found', {
    says: `no mandate ${number}`,
    atCommandLine: '; relance mandates lists what there is',
  })
}

function told(dossier: string, { id: number, document, paragraph, requires, decided }: Mandate) {
  return { number, dossier, document, paragraph, requires, decided: decided?.text ?? null }
}
