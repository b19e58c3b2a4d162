import type { Grouping, PendingQuery } from '../../../domain/pending-query.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Group } from '../../../use-cases/count-pending.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { pathOf, type View } from './view.ts'

const words = catalogueOf('en')

export const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  counterpart: 'Counterpart',
  dossier: 'Dossier',
  owner: 'Owner',
  desk: 'Desk',
  bracket: 'Bracket',
  state: 'State',
  move: 'Whose move',
}

/** One row for each office, subject, person or standing; its number leads to its list. */
export function groupsTable(c: WebContext, view: View & { group: Grouping }, groups: readonly Group[]): Html {
  return html`<table class="cards groups">
    <caption class="hidden">
      Pending follow-ups by ${GROUPING_NAMES[view.group].toLowerCase()}, the most overdue first
    </caption>
    <thead>
      <tr>
        <th scope="col">${GROUPING_NAMES[view.group]}</th>
        <th scope="col" class="number">Pending</th>
        <th scope="col" class="number">Overdue</th>
        <th scope="col" class="number">Longest silence</th>
      </tr>
    </thead>
    <tbody>
      ${groups.map((group) => rowOf(c, view, group))}
    </tbody>
  </table>`
}

function rowOf(
  c: WebContext,
  view: View & { group: Grouping },
  { key, name, pending, overdue, longestSilence }: Group,
): Html {
  const query: PendingQuery = { ...view.query, [view.group]: key ?? undefined }
  const list = withMoment(c, pathOf({ ...view, query, group: null, after: null }))
  return html`<tr>
    <th scope="row">${nameOf(view.group, key, name)}</th>
    <td class="number" data-term="Pending">
      ${key === null ? words.formatNumber(pending) : html`<a href="${list}">${words.formatNumber(pending)}</a>`}
    </td>
    <td class="number ${overdue > 0 ? 'late' : 'soft'}" data-term="Overdue">${words.formatNumber(overdue)}</td>
    <td class="number" data-term="Longest silence">
      ${
        longestSilence === null
          ? html`<span class="late">day unknown</span>`
          : words.formatCount(longestSilence, { one: '# day', other: '# days' })
      }
    </td>
  </tr>`
}

function nameOf(by: Grouping, key: string | null, name: string | null): Html {
  if (key === null) return html`<span class="soft">nobody yet</span>`
  const names: Partial<Record<Grouping, Readonly<Record<string, string>>>> = {
    bracket: words.brackets,
    state: words.states,
    move: words.moves,
  }
  const ours = names[by]?.[key]
  if (ours) return html`${ours}`
  return html`<span class="reference">${said(key)}</span>${name === null ? '' : html`<br />${said(name)}`}`
}
