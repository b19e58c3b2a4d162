import { Hono } from 'hono'
import { parseChoice } from '../../domain/choice.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine } from '../../domain/text.ts'
import { SCOPES, type Scope } from '../../use-cases/access/roles-and-scopes.ts'
import { listApiTokens, makeApiToken, revokeApiToken, type NewApiToken } from '../../use-cases/access/api-tokens.ts'
import { listCalendarFeeds, makeCalendarFeed, revokeCalendarFeed } from '../../use-cases/access/calendar-feeds.ts'
import { deskOf } from '../../use-cases/find.ts'
import { listSavedViews } from '../../use-cases/pending/saved-views.ts'
import { endOtherSessions, endSession, listSessions } from '../../use-cases/access/sessions.ts'
import { fill, readFields, submit, type Filled, type Values } from '../pages/form.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { accountPage } from './account/account-page.ts'
import { EVERYTHING } from './account/calendar-section.ts'
import { madeCalendarPage } from './account/made-calendar-page.ts'
import { madeTokenPage } from './account/made-token-page.ts'
import { LIFETIMES } from './account/token-section.ts'
import { readNumber } from '../read-number.ts'

/** Who one is here, where one is signed in, and the tokens of one's programs. */
export function accountPages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/account', async (c) =>
    c.html(await shown(c, fill(USUAL_TOKEN), fill({ view: c.req.query('view') ?? EVERYTHING }))),
  )

  app.post('/account/tokens', (c) =>
    submit(
      c,
      async (values) => {
        const { token, secret } = await makeApiToken(contextOf(c), readToken(values))
        return c.html(madeTokenPage(c, { token, secret, baseUrl: web.baseUrl }), 201)
      },
      (filled) => shown(c, filled, fill()),
    ),
  )

  app.post('/account/calendars', (c) =>
    submit(
      c,
      async ({ view = '' }) => {
        const made = await makeCalendarFeed(contextOf(c), view === EVERYTHING ? null : readNumber(view, 'view'))
        const address = `${web.baseUrl}/calendar/${made.secret}.ics`
        return c.html(madeCalendarPage(c, { name: made.name, address }), 201)
      },
      (filled) => shown(c, fill(USUAL_TOKEN), filled),
    ),
  )

  app.post('/account/calendars/:id/revoke', async (c) => {
    await revokeCalendarFeed(contextOf(c), readNumber(c.req.param('id'), 'calendar address'))
    return c.redirect('/account#calendars', 303)
  })

  app.post('/account/tokens/:id/revoke', async (c) => {
    await revokeApiToken(contextOf(c), readNumber(c.req.param('id'), 'token'))
    return c.redirect('/account#tokens', 303)
  })

  app.post('/account/sessions/end-others', async (c) => {
    await endOtherSessions(contextOf(c), sessionOf(c))
    return c.redirect('/account#sessions', 303)
  })

  app.post('/account/sessions/:id/end', async (c) => {
    await endSession(contextOf(c), readNumber(c.req.param('id'), 'session'))
    return c.redirect('/account#sessions', 303)
  })

  return app
}

const USUAL_TOKEN = { days: '90', read: 'yes' }

async function shown(c: WebContext, filled: Filled, calendarFilled: Filled) {
  const context = contextOf(c)
  const [desk, sessions, tokens] = await Promise.all([deskOf(context), listSessions(context), listApiTokens(context)])
  const [feeds, views] = await Promise.all([listCalendarFeeds(context), listSavedViews(context)])
  const calendars = { feeds, views, filled: calendarFilled }
  return accountPage(c, { desk, sessions, here: sessionOf(c), tokens, calendars, filled })
}

function readToken(values: Values): NewApiToken {
  const { name, days } = readFields(values, {
    name: (value, field) => parseLine(value ?? '', field, 100),
    days: (value, field) => Number(parseChoice(value, field, LIFETIMES)),
  })
  const scopes = SCOPES.filter((scope): scope is Scope => values[scope] === 'yes')
  if (scopes.length > 0) return { name, days, scopes }
  throw new Problem('invalid', 'read: got no scope — expected at least one of those below')
}

/** Pages are for those who are signed in; a token is none of theirs. */
function sessionOf(c: WebContext): number {
  const caller = c.get('caller')
  if (caller && 'sessionId' in caller) return caller.sessionId
  throw new Problem('unauthenticated', 'sign in first')
}
