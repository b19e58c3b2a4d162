import type { CalendarEvent } from '../../domain/calendar-event.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Context, Moment } from '../context.ts'
import { giveFile } from './give-file.ts'
import { listCalendar } from '../pending/list-calendar.ts'

export interface CalendarWanted {
  query: PendingQuery
  render: (events: readonly CalendarEvent[]) => Promise<string>
}

/** An address that a calendar program reads again and again is no file: what is corrected, it reads corrected. */
export async function giveCalendar(
  context: Context,
  { query, render }: CalendarWanted,
  moment?: Moment,
): Promise<string> {
  const draw = (within: Context) => listCalendar(within, query, moment)
  const shows = { kind: 'calendar', query } as const
  const wanted = { shows, title: 'Calendar of due days', format: 'ics', draw, render }
  return (await giveFile(context, wanted, moment)).content
}
