import { ROLES } from '../../../use-cases/access/roles-and-scopes.ts'
import type { Desk } from '../../../use-cases/find.ts'
import type { OfficerAtDesk } from '../../../use-cases/access/officers.ts'
import type { Suppression } from '../../../use-cases/delivery/suppressions.ts'
import { choiceField, lineField, summaryOf, type Filled } from '../../pages/form.ts'
import { html, said, type Html } from '../../pages/html.ts'
import { layout } from '../../pages/layout.ts'
import type { WebContext } from '../../web.ts'
import { ROLES_IN_WORDS } from '../roles.ts'
import { when } from '../when.ts'

interface Form {
  filled: Filled
  desks: readonly Desk[]
}

export function newOfficerPage(c: WebContext, { filled, desks, baseUrl }: Form & { baseUrl: string }): Html {
  return layout(c, {
    title: 'Enter an officer',
    within: '/officers',
    body: html`<h1>Enter an officer</h1>
      <p>
        There are no passwords and nothing is mailed now: they ask for a link at
        <code>${baseUrl}/sign-in</code> with the address that you enter here.
      </p>
      <form method="post" class="narrow">
        ${summaryOf(filled)}
        ${lineField(filled, {
          name: 'email',
          label: 'Mail address',
          type: 'email',
          autocomplete: 'off',
          isRequired: true,
        })}
        ${fieldsOf(filled, desks)}
        <button type="submit">Enter</button>
      </form>`,
  })
}

export function officerPage(
  c: WebContext,
  { officer, filled, desks, suppression }: Form & { officer: OfficerAtDesk; suppression: Suppression | null },
): Html {
  const { id, name, email, endedAt } = officer
  return layout(c, {
    title: name,
    within: '/officers',
    body: html`<p><a href="/officers">Officers</a></p>
      <h1>${said(name)}</h1>
      <p>
        ${said(email)} · <a href="/?owner=${encodeURIComponent(email)}">what they follow up</a>
        ${endedAt ? html`· <strong class="late">ended ${when(c, endedAt)}</strong>` : ''}
      </p>
      ${suppression ? suppressionSection(c, id, suppression) : ''}
      <form method="post" action="/officers/${id}" class="narrow">
        ${summaryOf(filled)} ${fieldsOf(filled, desks)}
        <button type="submit">Save</button>
      </form>
      ${endedAt ? returnForm(id) : endForm(id)}`,
  })
}

function suppressionSection(c: WebContext, id: number, suppression: Suppression): Html {
  const { suppressedAt, subscription, number, said: words } = suppression
  return html`<section class="notice" aria-labelledby="mail">
    <h2 id="mail">Gets no mail</h2>
    <p>
      Since ${when(c, suppressedAt)}, when
      <a href="/subscriptions/${subscription}/digests/${number}">No. ${number}</a> came to nothing:
      <q>${said(words)}</q>. Digests are still put together and kept, and not sent.
    </p>
    <form method="post" action="/officers/${id}/mail" class="actions">
      <button type="submit" class="quiet">Send mail again</button>
      <span class="soft">the next one shows whether it arrives; signing in does the same</span>
    </form>
  </section>`
}

function endForm(id: number): Html {
  return html`<h2>End</h2>
    <p>
      They are signed out everywhere at once, their tokens are good no longer, and their digests stop. What they
      recorded stays theirs, and so do their follow-ups until somebody else takes them.
    </p>
    <form method="post" action="/officers/${id}/end" class="actions">
      <button type="submit" class="danger">End this officer</button>
    </form>`
}

function returnForm(id: number): Html {
  return html`<h2>Let in again</h2>
    <p>They can ask for a link to sign in. Their tokens and digests do not come back.</p>
    <form method="post" action="/officers/${id}/return" class="actions">
      <button type="submit" class="quiet">Let in again</button>
    </form>`
}

function fieldsOf(filled: Filled, desks: readonly Desk[]): Html {
  return html`${lineField(filled, { name: 'name', label: 'Name', maxLength: 200, isRequired: true })}
  ${choiceField(filled, {
    name: 'role',
    label: 'Role',
    choices: ROLES.map((role) => ({ value: role, label: `${role}: ${ROLES_IN_WORDS[role]}` })),
  })}
  ${choiceField(filled, {
    name: 'desk',
    label: 'Desk',
    hint: 'Whose confidential follow-ups they see. Nobody sees those of another desk, administrators included.',
    choices: [
      { value: '', label: 'none' },
      ...desks.map(({ reference, name }) => ({ value: reference, label: `${reference}: ${name}` })),
    ],
  })}`
}
