import type { CalendarEvent } from '../domain/calendar-event.ts'
import { showSafely } from '../domain/visible.ts'
import { catalogueOf } from '../language/catalogue.ts'

interface Calendar {
  /** Null of everything. */
  view: string | null
  events: readonly CalendarEvent[]
  /** The origin of the web desk, which events lead to. */
  baseUrl: string
  language: string
}

/**
 * A calendar as RFC 5545 has it, the same bytes for the same events. It asks nobody to be reminded: calendar programs let
 * their users choose an alert for a calendar that is subscribed to.
 */
export async function composeCalendar({ view, events, baseUrl, language }: Calendar): Promise<string> {
  const {
    default: ical,
    ICalEventBusyStatus,
    ICalEventClass,
    ICalEventStatus,
    ICalEventTransparency,
  } = await import('ical-generator')
  const { calendar: words } = catalogueOf(language)
  const calendar = ical({
    prodId: { company: 'Relance', product: 'Relance', language: language.toUpperCase() },
    name: escaped(showSafely(words.name(view))),
    ttl: REFRESHED_EACH_HOURS * 3600,
  })
  for (const event of events) {
    const url = `${baseUrl}${pathOf(event)}`
    calendar.createEvent({
      id: event.uid,
      sequence: event.sequence,
      stamp: event.modifiedAt,
      lastModified: event.modifiedAt,
      start: event.on,
      end: event.on.add({ days: 1 }), // exclusive
      allDay: true,
      summary: showSafely(words.summary(event)),
      description: showSafely([...words.lines(event), url].join('\n')),
      categories: [{ name: words.kind(event) }],
      url,
      status: event.isOver ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
      class: isConfidential(event) ? ICalEventClass.CONFIDENTIAL : null,
    })
  }
  return `${calendar.toString()}\r\n`
}

const REFRESHED_EACH_HOURS = 6

/** The library writes a calendar's name as it is given. */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (character) => `\\${character}`)
}

function pathOf({ of }: CalendarEvent): string {
  return 'ask' in of ? `/follow-ups/${encodeURIComponent(of.ask.reference)}` : `/duties/${of.duty.number}`
}

function isConfidential({ of }: CalendarEvent): boolean {
  return 'ask' in of && of.ask.isConfidential
}
