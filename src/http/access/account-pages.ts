import { Hono } from 'hono'
import { parseChoice } from '../../domain/choice.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine } from '../../domain/text.ts'
import { SCOPES, type Scope } from '../../use-cases/access.ts'
import { listApiTokens, makeApiToken, revokeApiToken, type NewApiToken } from '../../use-cases/api-tokens.ts'
import { deskOf } from '../../use-cases/find.ts'
import { endOtherSessions, endSession, listSessions } from '../../use-cases/sessions.ts'
import { fill, readFields, submit, type Filled, type Values } from '../pages/form.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { accountPage } from './account/account-page.ts'
import { madeTokenPage } from './account/made-token-page.ts'
import { LIFETIMES } from './account/token-section.ts'
import { readNumber } from '../read-number.ts'

/** Who one is here, where one is signed in, and the tokens of one's programs. */
export function accountPages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/account', async (c) => c.html(await shown(c, fill({ days: '90', read: 'yes' }))))

  app.post('/account/tokens', (c) =>
    submit(
      c,
      async (values) => {
        const { token, secret } = await makeApiToken(contextOf(c), readToken(values))
        return c.html(madeTokenPage(c, { token, secret, baseUrl: web.baseUrl }), 201)
      },
      (filled) => shown(c, filled),
    ),
  )

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

async function shown(c: WebContext, filled: Filled) {
  const context = contextOf(c)
  const [desk, sessions, tokens] = await Promise.all([deskOf(context), listSessions(context), listApiTokens(context)])
  return accountPage(c, { desk, sessions, here: sessionOf(c), tokens, filled })
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
