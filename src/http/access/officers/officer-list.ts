import type { OfficerAtDesk } from '../../../use-cases/access/officers.ts'
import { cardTable } from '../../pages/card-table.ts'
import { html, said, type Html } from '../../pages/html.ts'
import { layout } from '../../pages/layout.ts'
import type { WebContext } from '../../web.ts'
import { when } from '../when.ts'

export function officerListPage(c: WebContext, officers: readonly OfficerAtDesk[]): Html {
  const [active, ended] = [officers.filter(({ endedAt }) => !endedAt), officers.filter(({ endedAt }) => endedAt)]
  return layout(c, {
    title: 'Officers',
    within: '/officers',
    body: html`<h1>Officers</h1>
      <p class="actions">
        <a class="button" href="/officers/new">Enter an officer</a>
        <a class="button quiet" href="/desks">Desks</a>
      </p>
      ${tableOf(c, active, 'Those who may sign in')}
      ${
        ended.length > 0
          ? html`<h2>Ended</h2>
              ${tableOf(c, ended, 'Those who may sign in no more')}`
          : ''
      }`,
  })
}

function tableOf(c: WebContext, officers: readonly OfficerAtDesk[], caption: string): Html {
  return cardTable(
    officers,
    [
      { heading: 'Name', cell: ({ id, name }) => html`<a href="/officers/${id}">${said(name)}</a>` },
      { heading: 'Mail address', cell: ({ email }) => said(email) },
      {
        heading: 'Role',
        cell: ({ role, endedAt }) =>
          html`${role} ${endedAt ? html`<span class="soft">until ${when(c, endedAt)}</span>` : ''}`,
      },
      { heading: 'Desk', cell: ({ desk }) => desk ?? html`<span class="soft">none</span>` },
    ],
    { caption },
  )
}
