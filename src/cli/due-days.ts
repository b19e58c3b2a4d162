import { styleText } from 'node:util'
import { DUE_CLOCKS } from '../documents/due-days-markdown.ts'
import { showSafely } from '../domain/visible.ts'
import { catalogueOf } from '../language/catalogue.ts'
import { sentenceAsText } from '../language/story-words.ts'
import type { DueDaysProven } from '../use-cases/standings/prove-due-days.ts'
import { wrap } from './wrap.ts'

const words = catalogueOf('en')
const WIDEST = 100

/** Numbered lines, each on one line where the output is piped. */
export function dueDaysInWords(
  proven: DueDaysProven,
  { width, isColoured }: { width: number | undefined; isColoured: boolean },
): string {
  const bold = (text: string) => (isColoured ? styleText('bold', text, { validateStream: false }) : text)
  const most = width === undefined ? Infinity : Math.min(width, WIDEST)
  const sections = DUE_CLOCKS.flatMap(([clock, name]) => [
    '',
    bold(wrap(`${name}: ${words.due.outcome(proven, clock)}`, most, '')),
    ...words.due.lines(proven, clock).map((line, index) => numbered(index + 1, sentenceAsText(line), most)),
  ])
  return [
    bold(wrap(showSafely(`${proven.reference}  ${proven.title}`), most, '')),
    wrap(showSafely(`${proven.counterpart} (${proven.counterpartReference})`), most, ''),
    wrap(`As of ${words.formatDay(proven.asOf)}.`, most, ''),
    ...sections,
    '',
  ].join('\n')
}

function numbered(number: number, line: string, most: number): string {
  const text = wrap(showSafely(line), most, '     ')
  return `${String(number).padStart(3)}. ${text.slice(5)}`
}
