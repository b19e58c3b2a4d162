import type { CalendarEvent } from '../domain/calendar-event.ts'

/** The wording of a calendar. What is confidential is named by its reference alone: calendars lie with others. */
export interface CalendarWords {
  /** "Relance: Overdue, our move"; of everything "Relance". */
  name(view: string | null): string
  kind(event: CalendarEvent): string
  /** "Answer due: PRK-TC-2 Proposal …". */
  summary(event: CalendarEvent): string
  /** How it stands, and of a report how its asks will on that day, line by line. */
  lines(event: CalendarEvent): readonly string[]
}
