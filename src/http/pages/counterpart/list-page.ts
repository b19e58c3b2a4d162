import { catalogueOf } from '../../../language/catalogue.ts'
import type { CounterpartOwing } from '../../../use-cases/counterparts/list-counterparts.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'

const words = catalogueOf('en')

export function counterpartListPage(c: WebContext, counterparts: readonly CounterpartOwing[]): Html {
  const mayEnter = !c.get('moment') && may('officer', contextOf(c).officer)
  return layout(c, {
    title: 'Counterparts',
    within: '/counterparts',
    body: html`<h1>Counterparts</h1>
      ${mayEnter ? html`<p class="actions"><a class="button" href="/counterparts/enter">Enter a counterpart</a></p>` : ''}
      ${counterparts.length > 0 ? tableOf(c, counterparts) : emptyState(mayEnter)}`,
  })
}

function tableOf(c: WebContext, counterparts: readonly CounterpartOwing[]): Html {
  return cardTable(
    counterparts.toSorted(byMostOwed),
    [
      {
        heading: 'Counterpart',
        cell: ({ reference, name }) =>
          html`<a href="${pageOf(c, reference)}"><span class="reference">${reference}</span></a
            ><br />${said(name)}`,
      },
      { heading: 'Country', cell: ({ country }) => country ?? html`<span class="soft">none</span>` },
      { heading: 'Pending', cell: (office) => pendingOf(c, office), className: 'number' },
      { heading: 'Overdue', cell: (office) => overdueOf(c, office), className: 'number' },
      { heading: 'Longest silence', cell: silenceOf, className: 'number' },
    ],
    {
      className: 'counterparts',
      caption: 'Counterparts, those that owe the most overdue answers first',
      rowClass: ({ pending }) => (pending > 0 ? '' : 'owes-nothing'),
    },
  )
}

/** Those that owe alike stay in the order of their names. */
function byMostOwed(a: CounterpartOwing, b: CounterpartOwing): number {
  return b.overdue - a.overdue || b.pending - a.pending || (b.longestSilence ?? 0) - (a.longestSilence ?? 0)
}

function pageOf(c: WebContext, reference: string, query = ''): string {
  return withMoment(c, `/counterparts/${reference}${query}`)
}

function pendingOf(c: WebContext, { reference, pending }: CounterpartOwing): Html | string {
  if (pending === 0) return '0'
  return html`<a href="${withMoment(c, `/?counterpart=${reference}`)}">${words.formatNumber(pending)}</a>`
}

function overdueOf(c: WebContext, { reference, overdue }: CounterpartOwing): Html | string {
  if (overdue === 0) return '0'
  return html`<a class="late" href="${pageOf(c, reference, '?only=overdue')}#pending"
    >${words.formatNumber(overdue)}</a
  >`
}

function silenceOf({ pending, longestSilence }: CounterpartOwing): Html | string {
  if (longestSilence === null) return html`<span class="soft">${pending > 0 ? 'date unknown' : 'none'}</span>`
  return words.formatCount(longestSilence, { one: '# day', other: '# days' })
}

function emptyState(mayEnter: boolean): Html {
  return html`<div class="empty">
    <p>
      A counterpart is the office that is asked: a permanent mission, a ministry, an agency. Never a person, for people
      change and offices remain. What each owes us, and how long it takes to answer, will stand here.
    </p>
    ${
      mayEnter
        ? html`<p>
            <a href="/counterparts/enter">Enter the first one</a>, or <a href="/import">bring in a sheet</a> of the
            letters that you have.
          </p>`
        : ''
    }
  </div>`
}
