import { getCookie } from 'hono/cookie'
import { Hono } from 'hono'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { makeSecret } from '../../use-cases/secrets.ts'
import { offerSignIn, readSignInLink, signIn, signOut } from '../../use-cases/sign-in.ts'
import { html, said } from '../pages/html.ts'
import { layout } from '../pages/layout.ts'
import type { Web, WebEnv } from '../web.ts'
import { cookieNames, keepCookie } from './session.ts'

const LINK_LASTS_SECONDS = 10 * 60
const COOKIE_LASTS_SECONDS = 14 * 24 * 60 * 60

/** Without passwords: a link by mail, for the browser that asked. A link only shows a page; pressing its button signs in. */
export function signInPages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const names = cookieNames(web.baseUrl)

  app.get('/sign-in', (c) =>
    c.html(
      layout(c, {
        title: 'Sign in',
        body: html`<h1>Sign in</h1>
          <form method="post" action="/sign-in" class="narrow">
            <label for="email">Your mail address</label>
            <input id="email" name="email" type="email" autocomplete="email" required maxlength="254" />
            <input type="hidden" name="next" value="${nextOf(c.req.query('next'))}" />
            <button type="submit">Send me a link</button>
          </form>`,
      }),
    ),
  )

  app.post('/sign-in', async (c) => {
    const form = await c.req.parseBody()
    const email = parseMailAddress(form['email'], 'email')
    const browser = makeSecret()
    keepCookie(c, web, { name: names.browser, value: browser, maxAgeSeconds: LINK_LASTS_SECONDS })
    const offered = await offerSignIn(c.get('surroundings'), email, browser)
    if (offered) {
      const { officer, secret } = offered
      const next = nextOf(form['next'])
      const url = `${web.baseUrl}/sign-in/${secret}${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`
      await web.sendNotice({
        to: { name: officer.name, address: officer.email },
        subject: 'Sign in to Relance',
        text: `Follow this link in the browser that asked for it, within ten minutes:\n\n${url}\n\nIf you did not ask for it, do nothing.\n`,
      })
    }
    const folder = web.mailGoesToFolder
    return c.html(
      layout(c, {
        title: 'Look at your mail',
        body: html`<h1>Look at your mail</h1>
          <p>
            If ${said(email)} is known here, a link is on its way. It is good for ten minutes, once, in this browser.
          </p>
          ${folder ? html`<p>There is no mail server: mails are written to <code>${folder}</code>.</p>` : ''}`,
      }),
    )
  })

  app.get('/sign-in/:secret', async (c) => {
    const { officer } = await readSignInLink(
      c.get('surroundings'),
      c.req.param('secret'),
      getCookie(c, names.browser) ?? null,
    )
    return c.html(
      layout(c, {
        title: 'Sign in',
        body: html`<h1>Sign in</h1>
          <form method="post" class="narrow">
            <p>You are ${said(officer.name)}, ${said(officer.email)}.</p>
            <input type="hidden" name="next" value="${nextOf(c.req.query('next'))}" />
            <button type="submit">Sign in</button>
          </form>`,
      }),
    )
  })

  app.post('/sign-in/:secret', async (c) => {
    const form = await c.req.parseBody()
    const session = await signIn(c.get('surroundings'), c.req.param('secret'), {
      secret: getCookie(c, names.browser) ?? null,
      userAgent: c.req.header('user-agent') ?? null,
    })
    keepCookie(c, web, { name: names.browser, value: '', maxAgeSeconds: 0 })
    keepCookie(c, web, { name: names.session, value: session.secret, maxAgeSeconds: COOKIE_LASTS_SECONDS })
    return c.redirect(nextOf(form['next']), 303)
  })

  app.post('/sign-out', async (c) => {
    const caller = c.get('caller')
    if (caller && 'sessionId' in caller) await signOut(caller.context, caller.sessionId)
    keepCookie(c, web, { name: names.session, value: '', maxAgeSeconds: 0 })
    return c.redirect('/sign-in', 303)
  })

  return app
}

/** Only a path of ours: never another site's. */
function nextOf(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(value) ? value : '/'
}
