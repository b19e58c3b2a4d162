import { catalogueOf } from '../../../language/catalogue.ts'
import type { CounterpartOwing } from '../../../use-cases/list-counterparts.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
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
  return html`<table class="cards counterparts">
    <caption class="hidden">
      Counterparts, those that owe the most overdue answers first
    </caption>
    <thead>
      <tr>
        <th scope="col">Counterpart</th>
        <th scope="col">Country</th>
        <th scope="col" class="number">Pending</th>
        <th scope="col" class="number">Overdue</th>
        <th scope="col" class="number">Longest silence</th>
      </tr>
    </thead>
    <tbody>
      ${counterparts.toSorted(byMostOwed).map((counterpart) => rowOf(c, counterpart))}
    </tbody>
  </table>`
}

/** Those that owe alike stay in the order of their names. */
function byMostOwed(a: CounterpartOwing, b: CounterpartOwing): number {
  return b.overdue - a.overdue || b.pending - a.pending || (b.longestSilence ?? 0) - (a.longestSilence ?? 0)
}

function rowOf(c: WebContext, { reference, name, country, pending, overdue, longestSilence }: CounterpartOwing): Html {
  const page = `/counterparts/${reference}`
  const board = withMoment(c, `/?counterpart=${reference}`)
  return html`<tr class="${pending > 0 ? '' : 'owes-nothing'}">
    <th scope="row">
      <a href="${withMoment(c, page)}"><span class="reference">${reference}</span></a
      ><br />${said(name)}
    </th>
    <td data-term="Country">${country ?? html`<span class="soft">none</span>`}</td>
    <td class="number" data-term="Pending">
      ${pending > 0 ? html`<a href="${board}">${words.formatNumber(pending)}</a>` : '0'}
    </td>
    <td class="number" data-term="Overdue">
      ${
        overdue > 0
          ? html`<a class="late" href="${withMoment(c, `${page}?only=overdue`)}#pending"
              >${words.formatNumber(overdue)}</a
            >`
          : '0'
      }
    </td>
    <td class="number" data-term="Longest silence">
      ${
        longestSilence === null
          ? html`<span class="soft">${pending > 0 ? 'date unknown' : 'none'}</span>`
          : words.formatCount(longestSilence, { one: '# day', other: '# days' })
      }
    </td>
  </tr>`
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
