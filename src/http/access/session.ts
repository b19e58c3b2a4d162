import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { Problem } from '../../domain/problem.ts'
import { readApiToken } from '../../use-cases/access/api-tokens.ts'
import { hashSecret } from '../../use-cases/access/secrets.ts'
import { readSession } from '../../use-cases/access/sign-in.ts'
import { leakyBuckets } from '../leaky-buckets.ts'
import { isApi, type Web, type WebContext, type WebEnv } from '../web.ts'
import { clientOf } from './client-address.ts'
import { pour, RATES, refuseFull } from './rate-limits.ts'

/** Who asks: of the API, by the token in the Authorization header if there is one; else by the session's cookie. */
export function callerOf(web: Web) {
  const { surroundings, baseUrl } = web
  const callerByToken = tokenReader(web)
  return createMiddleware<WebEnv>(async (c, next) => {
    const now = await surroundings()
    c.set('surroundings', now)
    refuseTokenInAddress(c)
    const authorization = isApi(c) ? c.req.header('authorization') : undefined
    const secret = getCookie(c, cookieNames(baseUrl).session)
    if (authorization !== undefined) c.set('caller', await callerByToken(c, authorization))
    else c.set('caller', secret === undefined ? null : await readSession(now, secret))
    await next()
  })
}

const MOST_KNOWN = 1_000

/**
 * Whoever tries token after token is not looked up for long. Tokens that were good before are looked up all the same,
 * so that somebody else's tries at the same address keep nobody from working.
 */
function tokenReader(web: Web) {
  const bad = leakyBuckets(RATES.badTokens)
  const known = new Set<string>()
  return async (c: WebContext, authorization: string) => {
    const of = [[bad, clientOf(c, web)]] as const
    const hash = hashSecret(authorization).toString('base64')
    if (!known.has(hash)) refuseFull(c, of)
    try {
      const caller = await readApiToken(c.get('surroundings'), authorization)
      if (known.size >= MOST_KNOWN) known.clear()
      known.add(hash)
      return caller
    } catch (error) {
      if (error instanceof Problem) pour(c, of)
      known.delete(hash)
      throw error
    }
  }
}

/** Addresses are logged, kept in histories and sent on: a secret in one is a secret no longer. */
function refuseTokenInAddress(c: WebContext): void {
  if (!isApi(c)) return
  const query = new URL(c.req.url).searchParams
  if (['access_token', 'token', 'api_key'].some((name) => query.has(name)))
    throw new Problem('unauthenticated', 'tokens are taken in the Authorization header alone, never in the address')
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
