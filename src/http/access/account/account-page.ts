import type { ApiTokenRow } from '../../../use-cases/access/api-tokens.ts'
import type { Desk } from '../../../use-cases/find.ts'
import type { SessionRow } from '../../../use-cases/access/sessions.ts'
import type { Filled } from '../../pages/form.ts'
import { html, said, type Html } from '../../pages/html.ts'
import { layout } from '../../pages/layout.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { ROLES_IN_WORDS } from '../roles.ts'
import { calendarSection } from './calendar-section.ts'
import { sessionSection } from './session-section.ts'
import { tokenSection } from './token-section.ts'

export interface Account {
  desk: Desk | null
  sessions: readonly SessionRow[]
  /** The session that asks. */
  here: number
  tokens: readonly ApiTokenRow[]
  calendars: Parameters<typeof calendarSection>[1]
  filled: Filled
}

export function accountPage(c: WebContext, { desk, sessions, here, tokens, calendars, filled }: Account): Html {
  const { name, email, role } = contextOf(c).officer
  return layout(c, {
    title: 'Your account',
    body: html`<h1>${said(name)}</h1>
      <dl class="facts">
        <dt>Mail address</dt>
        <dd>${said(email)}</dd>
        <dt>Role</dt>
        <dd>${role} <span class="soft">${ROLES_IN_WORDS[role]}</span></dd>
        <dt>Desk</dt>
        <dd>
          ${desk ? html`${said(desk.name)} <span class="soft reference">${desk.reference}</span>` : 'none'}
          <span class="soft">
            ${desk ? "You see this desk's confidential follow-ups." : 'You see no confidential follow-ups.'}
          </span>
        </dd>
      </dl>
      <form method="post" action="/sign-out" class="actions">
        <button type="submit" class="quiet">Sign out</button>
      </form>
      ${sessionSection(c, sessions, here)} ${calendarSection(c, calendars)} ${tokenSection(c, tokens, filled)}`,
  })
}
