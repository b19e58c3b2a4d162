import ICAL from 'ical.js'
import { expect } from 'vitest'

export interface Appointment {
  uid: string
  sequence: number
  /** The first day, and the day after the last. */
  from: string
  to: string
  summary: string
  description: string
  status: string
  stamp: string
}

/** What a calendar program makes of a file, which must be well-formed. */
export function readCalendar(file: string): { name: string; appointments: Appointment[] } {
  expect(file).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
  expect(file).toMatch(/\r\nEND:VCALENDAR\r\n$/)
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[])
  const appointments = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    expect(event.startDate.isDate && event.endDate.isDate).toBe(true)
    const text = (name: string) => String(component.getFirstPropertyValue(name))
    return {
      uid: event.uid,
      sequence: event.sequence,
      from: event.startDate.toString(),
      to: event.endDate.toString(),
      summary: event.summary,
      description: event.description,
      status: text('status'),
      stamp: text('dtstamp'),
    }
  })
  expect(new Set(appointments.map(({ uid }) => uid)).size).toBe(appointments.length)
  // The parser does not know that the name of a calendar (RFC 7986) is text.
  const name = String(calendar.getFirstPropertyValue('name')).replaceAll(/\\([\\;,])/g, '$1')
  return { name, appointments }
}
