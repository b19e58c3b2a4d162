import { and, desc, eq, gte, inArray, isNotNull, max, or } from 'drizzle-orm'
import { ENDED_STATES } from '../domain/characters.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { isAmong } from './among.ts'
import type { Queryable } from './database.ts'
import { isMeant, selectNamed, type NamedFollowUp } from './follow-ups.ts'
import { isPendingAndMeant } from './pending-pages.ts'
import { followUps, standings } from './schema/follow-ups.ts'
import { mandates, reportDuties, reportDutyCorrections, reportSubmissions } from './schema/report-duties.ts'
import { isFollowUpSeen, type Seen } from './sight.ts'

/** With a due day: what is pending of a query, and what has ended since a day of the lasting part of it; the latest first. */
export function listWithDueDay(
  seen: Seen,
  {
    query,
    today,
    endedSince,
    limit,
  }: { query: PendingQuery; today: Temporal.PlainDate; endedSince: Temporal.PlainDate; limit: number },
): Promise<NamedFollowUp[]> {
  const hasEnded = and(
    inArray(followUps.state, [...ENDED_STATES]),
    or(gte(followUps.answeredOn, endedSince), gte(followUps.closedOn, endedSince)),
    isFollowUpSeen(seen.sight),
    isMeant(query),
  )
  return selectNamed(seen)
    .where(and(isNotNull(followUps.answerDueOn), or(isPendingAndMeant(seen, query, today), hasEnded)))
    .orderBy(desc(followUps.answerDueOn), desc(followUps.id))
    .limit(limit)
}

/** When the last word on how each stands was recorded. Rides standings_key. */
export async function listLastKnown(
  db: Queryable,
  followUpIds: readonly number[],
): Promise<Map<number, Temporal.Instant>> {
  if (followUpIds.length === 0) return new Map()
  const rows = await db
    .select({ id: standings.followUpId, at: max(standings.knownFrom) })
    .from(standings)
    .where(isAmong(standings.followUpId, followUpIds))
    .groupBy(standings.followUpId)
  return new Map(rows.map(({ id, at }) => [id, at!]))
}

/** Of some duties: how much was recorded of each, and the instant of the last. */
export async function listDutyChanges(
  db: Queryable,
  numbers: readonly number[],
): Promise<Map<number, { changes: number; at: Temporal.Instant }>> {
  if (numbers.length === 0) return new Map()
  const changes = new Map<number, { changes: number; at: Temporal.Instant }>()
  const told = [
    await db
      .select({ id: reportDuties.id, at: reportDuties.recordedAt })
      .from(reportDuties)
      .innerJoin(mandates, eq(mandates.id, reportDuties.mandateId))
      .where(isAmong(reportDuties.id, numbers)),
    await db
      .select({ id: reportDutyCorrections.dutyId, at: reportDutyCorrections.recordedAt })
      .from(reportDutyCorrections)
      .where(isAmong(reportDutyCorrections.dutyId, numbers)),
    await db
      .select({ id: reportSubmissions.dutyId, at: reportSubmissions.recordedAt })
      .from(reportSubmissions)
      .where(isAmong(reportSubmissions.dutyId, numbers)),
  ].flat()
  for (const { id, at } of told) {
    const before = changes.get(id)
    const isLater = !before || Temporal.Instant.compare(at, before.at) > 0
    changes.set(id, { changes: (before?.changes ?? 0) + 1, at: isLater ? at : before.at })
  }
  return changes
}
