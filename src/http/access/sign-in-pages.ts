import { getCookie } from 'hono/cookie'
import { Hono } from 'hono'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { Problem } from '../../domain/problem.ts'
import { makeSecret } from '../../use-cases/access/secrets.ts'
import { offerSignIn, readSignInLink, signIn, signOut } from '../../use-cases/access/sign-in.ts'
import { asTold } from '../answer-problem.ts'
import { leakyBuckets } from '../leaky-buckets.ts'
import { fill, readForm, submit, type Values } from '../pages/form.ts'
import type { Web, WebContext, WebEnv } from '../web.ts'
import { clientOf } from './client-address.ts'
import { pour, RATES, refuseFull } from './rate-limits.ts'
import { cookieNames, keepCookie } from './session.ts'
import { askPage, confirmPage, noLinkPage, sentPage } from './sign-in-views.ts'

const LINK_LASTS_SECONDS = 10 * 60
const COOKIE_LASTS_SECONDS = 14 * 24 * 60 * 60

/** Without passwords: a link by mail, for the browser that asked. A link only shows a page; pressing its button signs in. */
export function signInPages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  addAsking(app, web)
  addLinks(app, web)
  app.post('/sign-out', async (c) => {
    await endSessionOf(c)
    keepCookie(c, web, { name: cookieNames(web.baseUrl).session, value: '', maxAgeSeconds: 0 })
    return c.redirect('/sign-in', 303)
  })
  return app
}

function addAsking(app: Hono<WebEnv>, web: Web): void {
  const [toAddress, fromClient] = [leakyBuckets(RATES.mailsToAddress), leakyBuckets(RATES.mailsFromClient)]
  app.get('/sign-in', (c) => c.html(askPage(c, fill(), nextOf(c.req.query('next')))))
  app.post('/sign-in', (c) =>
    submit(
      c,
      async (values) => {
        const email = parseMailAddress(values['email'] ?? '', 'email')
        const of = [
          [toAddress, email.toLowerCase()],
          [fromClient, clientOf(c, web)],
        ] as const
        refuseFull(c, of)
        pour(c, of)
        await offerLink(c, web, { email, next: nextOf(values['next']) })
        return c.html(sentPage(c, web, email))
      },
      (filled) => askPage(c, filled, nextOf(filled.values['next'])),
    ),
  )
}

/** What whoever asked is told, and when, is the same whether or not somebody has that address: the mail goes out later. */
async function offerLink(c: WebContext, web: Web, { email, next }: { email: string; next: string }): Promise<void> {
  const browser = makeSecret()
  const { browser: name } = cookieNames(web.baseUrl)
  keepCookie(c, web, { name, value: browser, maxAgeSeconds: LINK_LASTS_SECONDS })
  const offered = await offerSignIn(c.get('surroundings'), email, browser)
  if (!offered) return
  const { officer, secret } = offered
  const url = `${web.baseUrl}/sign-in/${secret}${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`
  const notice = {
    to: { name: officer.name, address: officer.email },
    subject: 'Sign in to Relance',
    text: `Follow this link in the browser that asked for it, within ten minutes:\n\n${url}\n\nIf you did not ask for it, do nothing.\n`,
  }
  void web.sendNotice(notice).catch((error: unknown) => web.onFault(error, c.get('requestId')))
}

function addLinks(app: Hono<WebEnv>, web: Web): void {
  const names = cookieNames(web.baseUrl)
  const bad = leakyBuckets(RATES.badLinks)
  const browserOf = (c: WebContext) => getCookie(c, names.browser) ?? null
  /** Where the link is not good: says so, and offers another. */
  const attempt = async (c: WebContext, next: string, follow: () => Promise<Response>) => {
    const of = [[bad, clientOf(c, web)]] as const
    refuseFull(c, of)
    try {
      return await follow()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      pour(c, of)
      const told = asTold(error)
      return c.html(noLinkPage(c, told, next), told.status)
    }
  }

  app.get('/sign-in/:secret', (c) => {
    const next = nextOf(c.req.query('next'))
    return attempt(c, next, async () => {
      const { officer } = await readSignInLink(c.get('surroundings'), c.req.param('secret'), browserOf(c))
      return c.html(confirmPage(c, officer, next))
    })
  })

  app.post('/sign-in/:secret', async (c) => {
    const values: Values = await readForm(c)
    const next = nextOf(values['next'])
    return attempt(c, next, async () => {
      const browser = { secret: browserOf(c), userAgent: c.req.header('user-agent') ?? null }
      const session = await signIn(c.get('surroundings'), c.req.param('secret'), browser)
      await endSessionOf(c)
      keepCookie(c, web, { name: names.browser, value: '', maxAgeSeconds: 0 })
      keepCookie(c, web, { name: names.session, value: session.secret, maxAgeSeconds: COOKIE_LASTS_SECONDS })
      return c.redirect(next, 303)
    })
  })
}

/** Of the browser that asks, if it has one. */
async function endSessionOf(c: WebContext): Promise<void> {
  const caller = c.get('caller')
  if (caller && 'sessionId' in caller) await signOut(caller.context, caller.sessionId)
}

/** Only a path of ours: never another site's. */
function nextOf(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(value) ? value : '/'
}
