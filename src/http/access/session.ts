import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { readApiToken } from '../../use-cases/api-tokens.ts'
import { readSession } from '../../use-cases/sign-in.ts'
import { isApi, type Web, type WebContext, type WebEnv } from '../web.ts'

/** Who asks: of the API, by the token in the Authorization header if there is one; else by the session's cookie. */
export function callerOf({ surroundings, baseUrl }: Web) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const now = await surroundings()
    c.set('surroundings', now)
    const authorization = isApi(c) ? c.req.header('authorization') : undefined
    const secret = getCookie(c, cookieNames(baseUrl).session)
    if (authorization !== undefined) c.set('caller', await readApiToken(now, authorization))
    else c.set('caller', secret === undefined ? null : await readSession(now, secret))
    await next()
  })
}

/** Over HTTPS with the prefix that no other host and no plain connection can set. */
export function cookieNames(baseUrl: string): { session: string; browser: string } {
  const prefix = baseUrl.startsWith('https:') ? '__Host-' : ''
  return { session: `${prefix}relance`, browser: `${prefix}relance-browser` }
}

/** Where `maxAgeSeconds` is 0, takes the cookie back. */
export function keepCookie(
  c: WebContext,
  { baseUrl }: Web,
  { name, value, maxAgeSeconds }: { name: string; value: string; maxAgeSeconds: number },
): void {
  const secure = baseUrl.startsWith('https:')
  setCookie(c, name, value, { path: '/', httpOnly: true, secure, sameSite: 'Lax', maxAge: maxAgeSeconds })
}
