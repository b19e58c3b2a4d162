import type { SessionRow } from '../../../use-cases/access/sessions.ts'
import { cardTable } from '../../pages/card-table.ts'
import { html, said, type Html } from '../../pages/html.ts'
import type { WebContext } from '../../web.ts'
import { when } from '../when.ts'

export function sessionSection(c: WebContext, sessions: readonly SessionRow[], here: number): Html {
  return html`<section aria-labelledby="sessions">
    <h2 id="sessions">Where you are signed in</h2>
    ${cardTable(sessions, [
      { heading: 'Browser', cell: (session) => nameOf(session, session.id === here) },
      { heading: 'Signed in', cell: ({ createdAt }) => when(c, createdAt) },
      { heading: 'Last seen', cell: ({ lastSeenAt }) => when(c, lastSeenAt) },
      { heading: html`<span class="hidden">End it</span>`, cell: ({ id }) => (id === here ? '' : endingOf(id)) },
    ])}
    <p class="soft">
      A session ends two weeks after it was last used. When it was last seen is noted at most once an hour.
    </p>
    ${
      sessions.length > 1
        ? html`<form method="post" action="/account/sessions/end-others" class="actions">
            <button type="submit" class="danger">End all others</button>
          </form>`
        : ''
    }
  </section>`
}

function nameOf({ userAgent }: SessionRow, isHere: boolean): Html {
  return html`${browserOf(userAgent)} ${isHere ? html`<span class="mark good">this one</span>` : ''}
  ${userAgent ? html`<span class="agent soft">${said(userAgent)}</span>` : ''}`
}

function endingOf(id: number): Html {
  return html`<form method="post" action="/account/sessions/${id}/end">
    <button type="submit" class="quiet">End<span class="hidden"> session ${id}</span></button>
  </form>`
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** "Firefox on Linux", as far as it says so itself. */
function browserOf(userAgent: string | null): string {
  if (!userAgent) return 'Unnamed browser'
  const named = (marks: readonly (readonly [string, string])[]) => marks.find(([mark]) => userAgent.includes(mark))?.[1]
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)]
  return `${browser ?? 'A program'}${system ? ` on ${system}` : ''}`
}
