import type { CalendarEvent } from '../domain/calendar-event.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import type { Context, Moment } from './context.ts'
import { recordDocument } from './documents.ts'
import { listCalendar } from './list-calendar.ts'
import { inOneSnapshot } from './one-snapshot.ts'

export interface CalendarWanted {
  query: PendingQuery
  render: (events: readonly CalendarEvent[]) => Promise<string>
}

/**
 * The calendar as a file that leaves the house, of which the ledger keeps that it was given. An address that a calendar
 * program reads again and again is none: what is corrected, it reads corrected.
 */
export function giveCalendar(context: Context, { query, render }: CalendarWanted, moment?: Moment): Promise<string> {
  return inOneSnapshot(context, async (tx) => {
    const within = { ...context, db: tx }
    const content = await render(await listCalendar(within, query, moment))
    const shows = { kind: 'calendar', query } as const
    await recordDocument(within, { shows, title: 'Calendar of due days', format: 'ics', content }, moment)
    return content
  })
}
