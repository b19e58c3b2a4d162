import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { Problem } from '../domain/problem.ts'
import type { WebEnv } from './web.ts'

const LONGEST_URL = 8 * 1024
export const LARGEST_BODY = 1024 * 1024
/** Of a form that carries attachments. */
export const LARGEST_UPLOAD = 25 * 1024 * 1024

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
      throw new Problem('too_large', `request: expected at most ${maxSize / 1024 / 1024} MiB`)
    },
  })
}
