import type { Grouping, PendingQuery } from '../../../domain/pending-query.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Group } from '../../../use-cases/pending/count-pending.ts'
import type { WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
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
  const listOf = (key: string) => {
    const query: PendingQuery = { ...view.query, [view.group]: key }
    return withMoment(c, pathOf({ ...view, query, group: null, after: null }))
  }
  return cardTable(
    groups,
    [
      { heading: GROUPING_NAMES[view.group], cell: ({ key, name }) => nameOf(view.group, key, name) },
      {
        heading: 'Pending',
        cell: ({ key, pending }) =>
          key === null
            ? words.formatNumber(pending)
            : html`<a href="${listOf(key)}">${words.formatNumber(pending)}</a>`,
        className: 'number',
      },
      {
        heading: 'Overdue',
        cell: ({ overdue }) =>
          html`<span class="${overdue > 0 ? 'late' : 'soft'}">${words.formatNumber(overdue)}</span>`,
        className: 'number',
      },
      { heading: 'Longest silence', cell: silenceOf, className: 'number' },
    ],
    {
      className: 'groups',
      caption: `Pending follow-ups by ${GROUPING_NAMES[view.group].toLowerCase()}, the most overdue first`,
    },
  )
}

function silenceOf({ longestSilence }: Group): Html | string {
  if (longestSilence === null) return html`<span class="late">day unknown</span>`
  return words.formatCount(longestSilence, { one: '# day', other: '# days' })
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
