import { styleText } from 'node:util'
import type { DutyEvent } from '../domain/duty.ts'
import { showSafely } from '../domain/visible.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { DutyStory } from '../use-cases/mandates/list-duties.ts'
import { wrap } from './wrap.ts'

const words = catalogueOf('en')
const WIDEST = 100

interface Told {
  story: DutyStory
  asOf: Temporal.PlainDate
  timeZone: string
}

/** A report duty for people, wrapped to the terminal. */
export function dutyInWords(
  { story: { duty, history }, asOf, timeZone }: Told,
  { width, isColoured }: { width: number | undefined; isColoured: boolean },
): string {
  const bold = (text: string) => (isColoured ? styleText('bold', text, { validateStream: false }) : text)
  const paragraph = (text: string, indent = '') => wrap(showSafely(text), Math.min(width ?? WIDEST, WIDEST), indent)
  const met = words.duties.met(duty)
  return [
    bold(paragraph(`Report duty ${duty.number}  ${words.duties.to(duty)}`)),
    paragraph(`Dossier ${duty.dossier}. ${words.digest.duty(duty)}.`),
    paragraph(`Due: ${words.duties.due(duty, asOf)}. ${met ? `It is ${met}.` : 'It is not met.'}`),
    '',
    bold(paragraph(words.duties.projectedOn(duty))),
    ...(duty.asks.length === 0
      ? [paragraph(words.digest.dutyWithoutAsks, '  ')]
      : duty.asks.map((ask) => paragraph(`${ask.reference}  ${ask.title}: ${words.duties.ask(ask)}`, '  '))),
    '',
    bold('Record'),
    ...history.map((event) => paragraph(recordInWords(event, timeZone), '  ')),
    '',
  ].join('\n')
}

function recordInWords(event: DutyEvent, timeZone: string): string {
  const at = words.formatInstant(event.at.toZonedDateTimeISO(timeZone))
  return `${words.duties.event(event)}. Recorded${event.by === null ? '' : ` by ${event.by}`}, ${at}.`
}
