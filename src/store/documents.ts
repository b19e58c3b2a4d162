import { and, desc, eq, isNull, lt, lte, or, sql, type SQL } from 'drizzle-orm'
import type { PendingQuery } from '../domain/pending-query.ts'
import { isAmong } from './connection/among.ts'
import { arrayOf } from './connection/by-hand.ts'
import { reachedBy } from './operation/anchors.ts'
import type { Transaction } from './connection/database.ts'
import { isMeant } from './correspondence/follow-ups.ts'
import { followUpTitleAt } from './correspondence/names.ts'
import { digests } from './schema/digests.ts'
import { documents } from './schema/documents.ts'
import { followUps } from './schema/follow-ups.ts'
import { officers } from './schema/parties.ts'
import { plannedMeetings } from './schema/planning.ts'
import { attestations, attestationWithdrawals } from './schema/receiving-points.ts'
import { isFollowUpSeen, type Seen } from './sight.ts'

export type DocumentRow = typeof documents.$inferSelect
export type NewDocument = typeof documents.$inferInsert

export async function appendDocuments(tx: Transaction, given: readonly NewDocument[]): Promise<void> {
  if (given.length > 0) await tx.insert(documents).values([...given])
}

/** Whether the same officer has the same of it: made alike, and nothing has been recorded since. */
export async function isGivenAlready(tx: Transaction, document: NewDocument): Promise<boolean> {
  const { recipe, asOf, format, givenTo, anchor } = document
  const [last] = await tx
    .select({ anchor: documents.anchor, isAsItWas: sql<boolean>`not (${sql.join(SINCE_THEN, sql` or `)})` })
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
  if (last === undefined) return false
  return recipe.knownAt !== undefined || (last.anchor === (anchor ?? null) && last.isAsItWas)
}

/** What no chain tells of, and a statement or a draft does. */
const SINCE_THEN = [attestations, attestationWithdrawals, plannedMeetings].map(
  (told) => sql`exists (select from ${told} where ${told.recordedAt} > ${documents.givenAt})`,
)

/** The desks with confidential follow-ups among those that a query means and a reader sees, whatever their state, and called as they were at a moment. Rides follow_ups_confidential. */
export async function listConfidentialDesks({ db, sight, moment }: Seen, query: PendingQuery): Promise<number[]> {
  if (sight !== 'everything' && sight.deskId === null) return []
  const rows = await db
    .selectDistinct({ deskId: followUps.deskId })
    .from(followUps)
    .where(
      and(sql`${followUps.isConfidential}`, isFollowUpSeen(sight), isMeant(query, moment, followUpTitleAt(moment))),
    )
  return rows.map(({ deskId }) => deskId)
}

/** From a day on, whatever knows no more than what had been recorded before an instant. */
export interface Step {
  from: Temporal.PlainDate
  before: Temporal.Instant
}

interface DocumentsWanted {
  dossierId: number | null
  /** Only those that are on one of the steps. A corrigendum is of whatever day. */
  steps?: readonly Step[]
  /** Only its digests. */
  subscription?: number | undefined
  /** Only these, by their numbers. */
  numbers?: readonly number[] | undefined
  /** Only those given before this one. */
  before?: number | undefined
  /** Only those given by then. */
  givenBy?: Temporal.Instant | undefined
  limit: number
}

/** Latest first, as far as whoever asks may be told: all, or those that may show a dossier. */
export function listDocuments(
  { db, sight }: Seen,
  { dossierId, steps, subscription, numbers, before, givenBy, limit }: DocumentsWanted,
) {
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
    .where(
      and(
        mayShowIt,
        steps && isOnOneOf(steps),
        ofSubscription,
        numbers && isAmong(documents.id, numbers),
        before === undefined ? undefined : lt(documents.id, before),
        givenBy && lte(documents.givenAt, givenBy),
        mayBeTold(sight),
      ),
    )
    .orderBy(desc(documents.id))
    .limit(limit)
}
export type ListedDocument = Awaited<ReturnType<typeof listDocuments>>[number]

function isOnOneOf(steps: readonly Step[]): SQL {
  const [days, instants] = [steps.map(({ from }) => from.toString()), steps.map(({ before }) => before.toString())]
  const isOfAnyDay = sql`${documents.recipe} ->> 'kind' = 'corrigendum'`
  return sql`exists (select from unnest(${arrayOf(days)}::date[], ${arrayOf(instants)}::timestamptz[]) as step (day, at)
    where (step.day <= ${documents.asOf} or ${isOfAnyDay}) and step.at > ${documents.knownAt})`
}

/** Of a document with confidential follow-ups in it, only those who see them all are told. */
function mayBeTold(sight: Seen['sight']): SQL | undefined {
  if (sight === 'everything') return undefined
  const own = sight.deskId === null ? '{}' : `{${sight.deskId}}`
  return sql`${documents.confidentialTo} <@ ${own}::bigint[]`
}
