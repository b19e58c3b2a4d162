import { Hono } from 'hono'
import { REMINDER_FORMATS } from '../../documents/reminder-file.ts'
import { parseChoice } from '../../domain/choice.ts'
import { parseReference } from '../../domain/text.ts'
import { MOST_DAYS, planApproaches, USUAL_DAYS } from '../../use-cases/plan/plan-approaches.ts'
import { listMeetings } from '../../use-cases/plan/plan-meeting.ts'
import { digitsFrom } from '../api/schemas/fields.ts'
import { readQuery } from '../read-query.ts'
import { serveReminder } from '../reminder.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { meetingPages } from './plan/meeting-pages.ts'
import { planPage } from './plan/plan-page.ts'

/** Whom to approach next, the drafts for it, and the meetings that are planned. */
export function planPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/plan', async (c) => {
    const context = contextOf(c)
    const moment = c.get('moment')
    const query = readQuery(new URL(c.req.url).searchParams)
    const days = readDays(c.req.query('days'))
    const plan = await planApproaches(context, { query, days }, moment)
    return c.html(planPage(c, { plan, query, days, meetings: await listMeetings(context, moment) }))
  })

  app.get('/plan/drafts/:ref', async (c) => {
    const of = parseReference(c.req.param('ref'), 'draft')
    const format = parseChoice(c.req.query('format') ?? 'md', 'format', REMINDER_FORMATS)
    const days = readDays(c.req.query('days'))
    return serveReminder(c, { of, days, format }, c.get('moment'))
  })

  app.route('/', meetingPages())
  return app
}

function readDays(given: string | undefined): number {
  return given === undefined ? USUAL_DAYS : digitsFrom(1, MOST_DAYS).parse(given, 'days')
}
