import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { Problem } from '../domain/problem.ts'
import { describeInput } from '../domain/visible.ts'
import type { Web, WebEnv } from './web.ts'

const LONGEST_URL = 8 * 1024
const MIB = 1024 * 1024
export const LARGEST_BODY = MIB
/** Of a form that carries attachments. */
const LARGEST_UPLOAD = 25 * MIB

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/** What browsers and programs have no use for here, such as TRACE, which would show cookies to whoever asks. */
export const knownMethods = createMiddleware<WebEnv>(async (c, next) => {
  if (!METHODS.includes(c.req.method)) {
    c.header('Allow', METHODS.join(', '))
    throw new Problem('wrong_method', `got ${c.req.method} — expected one of ${METHODS.join(', ')}`)
  }
  await next()
})

/**
 * Refuses what was sent to another name than BASE_URL has: a page of another site that points its own name here would
 * otherwise be taken for ours. The machine itself may say localhost, as a proxy on it does.
 */
export function knownHost({ baseUrl }: Web) {
  const { hostname: own } = new URL(baseUrl)
  return createMiddleware<WebEnv>(async (c, next) => {
    const { hostname } = new URL(c.req.url)
    if (hostname !== own && !LOOPBACK.test(hostname))
      throw new Problem(
        'misdirected',
        `Host: got ${describeInput(hostname)} — expected ${own}; try BASE_URL, or a proxy that hands the name on`,
      )
    await next()
  })
}

/** Refuses addresses that are too long or that are none. */
export const soundAddress = createMiddleware<WebEnv>(async (c, next) => {
  if (c.req.url.length > LONGEST_URL)
    throw new Problem('uri_too_long', `address: expected at most ${LONGEST_URL} characters`)
  try {
    if (decodeURIComponent(new URL(c.req.url).pathname).includes('\0')) throw new URIError()
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    throw new Problem('malformed', 'address: got what is no text in UTF-8 — expected an address as our pages give it')
  }
  await next()
})

export function atMost(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      const size = maxSize < MIB ? `${maxSize / 1024} KiB` : `${maxSize / MIB} MiB`
      throw new Problem('too_large', `request: expected at most ${size}`)
    },
  })
}

const [few, some, many] = [atMost(64 * 1024), atMost(LARGEST_BODY), atMost(LARGEST_UPLOAD)]

/** A body may be held in memory before anybody has looked at it: of whoever is not signed in only a small one is. */
export const boundedBody = createMiddleware<WebEnv>((c, next) => {
  if (!c.get('caller')) return few(c, next)
  const isUpload = /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')
  return (isUpload ? many : some)(c, next)
})
