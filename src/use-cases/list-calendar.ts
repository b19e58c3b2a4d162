import { MOST_EVENTS, OVER_FOR_DAYS, type CalendarEvent } from '../domain/calendar-event.ts'
import { isPending } from '../domain/characters.ts'
import { projectDuty, type Duty } from '../domain/duty.ts'
import { FOLLOW_UP_HEADING } from '../domain/follow-up.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { pick } from '../domain/pick.ts'
import { listDutyChanges, listLastKnown, listWithDueDay } from '../store/calendar.ts'
import { listFollowUpsOfDossiers, type NamedFollowUp } from '../store/follow-ups.ts'
import { findInstallation } from '../store/installation.ts'
import { listDuties } from '../store/report-duties.ts'
import type { Context, Seen, Sight } from './context.ts'
import { asShown, standingOf } from './list-pending.ts'

type Reading = Seen & Pick<Context, 'today'>

/**
 * The due days of what a query means, promises among them, and the reports that are owed on it. What is over is told
 * for some time as being over, for a calendar program to take it off.
 */
export async function listCalendar(context: Reading, query: PendingQuery): Promise<CalendarEvent[]> {
  const { id: installation } = await findInstallation(context.db)
  const since = context.today.subtract({ days: OVER_FOR_DAYS })
  return [
    ...(await listAskEvents(context, { query, since, installation })),
    ...(await listDutyEvents(context, { query, since, installation })),
  ]
}

interface Wanted {
  query: PendingQuery
  since: Temporal.PlainDate
  installation: string
}

async function listAskEvents(context: Reading, { query, since, installation }: Wanted): Promise<CalendarEvent[]> {
  const { db, today } = context
  const rows = await listWithDueDay(context, { query, today, endedSince: since, limit: MOST_EVENTS })
  const known = await listLastKnown(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const on = row.answerDueOn!
    return {
      uid: `follow-up-${row.id}@${installation}`,
      on,
      sequence: row.version,
      modifiedAt: known.get(row.id) ?? row.openedAt,
      isOver: !isPending(row.state),
      of: { ask: asShown(row, row, on) },
    }
  })
}

async function listDutyEvents(context: Reading, { query, since, installation }: Wanted): Promise<CalendarEvent[]> {
  const { db, sight } = context
  const duties = (await listDuties(context, { query, limit: MOST_EVENTS })).filter((duty) => isToTell(duty, since))
  const asks = Map.groupBy(
    await listFollowUpsOfDossiers(context, [...new Set(duties.map(({ dossierId }) => dossierId))]),
    ({ dossierId }) => dossierId,
  )
  const recorded = await listDutyChanges(
    db,
    duties.map(({ number }) => number),
  )
  const known = await listLastKnown(
    db,
    [...asks.values()].flat().map(({ id }) => id),
  )
  return duties.map((duty) => {
    const own = asks.get(duty.dossierId) ?? []
    const { changes, at } = recorded.get(duty.number)!
    return {
      uid: `report-${duty.number}${sightMark(sight)}@${installation}`,
      on: duty.dueOn!,
      sequence: changes + own.reduce((sum, { version }) => sum + version, 0),
      modifiedAt: latest([at, ...own.map(({ id, openedAt }) => known.get(id) ?? openedAt)]),
      isOver: duty.metBy !== null,
      of: { duty: projectedOn(duty, own) },
    }
  })
}

/** On its day, whether that has passed or not: what a calendar shows does not change from one day to the next. */
function projectedOn({ metBy, metOn, ...duty }: Duty, own: readonly NamedFollowUp[]) {
  const asks = own.map((row) => ({ heading: pick(row, FOLLOW_UP_HEADING), kept: standingOf(row) }))
  return { ...projectDuty({ ...duty, metBy: null, metOn: null }, asks, duty.dueOn!), metBy, metOn }
}

/** Open and of a known day, or met not long ago. */
function isToTell({ dueOn, metBy, metOn }: Duty, since: Temporal.PlainDate): boolean {
  if (!dueOn) return false
  return metBy === null || (metOn !== null && Temporal.PlainDate.compare(metOn, since) >= 0)
}

/** What a report is about differs from desk to desk, and so does how often it changed. */
function sightMark(sight: Sight): string {
  return sight === 'everything' ? '' : `-desk-${sight.deskId ?? 'none'}`
}

function latest(instants: readonly Temporal.Instant[]): Temporal.Instant {
  return instants.reduce((last, at) => (Temporal.Instant.compare(at, last) > 0 ? at : last))
}
