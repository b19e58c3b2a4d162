import type { Clock } from '../../../domain/standings/response-times.ts'
import { shareOpenAfter } from '../../../domain/standings/survival.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { CounterpartResponses, Responses } from '../../../use-cases/counterparts/measure-responses.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { afterDays, asksInWords, CLOCK_WORDS, daysInWords } from './clock-words.ts'
import { listPath, selected, type Selection } from './selection.ts'

const words = catalogueOf('en')

const AFTER = [30, 60, 90, 180, 365] as const

interface OfOneClock {
  responses: CounterpartResponses
  clock: Clock
}

/** One clock in words and numbers, each of which opens the list that it counts. */
export function clockSection(c: WebContext, reference: string, { responses, clock }: OfOneClock): Html {
  const of = responses[clock]
  const { heading } = CLOCK_WORDS[clock]
  return html`<section aria-labelledby="${clock}">
    <h3 id="${clock}">${heading}</h3>
    <p>${countsOf(c, reference, { of, clock })} ${medianInWords(clock, of)}</p>
    ${
      of.measured.length === 0
        ? ''
        : html`<table class="shares">
            <caption class="hidden">
              ${heading}: how many asks were without one after so many days
            </caption>
            <thead>
              <tr>
                <th scope="col">After</th>
                <th scope="col" class="number">Without one</th>
                <th scope="col" class="number">With one</th>
                <th scope="col" class="number">Not watched so long</th>
                <th scope="col" class="number">Share without</th>
              </tr>
            </thead>
            <tbody>
              ${AFTER.map((days) => rowOf(c, reference, { of, clock, days }))}
            </tbody>
          </table>`
    }
    ${leftOutOf(c, of)}
  </section>`
}

function countsOf(c: WebContext, reference: string, { of, clock }: { of: Responses; clock: Clock }): Html | string {
  const { ended, lacking } = CLOCK_WORDS[clock]
  if (of.measured.length === 0) return 'No ask can be measured.'
  const all: Selection = { clock, which: 'lasted', from: 0, to: of.survival.watched! }
  const over = { ...all, which: 'ended-within' } as const
  const open = { ...all, which: 'open-within' } as const
  const count = (selection: Selection) => numberLink(c, reference, { of, selection })
  return html`<a href="${listPath(c, reference, all)}">${asksInWords(of.measured.length)}</a> measured: ${count(over)}
    ${ended}, ${count(open)} with ${lacking}.`
}

/** "Half of the asks were answered within 30 days." */
export function medianInWords(clock: Clock, { measured, survival }: Responses): string {
  const { ended, one } = CLOCK_WORDS[clock]
  if (measured.length === 0) return ''
  if (survival.steps.length === 0) return `None was ${ended} in all the time that they were watched.`
  if (survival.median === null)
    return `More than half were still without ${one} in all the time that they were watched.`
  return `Half were ${ended} ${survival.median === 0 ? afterDays(0) : `within ${daysInWords(survival.median)}`}.`
}

function rowOf(
  c: WebContext,
  reference: string,
  { of, clock, days }: { of: Responses; clock: Clock; days: number },
): Html {
  const share = shareOpenAfter(of.survival, days)
  const cell = (which: Selection['which']) =>
    html`<td class="number">${numberLink(c, reference, { of, selection: { clock, which, from: days, to: days } })}</td>`
  return html`<tr>
    <th scope="row">${daysInWords(days)}</th>
    ${cell('open-after')} ${cell('ended-by')} ${cell('unwatched-after')}
    <td class="number">${share === null ? html`<span class="soft">not known</span>` : words.formatShare(share)}</td>
  </tr>`
}

function numberLink(
  c: WebContext,
  reference: string,
  { of, selection }: { of: Responses; selection: Selection },
): Html | string {
  const count = selected(of, selection).length
  if (count === 0) return '0'
  return html`<a href="${listPath(c, reference, selection)}">${words.formatNumber(count)}</a>`
}

const BECAUSE = { ask: 'the day of the ask', reply: 'the day of the reply' } as const

function leftOutOf(c: WebContext, { leftOut }: Responses): Html | '' {
  if (leftOut.length === 0) return ''
  return html`<details class="left-out">
    <summary>${asksInWords(leftOut.length)} left out, with a day that is vague or not known</summary>
    <ul>
      ${leftOut.map(
        ({ followUp, because }) =>
          html`<li>
            <a class="reference" href="${withMoment(c, `/follow-ups/${followUp.reference}`)}">${followUp.reference}</a>
            ${said(followUp.title)} <span class="soft">${BECAUSE[because]}</span>
          </li>`,
      )}
    </ul>
  </details>`
}
