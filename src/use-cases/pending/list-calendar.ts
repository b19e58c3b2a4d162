import {
  CALENDAR_CLOCKS,
  MOST_EVENTS,
  OVER_FOR_DAYS,
  type CalendarClock,
  type CalendarEvent,
} from '../../domain/calendar-event.ts'
import { projectDuty, type Duty } from '../../domain/duty.ts'
import { FOLLOW_UP_HEADING } from '../../domain/standings/follow-up.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { pick } from '../../domain/pick.ts'
import {
  listDutyChanges,
  listFormerDueDays,
  listLastKnown,
  listStopped,
  listWithDueDay,
  type DutyChanges,
} from '../../store/pending/calendar.ts'
import { listFollowUpsOfDossiers, type NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import { findInstallation } from '../../store/operation/installation.ts'
import { listDuties, type DutyRow } from '../../store/report-duties.ts'
import { seenAt, type Context, type Moment, type Seen, type Sight } from '../context.ts'
import { asShown, standingOf } from './list-pending.ts'

type Reading = Seen & Pick<Context, 'today'>

/**
 * The due days of what a query means, of a first reply and of an answer, promises among them, and the reports that are
 * owed on it. What is over is told for some time as being over, for a calendar program to take it off. At a moment, only
 * what ran then is told, numbered so low that it stands over nothing that a calendar program has of today.
 */
export async function listCalendar(at: Reading, query: PendingQuery, moment?: Moment): Promise<CalendarEvent[]> {
  const context = seenAt(at, moment)
  const { id: installation } = await findInstallation(context.db)
  const since = context.today.subtract({ days: OVER_FOR_DAYS }).toZonedDateTime('UTC').toInstant()
  const wanted = { query, since, installation }
  const events = []
  for (const clock of CALENDAR_CLOCKS) events.push(...(await listAskEvents(context, { ...wanted, clock })))
  return [...events, ...(await listDutyEvents(context, wanted))]
}

interface Wanted {
  query: PendingQuery
  since: Temporal.Instant
  installation: string
}

async function listAskEvents(
  context: Reading,
  { clock, query, since, installation }: Wanted & { clock: CalendarClock },
): Promise<CalendarEvent[]> {
  const { db, today, moment } = context
  const of = { clock, query, limit: MOST_EVENTS }
  const running = await listWithDueDay(context, { ...of, today })
  const stopped = moment ? [] : await listStopped(context, { ...of, since })
  const ran = await listFormerDueDays(db, idsOf(stopped), { clock, since })
  const known = await listLastKnown(db, idsOf([...running, ...stopped]), moment)
  const eventOf = (row: NamedFollowUp, on: Temporal.PlainDate, isOver: boolean): CalendarEvent => ({
    uid: `${UID_OF[clock]}-${row.id}@${installation}`,
    on,
    sequence: moment ? 0 : row.version,
    modifiedAt: known.get(row.id) ?? row.openedAt,
    isOver,
    of: { ask: asShown(row, row, on), clock },
  })
  return [
    ...running.map((row) => eventOf(row, row[DUE_ON[clock]]!, false)),
    ...stopped.map((row) => eventOf(row, ran.get(row.id)!, true)),
  ]
}

const UID_OF: Readonly<Record<CalendarClock, string>> = { first_reply: 'first-reply', answer: 'follow-up' }
const DUE_ON = { first_reply: 'firstReplyDueOn', answer: 'answerDueOn' } as const

function idsOf(rows: readonly NamedFollowUp[]): number[] {
  return rows.map(({ id }) => id)
}

async function listDutyEvents(context: Reading, { query, since, installation }: Wanted): Promise<CalendarEvent[]> {
  const { db, sight, moment } = context
  const of = { ...moment, query, limit: MOST_EVENTS }
  const owed = await listDuties(context, of)
  const withdrawn = moment ? [] : await listDuties(context, { ...of, isWithdrawn: true })
  const recorded = await listDutyChanges(
    db,
    [...owed, ...withdrawn].map(({ number }) => number),
    moment,
  )
  const gone = new Set(withdrawn)
  const isOver = (duty: DutyRow) => duty.metBy !== null || !duty.dueOn || gone.has(duty)
  const duties = [...owed, ...withdrawn].filter((duty) => {
    const { lastDueOn, ...changes } = recorded.get(duty.number)!
    return lastDueOn !== null && (!isOver(duty) || (!moment && wasToldOf(changes, since)))
  })
  const asks = Map.groupBy(
    await listFollowUpsOfDossiers(context, [...new Set(duties.map(({ dossierId }) => dossierId))]),
    ({ dossierId }) => dossierId,
  )
  const known = await listLastKnown(db, idsOf([...asks.values()].flat()), moment)
  return duties.map((duty) => {
    const own = asks.get(duty.dossierId) ?? []
    const { changes, at, lastDueOn } = recorded.get(duty.number)!
    return {
      uid: `report-${duty.number}${sightMark(sight)}@${installation}`,
      on: duty.dueOn ?? lastDueOn!,
      sequence: moment ? 0 : changes + own.reduce((sum, { version }) => sum + version, 0),
      modifiedAt: latest([at, ...own.map(({ id, openedAt }) => known.get(id) ?? openedAt)]),
      isOver: isOver(duty),
      of: { duty: projectedOn({ ...duty, dueOn: duty.dueOn ?? lastDueOn }, own) },
    }
  })
}

/** On its day, whether that has passed or not: what a calendar shows does not change from one day to the next. */
function projectedOn({ metBy, metOn, ...duty }: Duty, own: readonly NamedFollowUp[]) {
  const asks = own.map((row) => ({ heading: pick(row, FOLLOW_UP_HEADING), kept: standingOf(row) }))
  return { ...projectDuty({ ...duty, metBy: null, metOn: null }, asks, duty.dueOn!), metBy, metOn }
}

/** It was there before it was over, and that not long ago. */
function wasToldOf({ enteredAt, at }: Pick<DutyChanges, 'enteredAt' | 'at'>, since: Temporal.Instant): boolean {
  return Temporal.Instant.compare(enteredAt, at) < 0 && Temporal.Instant.compare(at, since) >= 0
}

/** What a report is about differs from desk to desk, and so does how often it changed. */
function sightMark(sight: Sight): string {
  return sight === 'everything' ? '' : `-desk-${sight.deskId ?? 'none'}`
}

function latest(instants: readonly Temporal.Instant[]): Temporal.Instant {
  return instants.reduce((last, at) => (Temporal.Instant.compare(at, last) > 0 ? at : last))
}
