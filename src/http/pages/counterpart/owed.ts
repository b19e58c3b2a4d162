import { catalogueOf } from '../../../language/catalogue.ts'
import type { IdentifiedFollowUp } from '../../../use-cases/list-pending.ts'
import { endedOn, type CounterpartStory } from '../../../use-cases/show-counterpart.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { slice } from './slice.ts'

const words = catalogueOf('en')

/** What it owes us, longest silence first; of all of it, what is overdue where that alone is asked for. */
export function pendingSection(c: WebContext, { counterpart, pending }: CounterpartStory): Html {
  const isOverdueAlone = c.req.query('only') === 'overdue'
  const meant = isOverdueAlone ? pending.filter(({ daysOverdue }) => daysOverdue) : pending
  const { shown, links } = slice(c, meant, { parameter: 'pending-page', anchor: 'pending' })
  const here = withMoment(c, `/counterparts/${counterpart.reference}`)
  return html`<section aria-labelledby="pending">
    <h2 id="pending">${isOverdueAlone ? 'Overdue from it' : 'Pending with it'}</h2>
    ${isOverdueAlone ? html`<p><a href="${here}#pending">All ${words.formatNumber(pending.length)} pending</a></p>` : ''}
    ${
      shown.length > 0
        ? html`<table class="cards owed">
            ${headings(['Ask', 'Standing', 'Move', 'Asked', 'Answer due'])}
            <tbody>
              ${shown.map((ask) => pendingRow(c, ask))}
            </tbody>
          </table>`
        : html`<p class="empty">${isOverdueAlone ? 'Nothing is overdue.' : 'It owes us nothing.'}</p>`
    }
    ${links}
  </section>`
}

export function endedSection(c: WebContext, { ended }: CounterpartStory): Html | '' {
  if (ended.length === 0) return ''
  const { shown, links } = slice(c, ended, { parameter: 'ended-page', anchor: 'ended' })
  return html`<section aria-labelledby="ended">
    <h2 id="ended">Ended</h2>
    <table class="cards owed">
      ${headings(['Ask', 'Standing', 'Asked', 'Ended'])}
      <tbody>
        ${shown.map((ask) => endedRow(c, ask))}
      </tbody>
    </table>
    ${links}
  </section>`
}

function headings(names: readonly string[]): Html {
  return html`<thead>
    <tr>
      ${names.map((name) => html`<th scope="col">${name}</th>`)}
    </tr>
  </thead>`
}

function pendingRow(c: WebContext, ask: IdentifiedFollowUp): Html {
  return html`<tr>
    ${askCells(c, ask)}
    <td data-term="Move">${words.moves[ask.move]}</td>
    ${askedCell(ask)}
    <td data-term="Answer due">
      ${
        ask.answerDueOn
          ? html`${words.formatShortDay(ask.answerDueOn)}
              <span class="${ask.daysOverdue ? 'late' : 'soft'}">${words.dueInWords(ask, dayShown(c))}</span>`
          : html`<span class="soft">${words.bracketInWords(ask)}</span>`
      }
    </td>
  </tr>`
}

function endedRow(c: WebContext, ask: IdentifiedFollowUp): Html {
  const on = endedOn(ask)
  return html`<tr>
    ${askCells(c, ask)} ${askedCell(ask)}
    <td data-term="Ended">${on ? words.formatShortDay(on) : html`<span class="soft">day not known</span>`}</td>
  </tr>`
}

function askCells(c: WebContext, ask: IdentifiedFollowUp): Html {
  return html`<th scope="row">
      <a class="reference" href="${withMoment(c, `/follow-ups/${ask.reference}`)}">${ask.reference}</a>
      ${ask.isConfidential ? html`<span class="mark soon">confidential</span>` : ''}<br />${said(ask.title)}
    </th>
    <td data-term="Standing">${words.stateInWords(ask)}</td>`
}

function askedCell({ askedOn, daysSinceAsked, isAskedVague }: IdentifiedFollowUp): Html {
  return html`<td data-term="Asked">
    ${askedOn ? words.formatShortDay(askedOn) : ''}
    <span class="soft">${words.agoInWords(daysSinceAsked, isAskedVague)}</span>
  </td>`
}
