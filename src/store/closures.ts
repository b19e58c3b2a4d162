import { and, asc, eq } from 'drizzle-orm'
import type { Queryable, Transaction } from './database.ts'
import { isClosureVisible, type Moment } from './facts.ts'
import { closures } from './schema/ledger.ts'
import { officers } from './schema/parties.ts'

export async function appendClosure(tx: Transaction, closure: typeof closures.$inferInsert): Promise<void> {
  await tx.insert(closures).values(closure)
}

/** Those that hold, or held at a moment: neither corrected nor withdrawn. */
export function listClosuresOf(db: Queryable, followUpId: number, moment?: Moment) {
  return db
    .select({ closure: closures, by: officers.name })
    .from(closures)
    .innerJoin(officers, eq(officers.id, closures.recordedBy))
    .where(and(eq(closures.followUpId, followUpId), isClosureVisible(moment)))
    .orderBy(asc(closures.closedOn), asc(closures.id))
}
