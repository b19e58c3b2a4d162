import { createMiddleware } from 'hono/factory'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem } from '../../../domain/problem.ts'
import { answerOnce } from '../../../use-cases/access/answer-once.ts'
import { contextOf, type WebContext, type WebEnv } from '../../web.ts'

const KEY = /^[\x21-\x7e]{1,200}$/
const KEPT_HEADERS = ['Location', 'ETag'] as const

/** A request with an Idempotency-Key is done once, however often it is sent: later ones get the first one's answer. */
export const once = createMiddleware<WebEnv>(async (c, next) => {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return next()
  parseKey(key, 'Idempotency-Key')
  const context = contextOf(c)
  const { pathname, search } = new URL(c.req.url) // whichever name the service was called by
  const request = [c.req.method, pathname + search, new Uint8Array(await c.req.arrayBuffer())]
  try {
    const { status, body, isReplayed } = await answerOnce(context, { key, request }, async (within) => {
      if (c.error) throw c.error // the transaction is tried again, but what is answered is answered
      c.set('caller', { ...c.get('caller')!, context: within })
      await next()
      if (c.error) throw c.error // so that nothing of it is kept; it is answered already
      return { status: c.res.status, body: JSON.stringify(await partsOf(c.res.clone())) }
    })
    if (isReplayed) c.res = replay(c, status as ContentfulStatusCode, JSON.parse(body) as Parts)
  } catch (error) {
    if (error !== c.error) throw error
  }
})

export function parseKey(value: unknown, field: string): string {
  if (typeof value === 'string' && KEY.test(value)) return value
  throw new Problem('invalid', `${field}: expected 1 to 200 visible characters of ASCII; try a random UUID`)
}

interface Parts {
  headers: Record<string, string>
  type: string | null
  text: string
}

async function partsOf(response: Response): Promise<Parts> {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return {
    headers: Object.fromEntries(headers),
    type: response.headers.get('Content-Type'),
    text: await response.text(),
  }
}

function replay(c: WebContext, status: ContentfulStatusCode, { headers, type, text }: Parts): Response {
  const kept = { ...headers, ...(type === null ? {} : { 'Content-Type': type }), 'Idempotent-Replayed': 'true' }
  return text === '' ? c.body(null, status, kept) : c.body(text, status, kept) // 204 takes no body, not even an empty one
}
