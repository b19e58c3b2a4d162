import { and, asc, eq } from 'drizzle-orm'
import { isAmong } from '../connection/among.ts'
import { appendMany } from '../connection/append-many.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import { isClosureVisible, type Moment } from './facts.ts'
import { followUps } from '../schema/follow-ups.ts'
import { closures } from '../schema/ledger.ts'
import { officers } from '../schema/parties.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'

export async function appendClosure(tx: Transaction, closure: typeof closures.$inferInsert): Promise<void> {
  await tx.insert(closures).values(closure)
}

export type NewClosureRow = typeof closures.$inferInsert

export async function appendClosures(tx: Transaction, rows: readonly NewClosureRow[]): Promise<void> {
  await appendMany(tx, closures, rows)
}

/** Those that hold, or held at a moment: neither corrected nor withdrawn. */
export function listClosuresOf(db: Queryable, of: number | readonly number[], moment?: Moment) {
  return db
    .select({ closure: closures, by: officers.name })
    .from(closures)
    .innerJoin(officers, eq(officers.id, closures.recordedBy))
    .where(and(isAmong(closures.followUpId, [of].flat()), isClosureVisible(moment)))
    .orderBy(asc(closures.closedOn), asc(closures.id))
}

/** Every version of every closure in a dossier, in the order of recording. */
export function listClosureVersions({ db, sight }: Seen, dossierId: number) {
  return db
    .select({ closure: closures, followUp: followUps.reference, by: officers.name })
    .from(closures)
    .innerJoin(followUps, eq(followUps.id, closures.followUpId))
    .innerJoin(officers, eq(officers.id, closures.recordedBy))
    .where(and(eq(followUps.dossierId, dossierId), isFollowUpSeen(sight)))
    .orderBy(asc(closures.id))
}
