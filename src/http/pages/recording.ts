import { Hono } from 'hono'
import type { Web, WebEnv } from '../web.ts'
import { attachmentPages } from './recording/attachment-pages.ts'
import { correctPages } from './recording/correct-pages.ts'
import { endingPages } from './recording/ending-pages.ts'
import { openPages } from './recording/open-pages.ts'
import { recordPages } from './recording/record-pages.ts'

/** Every form that adds to the ledger. */
export function recordingPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  for (const pages of [recordPages, openPages, correctPages, endingPages, attachmentPages]) app.route('/', pages())
  return app
}
