import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import { dossiers } from '../schema/dossiers.ts'
import { followUps } from '../schema/follow-ups.ts'
import { closures, communications } from '../schema/ledger.ts'
import { isCommunicationSeen, isFollowUpSeen, type Seen } from '../sight.ts'

/** A communication, or the closure of a follow-up, that was corrected. */
export interface Corrected {
  dossier: string
  number: number | null
  followUp: string | null
  why: string
  at: Temporal.Instant
}

/** The first of what was corrected or taken back after an instant, in the order of recording. */
export async function listCorrectionsSince(
  { db, sight }: Seen,
  { since, limit }: { since: Temporal.Instant; limit: number },
): Promise<Corrected[]> {
  const told = await db
    .select({
      dossier: dossiers.reference,
      number: communications.number,
      why: communications.correctionReason,
      at: communications.recordedAt,
    })
    .from(communications)
    .innerJoin(dossiers, eq(dossiers.id, communications.dossierId))
    .where(and(isNotNull(communications.correctsId), gt(communications.recordedAt, since), isCommunicationSeen(sight)))
    .orderBy(asc(communications.recordedAt), asc(communications.id))
    .limit(limit)
  const closed = await db
    .select({
      dossier: dossiers.reference,
      followUp: followUps.reference,
      why: closures.correctionReason,
      at: closures.recordedAt,
    })
    .from(closures)
    .innerJoin(followUps, eq(followUps.id, closures.followUpId))
    .innerJoin(dossiers, eq(dossiers.id, followUps.dossierId))
    .where(and(isNotNull(closures.correctsId), gt(closures.recordedAt, since), isFollowUpSeen(sight)))
    .orderBy(asc(closures.recordedAt), asc(closures.id))
    .limit(limit)
  const all = [
    ...told.map((one) => ({ ...one, followUp: null, why: one.why! })),
    ...closed.map((one) => ({ ...one, number: null, why: one.why! })),
  ]
  return all.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)).slice(0, limit)
}
