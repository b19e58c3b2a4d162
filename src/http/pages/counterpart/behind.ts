import { catalogueOf } from '../../../language/catalogue.ts'
import type { CounterpartResponses } from '../../../use-cases/counterparts/measure-responses.ts'
import type { WebContext } from '../../web.ts'
import { askHead } from '../ask-cells.ts'
import { cardTable } from '../card-table.ts'
import { html, type Html } from '../html.ts'
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
        : cardTable(
            shown,
            [
              { heading: 'Ask', cell: ({ followUp }) => askHead(c, followUp) },
              { heading: 'Asked', cell: ({ askedOn }) => words.formatShortDay(askedOn) },
              {
                heading: 'What came',
                cell: (response) => responseInWords(selection.clock, response, responses.shownOn),
              },
            ],
            { className: 'behind' },
          )
    }
    ${links}
    <p><a href="${withMoment(c, `/counterparts/${reference}`)}#answers">Without this list</a></p>
  </section>`
}
