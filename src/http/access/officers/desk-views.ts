import { catalogueOf } from '../../../language/catalogue.ts'
import type { Desk } from '../../../use-cases/find.ts'
import type { OfficerAtDesk } from '../../../use-cases/access/officers.ts'
import { cardTable } from '../../pages/card-table.ts'
import { lineField, summaryOf, type Filled } from '../../pages/form.ts'
import { html, said, type Html } from '../../pages/html.ts'
import { layout } from '../../pages/layout.ts'
import type { WebContext } from '../../web.ts'

const words = catalogueOf('en')

export function deskListPage(
  c: WebContext,
  { desks, officers, filled }: { desks: readonly Desk[]; officers: readonly OfficerAtDesk[]; filled: Filled },
): Html {
  return layout(c, {
    title: 'Desks',
    within: '/officers',
    body: html`<p><a href="/officers">Officers</a></p>
      <h1>Desks</h1>
      ${
        desks.length > 0
          ? tableOf(desks, officers)
          : html`<p class="empty">
              A desk is a team that owns follow-ups. Its officers alone see those of its follow-ups that are
              confidential. Enter the first one here.
            </p>`
      }
      <h2>Enter a desk</h2>
      <form method="post" action="/desks" class="narrow">
        ${summaryOf(filled)}
        ${lineField(filled, {
          name: 'reference',
          label: 'Reference',
          hint: 'Short and lasting, such as TC: it stands in what is sent and exported.',
          maxLength: 40,
          isRequired: true,
        })}
        ${nameField(filled)}
        <button type="submit">Enter</button>
      </form>`,
  })
}

function tableOf(desks: readonly Desk[], officers: readonly OfficerAtDesk[]): Html {
  const membersOf = (reference: string) => officers.filter(({ desk, endedAt }) => desk === reference && !endedAt)
  return cardTable(desks, [
    {
      heading: 'Desk',
      cell: ({ reference }) => html`<a class="reference" href="/desks/${reference}">${reference}</a>`,
    },
    { heading: 'Name', cell: ({ name }) => said(name) },
    {
      heading: 'Officers',
      cell: ({ reference }) => words.formatNumber(membersOf(reference).length),
      className: 'number',
    },
  ])
}

export function deskPage(c: WebContext, { reference, name }: Desk, filled: Filled): Html {
  return layout(c, {
    title: name,
    within: '/officers',
    body: html`<p><a href="/desks">Desks</a></p>
      <h1>${said(name)}</h1>
      <p><span class="reference">${reference}</span> · <a href="/?desk=${reference}">what is pending here</a></p>
      <form method="post" action="/desks/${reference}" class="narrow">
        ${summaryOf(filled)} ${nameField(filled)}
        <button type="submit">Rename</button>
      </form>`,
  })
}

function nameField(filled: Filled): Html {
  return lineField(filled, { name: 'name', label: 'Name', maxLength: 200, isRequired: true })
}
