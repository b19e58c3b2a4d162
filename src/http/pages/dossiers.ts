import { Hono } from 'hono'
import type { Web, WebEnv } from '../web.ts'

export function dossierPages(_web: Web): Hono<WebEnv> {
  return new Hono<WebEnv>()
}
