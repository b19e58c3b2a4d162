import { catalogueOf } from '../../../language/catalogue.ts'
import type { IdentifiedFollowUp } from '../../../use-cases/pending/list-pending.ts'
import { endedOn, type CounterpartStory } from '../../../use-cases/counterparts/show-counterpart.ts'
import type { WebContext } from '../../web.ts'
import { answerDueOf, askedOnOf, askHead } from '../ask-cells.ts'
import { cardTable, type CardColumn } from '../card-table.ts'
import { html, type Html } from '../html.ts'
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
        ? owedTable(shown, [
            { heading: 'Ask', cell: (ask) => askHead(c, ask) },
            { heading: 'Standing', cell: (ask) => words.stateInWords(ask) },
            { heading: 'Move', cell: ({ move }) => words.moves[move] },
            { heading: 'Asked', cell: askedOnOf },
            { heading: 'Answer due', cell: (ask) => answerDueOf(c, ask) },
          ])
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
    ${owedTable(shown, [
      { heading: 'Ask', cell: (ask) => askHead(c, ask) },
      { heading: 'Standing', cell: (ask) => words.stateInWords(ask) },
      { heading: 'Asked', cell: askedOnOf },
      { heading: 'Ended', cell: endOf },
    ])}
    ${links}
  </section>`
}

function owedTable(asks: readonly IdentifiedFollowUp[], columns: readonly CardColumn<IdentifiedFollowUp>[]): Html {
  return cardTable(asks, columns, { className: 'owed' })
}

function endOf(ask: IdentifiedFollowUp): Html | string {
  const on = endedOn(ask)
  return on ? words.formatShortDay(on) : html`<span class="soft">day not known</span>`
}
