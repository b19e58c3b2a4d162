import { and, desc, eq, gte, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { PendingQuery } from '../domain/pending-query.ts'
import { reachedBy } from './anchors.ts'
import type { Transaction } from './database.ts'
import { isMeant } from './follow-ups.ts'
import { digests } from './schema/digests.ts'
import { documents } from './schema/documents.ts'
import { followUps } from './schema/follow-ups.ts'
import { officers } from './schema/parties.ts'
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
    .where(and(eq(followUps.isConfidential, true), isFollowUpSeen(sight), isMeant(query)))
  return rows.map(({ deskId }) => deskId)
}

interface DocumentsWanted {
  dossierId: number | null
  from?: Temporal.PlainDate
  /** Only its digests. */
  subscription?: number | undefined
  limit: number
}

/** Latest first, as far as whoever asks may be told: all, or those that may show a dossier as of a day or later. */
export function listDocuments({ db, sight }: Seen, { dossierId, from, subscription, limit }: DocumentsWanted) {
  const mayShowIt = dossierId === null ? undefined : or(eq(documents.dossierId, dossierId), isNull(documents.dossierId))
  const ofSubscription = subscription === undefined ? undefined : eq(digests.subscriptionId, subscription)
  return db
    .select({
      document: documents,
      reader: officers.name,
      address: officers.email,
      subscription: digests.subscriptionId,
      number: digests.number,
      state: digests.state,
      head: reachedBy(documents.anchor, dossierId),
    })
    .from(documents)
    .innerJoin(officers, eq(officers.id, documents.givenTo))
    .leftJoin(digests, eq(digests.id, documents.digestId))
    .where(and(mayShowIt, from && gte(documents.asOf, from), ofSubscription, mayBeTold(sight)))
    .orderBy(desc(documents.id))
    .limit(limit)
}
export type ListedDocument = Awaited<ReturnType<typeof listDocuments>>[number]

/** Of a document with confidential follow-ups in it, only those who see them all are told. */
function mayBeTold(sight: Seen['sight']): SQL | undefined {
  if (sight === 'everything') return undefined
  const own = sight.deskId === null ? '{}' : `{${sight.deskId}}`
  return sql`${documents.confidentialTo} <@ ${own}::bigint[]`
}
