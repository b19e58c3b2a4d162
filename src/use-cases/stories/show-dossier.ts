import { Problem } from '../../domain/problem.ts'
import { listCorrespondence, type Correspondence } from '../../store/correspondence/communications.ts'
import { listAttachments, type Attachment } from '../correspondence/attachments.ts'
import { seenAt, type Context, type Moment } from '../context.ts'
import { byNumber, listKnownVersions, listMandatesOf, type MandateWithDuties, type Version } from './dossier-record.ts'
import { wantedDossier } from '../find.ts'
import { listFollowUps, type IdentifiedFollowUp } from '../pending/list-pending.ts'

export interface DossierStory {
  reference: string
  title: string
  /** Each office once, in the order in which it was first asked. */
  counterparts: readonly { reference: string; name: string }[]
  /** Everything asked in it, in the order of asking, as it stands on the day that is shown. */
  followUps: readonly IdentifiedFollowUp[]
  /** In the order of effect. */
  correspondence: readonly FiledWithVersions[]
  /** Communications that were taken back, each with its versions. */
  withdrawn: readonly (readonly Version[])[]
  mandates: readonly MandateWithDuties[]
}

export type FiledWithVersions = Correspondence[number] & {
  versions: readonly Version[]
  attachments: readonly Attachment[]
}

/** A dossier's whole correspondence and what came of it, now or as it could be told at a moment. */
export async function showDossier(context: Context, reference: string, moment?: Moment): Promise<DossierStory> {
  const dossier = await wantedDossier(seenAt(context, moment), reference)
  if (moment && Temporal.Instant.compare(dossier.openedAt, moment.knownAt) > 0) {
    throw new Problem('not_found', `${dossier.reference} had not been opened by ${moment.knownAt.toString()}`)
  }
  const followUps = await listFollowUps(context, { dossier: dossier.reference }, moment)
  const versions = byNumber(await listKnownVersions(context, { dossierId: dossier.id }, moment))
  const attachments = await listAttachments(context, { dossierId: dossier.id }, moment)
  const offices = new Map(followUps.map((asked) => [asked.counterpartReference, asked.counterpart]))
  return {
    reference: dossier.reference,
    title: dossier.title,
    counterparts: [...offices].map(([office, name]) => ({ reference: office, name })),
    followUps,
    correspondence: (await listCorrespondence(context, dossier.id, moment)).map((filed) => ({
      ...filed,
      versions: versions.get(filed.communication.number)!,
      attachments: attachments.get(filed.communication.number) ?? [],
    })),
    withdrawn: [...versions.values()].filter((of) => of.at(-1)!.communication.isWithdrawn),
    mandates: await listMandatesOf(context, dossier.id, moment),
  }
}
