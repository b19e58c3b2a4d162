import { BRACKETS } from '../../../domain/standings/brackets.ts'
import type { PendingQuery } from '../../../domain/pending-query.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Balance } from '../../../use-cases/pending/count-pending.ts'
import type { WebContext } from '../../web.ts'
import { html, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { pathOf, without, type View } from './view.ts'

const words = catalogueOf('en')

/** What the strip narrows by. Its numbers are those of the rest of the query, so that each opens into its list. */
export const STRIP = ['bracket', 'move', 'isUnread'] as const

const LATE = new Set(['long_overdue', 'overdue', 'date_unknown'])

/** How many are pending, by bracket and by whose move it is. Every number leads to what it counts. */
export function balanceStrip(c: WebContext, view: View, balance: Balance): Html {
  const rest = without(view.query, ...STRIP)
  const figure = ({ name, count, narrowed, tone = '' }: Figure) => {
    const query = { ...rest, ...narrowed }
    const isShown = STRIP.every((field) => view.query[field] === query[field])
    return html`<li class="${tone}">
      <a href="${withMoment(c, pathOf({ ...view, query, after: null }))}" ${isShown ? html`aria-current="true"` : ''}
        ><strong class="number">${words.formatNumber(count)}</strong> ${name}</a
      >
    </li>`
  }
  return html`<nav class="balance" aria-label="Balance">
    <ul>
      ${figure({ name: 'pending', count: balance.pending, narrowed: {} })}
      ${BRACKETS.filter((bracket) => balance.byBracket[bracket] > 0).map((bracket) =>
        figure({
          name: words.brackets[bracket],
          count: balance.byBracket[bracket],
          narrowed: { bracket },
          tone: LATE.has(bracket) ? 'late' : bracket === 'due_soon' ? 'soon' : '',
        }),
      )}
    </ul>
    <ul>
      ${figure({ name: 'our move', count: balance.byMove.ours, narrowed: { move: 'ours' } })}
      ${figure({ name: 'their move', count: balance.byMove.theirs, narrowed: { move: 'theirs' } })}
      ${
        balance.byMove.nobody > 0
          ? figure({ name: "nobody's move", count: balance.byMove.nobody, narrowed: { move: 'nobody' } })
          : ''
      }
      ${figure({ name: 'with an unread reply', count: balance.unread, narrowed: { isUnread: true } })}
    </ul>
  </nav>`
}

interface Figure {
  name: string
  count: number
  narrowed: PendingQuery
  tone?: string
}
