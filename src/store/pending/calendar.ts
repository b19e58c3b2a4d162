import { and, desc, inArray, isNotNull, isNull, lte, max, notInArray, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import type { CalendarClock } from '../../domain/calendar-event.ts'
import { ENDED_STATES } from '../../domain/correspondence/characters.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { isAmong } from '../connection/among.ts'
import type { Queryable } from '../connection/database.ts'
import type { Moment } from '../correspondence/facts.ts'
import { isMeant, selectNamed, type NamedFollowUp } from '../correspondence/follow-ups.ts'
import { isPendingAndMeant } from './pending-pages.ts'
import { followUps, standings } from '../schema/follow-ups.ts'
import { reportDuties, reportDutyCorrections, reportSubmissions } from '../schema/report-duties.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'

interface DueWanted {
  clock: CalendarClock
  query: PendingQuery
  limit: number
}

/** Those of a query whose clock runs towards a day; the latest day first. */
export function listWithDueDay(
  seen: Seen,
  { clock, query, today, limit }: DueWanted & { today: Temporal.PlainDate },
): Promise<NamedFollowUp[]> {
  return selectNamed(seen)
    .where(and(isRunning(followUps, clock), isPendingAndMeant(seen, query, today)))
    .orderBy(desc(followUps[DUE_ON[clock]]), desc(followUps.id))
    .limit(limit)
}

/** Those of the lasting part of a query whose clock ran until an instant since then, and runs no more. */
export function listStopped(
  seen: Seen,
  { clock, query, since, limit }: DueWanted & { since: Temporal.Instant },
): Promise<NamedFollowUp[]> {
  const stopped = seen.db.select({ id: standings.followUpId }).from(standings).where(hasStopped(clock, since))
  return selectNamed(seen)
    .where(
      and(
        inArray(followUps.id, stopped),
        sql`not ${isRunning(followUps, clock)}`,
        isFollowUpSeen(seen.sight),
        isMeant(query),
      ),
    )
    .orderBy(desc(followUps.id))
    .limit(limit)
}

/** The day that each of those ran towards last. */
export async function listFormerDueDays(
  db: Queryable,
  followUpIds: readonly number[],
  { clock, since }: { clock: CalendarClock; since: Temporal.Instant },
): Promise<Map<number, Temporal.PlainDate>> {
  if (followUpIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([standings.followUpId], { id: standings.followUpId, on: standings[DUE_ON[clock]] })
    .from(standings)
    .where(and(isAmong(standings.followUpId, followUpIds), hasStopped(clock, since)))
    .orderBy(standings.followUpId, desc(ENDED_AT), desc(standings.fromOn))
  return new Map(rows.map(({ id, on }) => [id, on!]))
}

const DUE_ON = { first_reply: 'firstReplyDueOn', answer: 'answerDueOn' } as const

function isRunning(of: typeof followUps | typeof standings, clock: CalendarClock): SQL {
  const isUnheard = clock === 'first_reply' ? isNull(of.firstReplyOn) : undefined
  return sql`(${and(isNotNull(of[DUE_ON[clock]]), notInArray(of.state, [...ENDED_STATES]), isUnheard)})`
}

/** From when to when a standing was the one that held: as it was known, and on the day that it then was. */
const BEGAN_AT = sql`greatest(${standings.knownFrom}, ${standings.fromOn}::timestamp at time zone 'UTC')`
const ENDED_AT = sql`least(${standings.knownUntil}, greatest(${standings.nextKnownAt}, ${standings.nextOn}::timestamp at time zone 'UTC'))`

function hasStopped(clock: CalendarClock, since: Temporal.Instant): SQL | undefined {
  return and(isRunning(standings, clock), sql`${ENDED_AT} >= ${since.toString()}`, sql`${BEGAN_AT} < ${ENDED_AT}`)
}

/** When the last word on how each stands, or stood at a moment, was recorded. Rides standings_key. */
export async function listLastKnown(
  db: Queryable,
  followUpIds: readonly number[],
  moment?: Moment,
): Promise<Map<number, Temporal.Instant>> {
  if (followUpIds.length === 0) return new Map()
  const rows = await db
    .select({ id: standings.followUpId, at: max(standings.knownFrom) })
    .from(standings)
    .where(and(isAmong(standings.followUpId, followUpIds), moment && lte(standings.knownFrom, moment.knownAt)))
    .groupBy(standings.followUpId)
  return new Map(rows.map(({ id, at }) => [id, at!]))
}

export interface DutyChanges {
  changes: number
  /** When it was entered, and when the last of it was recorded. */
  enteredAt: Temporal.Instant
  at: Temporal.Instant
  /** The last day that it had. */
  lastDueOn: Temporal.PlainDate | null
}

/** Of some duties, how much was recorded of each, or had been by a moment. */
export async function listDutyChanges(
  db: Queryable,
  numbers: readonly number[],
  moment?: Moment,
): Promise<Map<number, DutyChanges>> {
  const isKnown = (at: AnyColumn) => moment && lte(at, moment.knownAt)
  const changes = new Map<number, DutyChanges>()
  if (numbers.length === 0) return changes
  const entered = await db
    .select({ id: reportDuties.id, at: reportDuties.recordedAt, dueOn: reportDuties.dueOn })
    .from(reportDuties)
    .where(and(isAmong(reportDuties.id, numbers), isKnown(reportDuties.recordedAt)))
  const corrected = await db
    .select({
      id: reportDutyCorrections.dutyId,
      at: reportDutyCorrections.recordedAt,
      dueOn: reportDutyCorrections.dueOn,
    })
    .from(reportDutyCorrections)
    .where(and(isAmong(reportDutyCorrections.dutyId, numbers), isKnown(reportDutyCorrections.recordedAt)))
    .orderBy(reportDutyCorrections.id)
  const submitted = await db
    .select({ id: reportSubmissions.dutyId, at: reportSubmissions.recordedAt })
    .from(reportSubmissions)
    .where(and(isAmong(reportSubmissions.dutyId, numbers), isKnown(reportSubmissions.recordedAt)))
  for (const { id, at, dueOn } of entered) changes.set(id, { changes: 1, enteredAt: at, at, lastDueOn: dueOn })
  for (const { id, at, dueOn } of [...corrected, ...submitted.map((one) => ({ ...one, dueOn: null }))]) {
    const before = changes.get(id)!
    const isLater = Temporal.Instant.compare(at, before.at) > 0
    const lastDueOn = dueOn ?? before.lastDueOn
    changes.set(id, { ...before, changes: before.changes + 1, at: isLater ? at : before.at, lastDueOn })
  }
  return changes
}
