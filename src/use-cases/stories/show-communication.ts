import type { Effect } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { listAssessments } from '../../store/correspondence/communications.ts'
import { listFollowUpsOfDossiers } from '../../store/correspondence/follow-ups.ts'
import { effectOf, withAsksPlaced } from '../../store/correspondence/placed-asks.ts'
import { listAttachments, type Attachment } from '../correspondence/attachments.ts'
import { seenAt, type Context, type Moment } from '../context.ts'
import { listKnownVersions, type Version } from './dossier-record.ts'
import { wantedDossier } from '../find.ts'
import { asShown, type IdentifiedFollowUp } from '../pending/list-pending.ts'
import { whatItChanged, type Changed } from './what-it-changed.ts'

export interface CommunicationStory {
  /** `PRK-TC/4` */
  reference: string
  dossier: { reference: string; title: string }
  /** The version that holds; of a communication that was taken back, the last that held. */
  holds: Version
  /** When it took effect: of an ask of unknown day, by when it had been made. */
  effect: Effect
  isWithdrawn: boolean
  /** All of them, oldest first. */
  versions: readonly Version[]
  /** The asks that it bears on, as they stand on the day that is shown. */
  followUps: readonly IdentifiedFollowUp[]
  assessments: readonly (Awaited<ReturnType<typeof listAssessments>>[number] & { followUp: string })[]
  changed: readonly Changed[]
  attachments: readonly Attachment[]
}

/** Everything there is to tell of one communication, now or as it could be told at a moment. */
export async function showCommunication(
  context: Context,
  { dossier: dossierReference, number }: { dossier: string; number: number },
  moment?: Moment,
): Promise<CommunicationStory> {
  const dossier = await wantedDossier(seenAt(context, moment), dossierReference)
  const reference = `${dossier.reference}/${number}`
  const versions = await listKnownVersions(context, { dossierId: dossier.id, number }, moment)
  const last = versions.at(-1)
  if (!last) throw new Problem('not_found', `no communication ${reference}`)
  const [placed] = await withAsksPlaced(context.db, [{ ...last, effect: effectOf(last.communication) }], moment)
  if (!placed) throw notYet(reference, moment!)
  const isWithdrawn = last.communication.isWithdrawn
  const holds = isWithdrawn ? (versions.at(-2) ?? last) : last
  const { followUps, rows } = await asksOf(context, { dossierId: dossier.id, version: holds }, moment)
  return {
    reference,
    dossier: { reference: dossier.reference, title: dossier.title },
    holds,
    effect: placed.effect,
    isWithdrawn,
    versions,
    followUps,
    assessments: await assessmentsOf(context, { rows, number }, moment),
    changed: await whatItChanged(context, versions, moment),
    attachments: (await listAttachments(context, { dossierId: dossier.id, number }, moment)).get(number) ?? [],
  }
}

function notYet(reference: string, { asOf, knownAt }: Moment): Problem {
  const then = `by ${asOf.toString()}, as known at ${knownAt.toString({ smallestUnit: 'second' })}`
  return new Problem('not_found', `${reference} had not taken place ${then}`)
}

async function asksOf(
  context: Context,
  { dossierId, version }: { dossierId: number; version: Version },
  moment?: Moment,
) {
  const ids = new Set(version.entries.map(({ followUpId }) => followUpId))
  const seen = seenAt(context, moment)
  const rows = (await listFollowUpsOfDossiers(seen, [dossierId])).filter(({ id }) => ids.has(id))
  return { followUps: rows.map((row) => asShown(row, row, seen.today)), rows }
}

async function assessmentsOf(
  { db }: Context,
  { rows, number }: { rows: readonly { id: number; reference: string }[]; number: number },
  moment?: Moment,
): Promise<CommunicationStory['assessments']> {
  const all = await Promise.all(
    rows.map(async ({ id, reference }) =>
      (await listAssessments(db, id, moment)).map((assessed) => ({ ...assessed, followUp: reference })),
    ),
  )
  return all.flat().filter((assessed) => assessed.number === number)
}
