import { and, desc, eq, sql } from 'drizzle-orm'
import type { PendingQuery } from '../domain/pending-query.ts'
import type { Transaction } from './database.ts'
import { isMeant } from './follow-ups.ts'
import { documents } from './schema/documents.ts'
import { dossiers } from './schema/dossiers.ts'
import { followUps } from './schema/follow-ups.ts'
import { counterparts, desks, officers } from './schema/parties.ts'
import { isFollowUpSeen, type Seen } from './sight.ts'

export type DocumentRow = typeof documents.$inferSelect
export type NewDocument = typeof documents.$inferInsert

export async function appendDocument(tx: Transaction, document: NewDocument): Promise<void> {
  await tx.insert(documents).values(document)
}

/** Whether the same officer has the same of it: made alike, and nothing has been recorded since. */
export async function isGivenAlready(tx: Transaction, document: NewDocument): Promise<boolean> {
  const { recipe, asOf, format, givenTo, anchor } = document
  const [last] = await tx
    .select({ anchor: documents.anchor })
    .from(documents)
    .where(
      and(
        eq(documents.givenTo, givenTo),
        eq(documents.asOf, asOf),
        eq(documents.format, format),
        sql`${documents.recipe} = ${JSON.stringify(recipe)}::text::jsonb`,
      ),
    )
    .orderBy(desc(documents.id))
    .limit(1)
  return last !== undefined && (recipe.knownAt !== undefined || last.anchor === (anchor ?? null))
}

/** The desks with confidential follow-ups among those that a query means and a reader sees, whatever their state. */
export async function listConfidentialDesks({ db, sight }: Seen, query: PendingQuery): Promise<number[]> {
  if (sight !== 'everything' && sight.deskId === null) return []
  const rows = await db
    .selectDistinct({ deskId: followUps.deskId })
    .from(followUps)
    .innerJoin(dossiers, eq(dossiers.id, followUps.dossierId))
    .innerJoin(counterparts, eq(counterparts.id, followUps.counterpartId))
    .innerJoin(desks, eq(desks.id, followUps.deskId))
    .leftJoin(officers, eq(officers.id, followUps.ownerId))
    .where(and(eq(followUps.isConfidential, true), isFollowUpSeen(sight), isMeant(query)))
  return rows.map(({ deskId }) => deskId)
}
