import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isAmong } from '../connection/among.ts'
import type { Queryable } from '../connection/database.ts'
import { followUps } from '../schema/follow-ups.ts'
import { desks, officers } from '../schema/parties.ts'
import { attestations, attestationWithdrawals, receivingPoints, retirements } from '../schema/receiving-points.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'

export type PointRow = Awaited<ReturnType<typeof listPoints>>[number]
export type AttestationRow = Awaited<ReturnType<typeof listAttestations>>[number]

interface Wanted {
  desk?: string | undefined
  reference?: string | undefined
  /** Left out: now. */
  knownAt?: Temporal.Instant | undefined
}

/** Those that had been declared by an instant, each with its retirement if that had been told by then. */
export function listPoints(db: Queryable, { desk, reference, knownAt }: Wanted) {
  return db
    .select({
      id: receivingPoints.id,
      reference: receivingPoints.reference,
      name: receivingPoints.name,
      desk: desks.reference,
      deskId: receivingPoints.deskId,
      channels: receivingPoints.channels,
      sinceOn: receivingPoints.sinceOn,
      by: officers.name,
      recordedAt: receivingPoints.recordedAt,
      retiredOn: retirements.retiredOn,
      retiredWhy: retirements.why,
    })
    .from(receivingPoints)
    .innerJoin(desks, eq(desks.id, receivingPoints.deskId))
    .innerJoin(officers, eq(officers.id, receivingPoints.recordedBy))
    .leftJoin(
      retirements,
      and(eq(retirements.pointId, receivingPoints.id), knownAt && lte(retirements.recordedAt, knownAt)),
    )
    .where(
      and(
        desk === undefined ? undefined : eq(desks.reference, desk),
        reference === undefined ? undefined : eq(receivingPoints.reference, reference),
        knownAt && lte(receivingPoints.recordedAt, knownAt),
      ),
    )
    .orderBy(asc(desks.id), asc(receivingPoints.id))
}

/** As made by an instant, each with its withdrawal if it had been taken back by another. */
export function listAttestations(
  db: Queryable,
  pointIds: readonly number[],
  by?: { made: Temporal.Instant; withdrawn: Temporal.Instant } | undefined,
) {
  const withdrawer = alias(officers, 'withdrawer')
  return db
    .select({
      number: attestations.id,
      pointId: attestations.pointId,
      from: attestations.fromOn,
      through: attestations.throughOn,
      remark: attestations.remark,
      by: officers.name,
      recordedAt: attestations.recordedAt,
      withdrawnWhy: attestationWithdrawals.why,
      withdrawnBy: sql<string | null>`${withdrawer.name}`,
      withdrawnAt: attestationWithdrawals.recordedAt,
    })
    .from(attestations)
    .innerJoin(officers, eq(officers.id, attestations.recordedBy))
    .leftJoin(
      attestationWithdrawals,
      and(
        eq(attestationWithdrawals.attestationId, attestations.id),
        by && lte(attestationWithdrawals.recordedAt, by.withdrawn),
      ),
    )
    .leftJoin(withdrawer, eq(withdrawer.id, attestationWithdrawals.recordedBy))
    .where(and(isAmong(attestations.pointId, pointIds), by && lte(attestations.recordedAt, by.made)))
    .orderBy(asc(attestations.id))
}

/** What was taken back of the points of the desks that pursue a dossier. */
export function listWithdrawnAttestations({ db, sight }: Seen, dossierId: number) {
  const pursuing = db
    .select({ deskId: followUps.deskId })
    .from(followUps)
    .where(and(eq(followUps.dossierId, dossierId), isFollowUpSeen(sight)))
  return db
    .select({
      point: receivingPoints.reference,
      from: attestations.fromOn,
      at: attestationWithdrawals.recordedAt,
      by: officers.name,
      why: attestationWithdrawals.why,
    })
    .from(attestationWithdrawals)
    .innerJoin(attestations, eq(attestations.id, attestationWithdrawals.attestationId))
    .innerJoin(receivingPoints, eq(receivingPoints.id, attestations.pointId))
    .innerJoin(officers, eq(officers.id, attestationWithdrawals.recordedBy))
    .where(inArray(receivingPoints.deskId, pursuing))
    .orderBy(asc(attestationWithdrawals.recordedAt))
}

/** Gives its key, or null where that reference is taken. */
export async function appendPoint(db: Queryable, point: typeof receivingPoints.$inferInsert): Promise<number | null> {
  const [row] = await db
    .insert(receivingPoints)
    .values(point)
    .onConflictDoNothing()
    .returning({ id: receivingPoints.id })
  return row?.id ?? null
}

/** Gives false where it is retired already. */
export async function appendRetirement(db: Queryable, retirement: typeof retirements.$inferInsert): Promise<boolean> {
  const rows = await db
    .insert(retirements)
    .values(retirement)
    .onConflictDoNothing()
    .returning({ id: retirements.pointId })
  return rows.length > 0
}

export async function appendAttestation(db: Queryable, attestation: typeof attestations.$inferInsert): Promise<void> {
  await db.insert(attestations).values(attestation)
}

/** Gives false where it is withdrawn already. */
export async function appendWithdrawal(
  db: Queryable,
  withdrawal: typeof attestationWithdrawals.$inferInsert,
): Promise<boolean> {
  const rows = await db
    .insert(attestationWithdrawals)
    .values(withdrawal)
    .onConflictDoNothing()
    .returning({ id: attestationWithdrawals.attestationId })
  return rows.length > 0
}
