import { Problem } from '../problem.ts'
import { describeInput } from '../visible.ts'

interface Line {
  number: number
  text: string
}

export interface CalendarFile {
  /** Each with the number of the line on which it begins. */
  events: readonly Line[]
  /** X-WR-TIMEZONE, which is no standard and what many programs write. */
  timeZone: string | null
}

/**
 * A calendar file event by event (RFC 5545, 3.1 and 3.4). Refuses one that is none, or is broken, with the number of the
 * line: the library that reads the events names none.
 */
export function eventsOfCalendar(text: string, file: string): CalendarFile {
  const lines = unfolded(text)
  const first = lines[0]
  if (first?.text.trim().toUpperCase() !== 'BEGIN:VCALENDAR') {
    const got = first ? describeInput(first.text) : 'an empty file'
    throw new Problem('invalid', `${file}:1: got ${got} — expected a calendar, which begins with BEGIN:VCALENDAR`)
  }
  const open: (Line & { name: string })[] = []
  const events: Line[] = []
  let timeZone = null
  for (const line of lines) {
    const { name, value } = contentOf(line, file)
    const component = value.toUpperCase()
    if (name !== 'BEGIN' && open.length === 0) throw refusal(file, line, 'nothing after END:VCALENDAR')
    if (name === 'BEGIN') open.push({ ...line, name: component })
    if (name === 'BEGIN' && component === 'VEVENT' && open.length === 2) events.push({ number: line.number, text: '' })
    if (name === 'X-WR-TIMEZONE' && open.length === 1) timeZone = value
    if (open[1]?.name === 'VEVENT') events.at(-1)!.text += `${line.text}\r\n`
    if (name === 'END' && open.pop()!.name !== component) throw refusal(file, line, 'an END for the last BEGIN')
  }
  const left = open.pop()
  if (left) throw refusal(file, left, `an END:${left.name} for it; the file is cut off`)
  return { events, timeZone }
}

/** A line that begins with a space goes on where the one before it ended. */
function unfolded(text: string): Line[] {
  const lines: Line[] = []
  for (const [index, physical] of text.split(/\r\n|\n|\r/u).entries()) {
    const before = lines.at(-1)
    if (/^[ \t]/u.test(physical) && before) before.text += physical.slice(1)
    else if (physical !== '') lines.push({ number: index + 1, text: physical })
  }
  return lines
}

function contentOf(line: Line, file: string): { name: string; value: string } {
  const [, name, value] = /^([A-Za-z0-9-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/u.exec(line.text) ?? []
  if (name === undefined) throw refusal(file, line, 'a name, a colon and a value, such as SUMMARY:New Year')
  return { name: name.toUpperCase(), value: value!.trim() }
}

function refusal(file: string, { number, text }: Line, expected: string): Problem {
  return new Problem('invalid', `${file}:${number}: got ${describeInput(text)} — expected ${expected}`)
}
