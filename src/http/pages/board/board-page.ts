import type { ProjectedDuty } from '../../../domain/duty.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Balance, Group } from '../../../use-cases/pending/count-pending.ts'
import type { Page } from '../../../use-cases/pending/list-pending-page.ts'
import type { Choices } from '../../../use-cases/pending/list-choices.ts'
import type { PointOnDay } from '../../../use-cases/silence/list-receiving-points.ts'
import { may } from '../../../use-cases/permission.ts'
import type { SavedView } from '../../../use-cases/pending/saved-views.ts'
import { contextOf, dayShown, type WebContext } from '../../web.ts'
import type { Filled } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { staleNotice } from '../receiving-points/stale-notice.ts'
import { balanceStrip } from './balance.ts'
import { chips, filters } from './filters.ts'
import { groupsTable } from './groups.ts'
import { reportsAhead } from './reports-ahead.ts'
import { ORDER, rowsTable } from './rows.ts'
import { keeping, savedViews } from './views.ts'
import { pathOf, type View } from './view.ts'

const words = catalogueOf('en')

export interface Shown {
  view: View
  balance: Balance
  page: Page | null
  groups: readonly Group[] | null
  /** How many the list has, over all its pages. */
  total: number
  views: readonly SavedView[]
  /** The nearest reports that are owed, of the dossiers that the view means. */
  duties: readonly ProjectedDuty[]
  /** Receiving points of the officer's desk that nobody has read of late. */
  stale: readonly PointOnDay[]
  choices: Choices
  /** Of the form that saves the view. */
  filled: Filled
}

export function boardPage(c: WebContext, shown: Shown): Html {
  const { view, balance } = shown
  return layout(c, {
    title: 'Pending',
    within: '/',
    body: html`<header class="board-head">
        <h1>Pending <span class="soft">on ${words.formatDay(dayShown(c))}</span></h1>
        ${actionsOf(c)}
      </header>
      ${staleNotice(shown.stale)} ${balanceStrip(c, view, balance)} ${reportsAhead(c, shown.duties)}
      ${savedViews(c, shown.views)} ${chips(c, view)} ${filters(c, view, shown.choices)} ${listOf(c, shown)}
      ${keeping(c, view, shown.filled)}`,
  })
}

function actionsOf(c: WebContext): Html | '' {
  if (c.get('moment') || !may('officer', contextOf(c).officer)) return ''
  return html`<p class="actions">
    <a class="button" href="/open">Open a follow-up</a> <a class="button quiet" href="/import">Import a sheet</a>
  </p>`
}

function listOf(c: WebContext, { view, page, groups, total }: Shown): Html {
  if (total === 0) return emptyState(c, view)
  if (groups && view.group) return groupsTable(c, { ...view, group: view.group }, groups)
  const { followUps, next } = page!
  return html`<p class="soft tally">${tally(followUps.length, total)}, ${ORDER[view.sort]}.</p>
    ${rowsTable(c, view, followUps)}
    ${
      next || view.after
        ? html`<nav class="pages" aria-label="Pages">
            ${view.after ? html`<a href="${withMoment(c, pathOf({ ...view, after: null }))}">First page</a>` : ''}
            ${next ? html`<a rel="next" href="${withMoment(c, pathOf({ ...view, after: next }))}">Next page</a>` : ''}
          </nav>`
        : ''
    }`
}

function tally(shown: number, total: number): string {
  if (shown === total) return words.formatCount(total, { one: 'One follow-up', other: '# follow-ups' })
  return `${words.formatNumber(shown)} of ${words.formatNumber(total)} follow-ups`
}

function emptyState(c: WebContext, { query }: View): Html {
  if (Object.keys(query).length > 0)
    return html`<p class="empty">
      Nothing pending answers to that. <a href="${withMoment(c, '/')}">Show all that is pending</a>.
    </p>`
  if (c.get('moment')) return html`<p class="empty">Nothing was pending then, as far as was known.</p>`
  return html`<div class="empty">
    <p>Nothing is pending.</p>
    <p>
      A follow-up is one thing that was asked of one office. It stays here until an answer on the matter itself is on
      record, or somebody closes it and says why: an acknowledgement, or “taken note of”, does not take it off.
    </p>
    <p>
      <a href="/open">Open the first follow-up</a>, or <a href="/import">bring in a sheet</a> of the letters that you
      have.
    </p>
  </div>`
}
