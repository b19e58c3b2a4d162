import { catalogueOf } from '../../../language/catalogue.ts'
import type { CounterpartResponses, Response } from '../../../use-cases/measure-responses.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { responseInWords, selectionInWords } from './clock-words.ts'
import { selected, type Selection } from './selection.ts'
import { slice } from './slice.ts'

const words = catalogueOf('en')

/** The asks that a number of the page counts, one row for each. */
export function asksBehind(
  c: WebContext,
  reference: string,
  { responses, selection }: { responses: CounterpartResponses; selection: Selection | null },
): Html | '' {
  if (!selection) return ''
  const meant = selected(responses[selection.clock], selection)
  const { shown, links } = slice(c, meant, { parameter: 'page', anchor: 'asks' })
  return html`<section aria-labelledby="asks">
    <h2 id="asks">${selectionInWords(selection, meant.length)}</h2>
    ${
      shown.length === 0
        ? html`<p class="empty">No ask is so as of this day.</p>`
        : html`<table class="cards behind">
            <thead>
              <tr>
                <th scope="col">Ask</th>
                <th scope="col">Asked</th>
                <th scope="col">What came</th>
              </tr>
            </thead>
            <tbody>
              ${shown.map((response) => rowOf(c, response, { selection, shownOn: responses.shownOn }))}
            </tbody>
          </table>`
    }
    ${links}
    <p><a href="${withMoment(c, `/counterparts/${reference}`)}#answers">Without this list</a></p>
  </section>`
}

function rowOf(
  c: WebContext,
  response: Response,
  { selection, shownOn }: { selection: Selection; shownOn: Temporal.PlainDate },
): Html {
  const { followUp, askedOn } = response
  return html`<tr>
    <th scope="row">
      <a class="reference" href="${withMoment(c, `/follow-ups/${followUp.reference}`)}">${followUp.reference}</a>
      ${followUp.isConfidential ? html`<span class="mark soon">confidential</span>` : ''}<br />${said(followUp.title)}
    </th>
    <td data-term="Asked">${words.formatShortDay(askedOn)}</td>
    <td data-term="What came">${responseInWords(selection.clock, response, shownOn)}</td>
  </tr>`
}
