import type { Approach, Plan, PlannedAsk, Rest } from '../domain/approaches/plan.ts'
import { showSafely } from '../domain/visible.ts'
import { catalogueOf } from '../language/catalogue.ts'
import { sentenceAsText, type Sentence } from '../language/story-words.ts'
import { wrap } from './wrap.ts'

const words = catalogueOf('en')
const WIDEST = 88

interface Look {
  width: number | undefined
}

/** By day, each approach with its reasons; then what rests, and until when. */
export function planInWords({ from, until, approaches, rests }: Plan, { width = WIDEST }: Look): string {
  const most = Math.min(width, WIDEST)
  const put = (sentence: Sentence, indent: string) => wrap(showSafely(sentenceAsText(sentence)), most, indent)
  const head = `${words.formatDay(from)} to ${words.formatDay(until)}`
  const nothing = `Nobody is to be approached from ${head}.`
  const parts = [
    approaches.length === 0 ? wrap(nothing, most, '') : wrap(`To approach, ${head}`, most, ''),
    ...approaches.map((approach) => approachInWords(approach, put)),
    ...(rests.length > 0 ? [['Resting', ...rests.map((rest) => restInWords(rest, put))].join('\n')] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

type Put = (sentence: Sentence, indent: string) => string

function approachInWords(approach: Approach, put: Put): string {
  const { on, office, desk, isConfidential, asks, meeting } = approach
  const marks = isConfidential ? `desk ${desk}, confidential` : `desk ${desk}`
  return [
    put([`${words.formatDay(on)}: ${office.reference}, `, { said: office.name }, ` (${marks})`], ''),
    put([...words.plan.way(approach), ...(meeting ? [] : [` ${words.plan.replyBy(approach)}`])], '  '),
    ...words.plan.circumstances(approach).map((sentence) => put(sentence, '  ')),
    ...asks.map((ask) => askInWords(ask, put)),
  ].join('\n')
}

function askInWords(ask: PlannedAsk, put: Put): string {
  const { reference, title } = ask.followUp
  const reasons = words.plan.reasons(ask).flatMap((sentence, i) => (i === 0 ? [...sentence] : [' ', ...sentence]))
  return [put([`${reference}  `, { said: title }], '  '), put(reasons, '    ')].join('\n')
}

function restInWords(rest: Rest, put: Put): string {
  const { reference, title } = rest.followUp
  return [put([`${reference}  `, { said: title }], '  '), put(words.plan.rest(rest), '    ')].join('\n')
}
