import type { CalendarEvent } from '../../domain/calendar-event.ts'
import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { CalendarWords } from '../calendar-words.ts'
import { dutyWords } from './duties.ts'
import { formats, standingInWords } from './follow-up.ts'

const ASKS_NAMED = 50

export const calendarWords: CalendarWords = {
  name: (view) => (view === null ? 'Relance' : `Relance: ${view}`),
  kind,
  summary: (event) => `${kind(event)}: ${'ask' in event.of ? askNamed(event.of.ask) : dutyNamed(event.of.duty)}`,
  lines,
}

function kind({ of }: CalendarEvent): string {
  if ('duty' in of) return 'Report due'
  if (of.clock === 'first_reply') return 'First reply due'
  return of.ask.isPromise ? 'Answer promised' : 'Answer due'
}

function askNamed({ reference, title, isConfidential }: FollowUpOnDay): string {
  return isConfidential ? `${reference} (confidential)` : `${reference} ${title}`
}

function dutyNamed({ body, session }: { body: string; session: string }): string {
  return `${body}, ${session}`
}

function lines({ of, isOver }: CalendarEvent): string[] {
  if ('ask' in of) {
    const { ask } = of
    if (ask.isConfidential) return isOver ? ['Over.'] : []
    return [ask.counterpart, `${standingInWords(ask)}.`]
  }
  const { document, paragraph, asks, metBy } = of.duty
  const under = `Under ${document}, paragraph ${paragraph}.`
  if (metBy !== null) return [under, `Over: ${dutyWords.met(of.duty)}.`]
  if (isOver) return [under, 'Over.']
  const named = asks.slice(0, ASKS_NAMED).map((ask) => `${ask.reference} ${dutyWords.ask(ask)}`)
  const more = asks.length > named.length ? [`and ${formats.formatNumber(asks.length - named.length)} more`] : []
  return [under, ...(asks.length > 0 ? ['On that day, if nothing happens:', ...named, ...more] : [])]
}
