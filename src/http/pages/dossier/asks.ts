import { catalogueOf } from '../../../language/catalogue.ts'
import type { DossierStory } from '../../../use-cases/show-dossier.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'

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
    <table class="cards asks">
      <thead>
        <tr>
          <th scope="col">Ask</th>
          <th scope="col">Standing</th>
          <th scope="col">Move</th>
          <th scope="col">Asked</th>
          <th scope="col">Answer due</th>
        </tr>
      </thead>
      <tbody>
        ${followUps.map((ask) => askRow(c, ask))}
      </tbody>
    </table>
  </section>`
}

function askRow(c: WebContext, ask: DossierStory['followUps'][number]): Html {
  const due = ask.bracket && ask.answerDueOn
  return html`<tr>
    <th scope="row">
      <a class="reference" href="${withMoment(c, `/follow-ups/${ask.reference}`)}">${ask.reference}</a>
      ${ask.isConfidential ? html`<span class="mark soon">confidential</span>` : ''}<br />${said(ask.title)}
    </th>
    <td data-term="Standing">${words.stateInWords(ask)}</td>
    <td data-term="Move">${words.moves[ask.move]}</td>
    <td data-term="Asked">
      ${ask.askedOn ? words.formatShortDay(ask.askedOn) : ''}
      <span class="soft">${words.agoInWords(ask.daysSinceAsked, ask.isAskedVague)}</span>
    </td>
    <td data-term="Answer due">
      ${
        due
          ? html`${words.formatShortDay(due)}
              <span class="${ask.daysOverdue ? 'late' : 'soft'}">${words.dueInWords(ask, dayShown(c))}</span>`
          : html`<span class="soft">${ask.bracket ? words.bracketInWords(ask) : 'no more'}</span>`
      }
    </td>
  </tr>`
}
