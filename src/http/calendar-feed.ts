import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { composeCalendar } from '../documents/calendar-file.ts'
import { Problem } from '../domain/problem.ts'
import { readCalendarFeed } from '../use-cases/access/calendar-feeds.ts'
import { listCalendar } from '../use-cases/pending/list-calendar.ts'
import { clientOf } from './access/client-address.ts'
import { pour, RATES, refuseFull } from './access/rate-limits.ts'
import { leakyBuckets } from './leaky-buckets.ts'
import type { Web, WebContext, WebEnv } from './web.ts'

/** What calendar programs read: they show no cookie and no header of ours, so that the address itself is the key. */
export function calendarFeed(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const bad = leakyBuckets(RATES.badTokens)
  const reads = leakyBuckets(RATES.calendarReads)
  app.get('/calendar/:file{[\\w-]+\\.ics}', async (c) => {
    c.header('Referrer-Policy', 'no-referrer')
    const feed = await feedOf(c, [bad, clientOf(c, web)])
    const of = [[reads, String(feed.id)]] as const
    refuseFull(c, of)
    pour(c, of)
    const events = await listCalendar(feed.context, feed.query)
    return served(c, await composeCalendar({ view: feed.name, events, baseUrl: web.baseUrl, language: 'en' }))
  })
  return app
}

/** Whoever tries address after address is not looked up for long. */
async function feedOf(c: WebContext, tries: readonly [ReturnType<typeof leakyBuckets>, string]) {
  refuseFull(c, [tries])
  try {
    return await readCalendarFeed(c.get('surroundings'), c.req.param('file')!.replace(/\.ics$/, ''))
  } catch (error) {
    if (error instanceof Problem) pour(c, [tries])
    throw error
  }
}

/** Kept by nobody but whoever asked, who asks again whether it is still the same. */
function served(c: WebContext, calendar: string): Response {
  const tag = `"${createHash('sha256').update(calendar).digest('base64url')}"`
  c.header('ETag', tag)
  c.header('Cache-Control', 'private, no-cache')
  const known = c.req.header('if-none-match') ?? ''
  if (known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)) return c.body(null, 304)
  c.header('Content-Type', 'text/calendar; charset=utf-8')
  c.header('Content-Disposition', 'inline; filename="relance.ics"')
  return c.body(calendar)
}
