import { parseChoice } from '../../../domain/choice.ts'
import { Problem } from '../../../domain/problem.ts'
import { CLOCKS, type Clock } from '../../../domain/standings/response-times.ts'
import { standingAfterDays, type Span } from '../../../domain/standings/survival.ts'
import { describeInput } from '../../../domain/visible.ts'
import type { Response, Responses } from '../../../use-cases/counterparts/measure-responses.ts'
import { withMoment } from '../moment.ts'
import type { WebContext } from '../../web.ts'

/** Which of the asks a number on the page counts: those that were so on one clock. */
export interface Selection {
  clock: Clock
  which: Which
  from: number
  to: number
}

const WHICH = ['open-after', 'ended-by', 'unwatched-after', 'ended-within', 'open-within', 'lasted'] as const
type Which = (typeof WHICH)[number]

const IS_MEANT: Readonly<Record<Which, (span: Span, selection: Selection) => boolean>> = {
  'open-after': (span, { from }) => standingAfterDays(span, from) === 'open',
  'ended-by': (span, { from }) => standingAfterDays(span, from) === 'ended',
  'unwatched-after': (span, { from }) => standingAfterDays(span, from) === 'unwatched',
  'ended-within': (span, { from, to }) => span.isEnded && isWithin(span, from, to),
  'open-within': (span, { from, to }) => !span.isEnded && isWithin(span, from, to),
  lasted: (span, { from, to }) => isWithin(span, from, to),
}

export function selected({ measured }: Responses, selection: Selection): Response[] {
  return measured.filter((response) => IS_MEANT[selection.which](response, selection))
}

/** Null where none is asked for. */
export function readSelection(query: URLSearchParams): Selection | null {
  const which = WHICH.find((name) => query.has(name))
  if (!which) return null
  const clock = parseChoice(query.get('clock') ?? undefined, 'clock', CLOCKS)
  const text = query.get(which)!
  const [, first = '', last = first] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? []
  if (first === '') throw new Problem('invalid', `${which}: got ${describeInput(text)} — expected days, such as 90`)
  return { clock, which, from: Number(first), to: Number(last) }
}

/** The address of the list that a number counts, on the same page and of the same moment. */
export function listPath(c: WebContext, reference: string, { clock, which, from, to }: Selection): string {
  const days = from === to ? String(from) : `${from}-${to}`
  return `${withMoment(c, `/counterparts/${reference}?clock=${clock}&${which}=${days}`)}#asks`
}

function isWithin({ days }: Span, from: number, to: number): boolean {
  return days >= from && days <= to
}
