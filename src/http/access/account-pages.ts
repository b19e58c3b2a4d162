import { Hono } from 'hono'
import type { Web, WebEnv } from '../web.ts'

export function accountPages(_web: Web): Hono<WebEnv> {
  return new Hono<WebEnv>()
}
