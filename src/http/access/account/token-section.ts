import { SCOPES, type Scope } from '../../../use-cases/access/roles-and-scopes.ts'
import type { ApiTokenRow } from '../../../use-cases/access/api-tokens.ts'
import { cardTable } from '../../pages/card-table.ts'
import { checkField, choiceField, lineField, summaryOf, type Filled } from '../../pages/form.ts'
import { html, said, type Html } from '../../pages/html.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { when } from '../when.ts'

/** Days, as the form has them. */
export const LIFETIMES = ['7', '30', '90', '366'] as const

const LIFETIMES_IN_WORDS = { 7: 'a week', 30: '30 days', 90: '90 days', 366: 'a year' }

const SCOPES_IN_WORDS: Readonly<Record<Scope, string>> = {
  read: 'read what you may read',
  record: 'record, correct and close, as far as your role goes',
  admin: 'manage your tokens and, for administrators, officers and desks',
}

export function tokenSection(c: WebContext, tokens: readonly ApiTokenRow[], filled: Filled): Html {
  return html`<section aria-labelledby="tokens">
    <h2 id="tokens">API tokens</h2>
    ${
      tokens.length > 0
        ? tableOf(c, tokens)
        : html`<p class="empty">
            With a token, a program of yours uses the <a href="/api">API</a> in your name. You have none yet.
          </p>`
    }
    <h3>Make a token</h3>
    <form method="post" action="/account/tokens" class="narrow">
      ${summaryOf(filled)}
      ${lineField(filled, {
        name: 'name',
        label: 'What it is for',
        hint: 'Such as “Nightly export”',
        maxLength: 100,
        isRequired: true,
      })}
      <fieldset>
        <legend>What it may do</legend>
        ${SCOPES.map((name) => checkField(filled, { name, label: `${name}: ${SCOPES_IN_WORDS[name]}` }))}
        ${filled.wrong.has('read') ? html`<p class="wrong">${filled.wrong.get('read')}</p>` : ''}
      </fieldset>
      ${choiceField(filled, {
        name: 'days',
        label: 'Good for',
        choices: LIFETIMES.map((value) => ({ value, label: LIFETIMES_IN_WORDS[value] })),
      })}
      <button type="submit">Make the token</button>
    </form>
  </section>`
}

function tableOf(c: WebContext, tokens: readonly ApiTokenRow[]): Html {
  return cardTable(tokens.toReversed(), [
    { heading: 'For', cell: ({ name }) => said(name) },
    { heading: 'May', cell: ({ scopes }) => scopes.join(', ') },
    { heading: 'Good until', cell: (token) => lifetimeOf(c, token) },
    {
      heading: 'Last used',
      cell: ({ lastUsedAt }) => (lastUsedAt ? when(c, lastUsedAt) : html`<span class="soft">never</span>`),
    },
    {
      heading: html`<span class="hidden">Revoke it</span>`,
      cell: (token) => (isGood(c, token) ? revocationOf(token) : ''),
    },
  ])
}

function isGood(c: WebContext, { revokedAt, expiresAt }: ApiTokenRow): boolean {
  return !revokedAt && Temporal.Instant.compare(expiresAt, contextOf(c).now) > 0
}

function lifetimeOf(c: WebContext, token: ApiTokenRow): Html {
  if (token.revokedAt) return html`<span class="soft">revoked ${when(c, token.revokedAt)}</span>`
  return html`${when(c, token.expiresAt)} ${isGood(c, token) ? '' : html`<span class="soft">over</span>`}`
}

function revocationOf({ id }: ApiTokenRow): Html {
  return html`<form method="post" action="/account/tokens/${id}/revoke">
    <button type="submit" class="danger">Revoke<span class="hidden"> token ${id}</span></button>
  </form>`
}
