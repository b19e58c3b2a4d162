import { catalogueOf } from '../../../language/catalogue.ts'
import type { DossierStory } from '../../../use-cases/stories/show-dossier.ts'
import type { WebContext } from '../../web.ts'
import { answerDueOf, askedOnOf, askHead } from '../ask-cells.ts'
import { cardTable } from '../card-table.ts'
import { html, type Html } from '../html.ts'

const words = catalogueOf('en')

/** Each ask with its standing on the day that is shown. */
export function asksTable(c: WebContext, followUps: DossierStory['followUps']): Html {
  if (followUps.length === 0) {
    return html`<section aria-labelledby="asks">
      <h2 id="asks">Follow-ups</h2>
      <p class="empty">
        Nothing is asked in this dossier as of this day. A letter that asks three things opens three follow-ups, so that
        an answer to one cannot hide the silence on the others.
      </p>
    </section>`
  }
  return html`<section aria-labelledby="asks">
    <h2 id="asks">Follow-ups</h2>
    ${cardTable(
      followUps,
      [
        { heading: 'Ask', cell: (ask) => askHead(c, ask) },
        { heading: 'Standing', cell: (ask) => words.stateInWords(ask) },
        { heading: 'Move', cell: ({ move }) => words.moves[move] },
        { heading: 'Asked', cell: askedOnOf },
        {
          heading: 'Answer due',
          cell: (ask) => (ask.bracket ? answerDueOf(c, ask) : html`<span class="soft">no more</span>`),
        },
      ],
      { className: 'asks' },
    )}
  </section>`
}
