import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import { Problem } from '../domain/problem.ts'
import { isApi, type Web, type WebEnv } from './web.ts'

/** Nothing but what we serve ourselves, and no script or style inside a page. What somebody sent us has a policy of its own. */
export function safeHeaders({ baseUrl }: Web) {
  const own = ["'self'"]
  const usual = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: own,
      scriptSrc: own,
      imgSrc: own,
      connectSrc: own,
      frameSrc: own,
      manifestSrc: own,
      formAction: own,
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: baseUrl.startsWith('https:') ? 'max-age=15552000' : false,
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    overwrite: false, // what shows a mail in a frame has a policy of its own
  })
  return createMiddleware<WebEnv>(async (c, next) => {
    let special: string | null = null
    await usual(c, async () => {
      await next()
      special = c.res.headers.get(POLICY)
    })
    if (special !== null) c.res.headers.set(POLICY, special)
  })
}

const POLICY = 'Content-Security-Policy'

/** What is shown may be confidential and is of this moment: nothing between us and the reader keeps it. */
export const neverStored = createMiddleware<WebEnv>(async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
})

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A change that a browser asks for must come from one of our own pages; whoever shows a token is no browser. */
export function refuseForeignForms({ baseUrl }: Web) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const isTokenBearer = isApi(c) && c.req.header('authorization') !== undefined
    if (!SAFE.has(c.req.method) && !isTokenBearer && !isOwn(c.req.raw, baseUrl)) {
      throw new Problem(
        'forbidden',
        'this was sent from another site, or by a program without a token; nothing was done',
      )
    }
    await next()
  })
}

function isOwn({ headers }: Request, baseUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return headers.get('origin') === baseUrl
}
