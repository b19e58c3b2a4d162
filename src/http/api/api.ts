import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { once } from '../../domain/once.ts'
import type { Web, WebEnv } from '../web.ts'
import { assessmentRoutes } from './assessments.ts'
import { attachmentRoutes } from './attachments.ts'
import { balanceRoutes } from './balance.ts'
import { calendarRoutes } from './calendars.ts'
import { choiceRoutes } from './choices.ts'
import { closureRoutes } from './closures.ts'
import { communicationRoutes } from './communications.ts'
import { counterpartChangeRoutes } from './counterpart-changes.ts'
import { counterpartRoutes } from './counterparts.ts'
import { deskRoutes } from './desks.ts'
import { digestRoutes } from './digests.ts'
import { documentRoutes } from './documents.ts'
import { documentOf } from './document.ts'
import { docsBody, docsPage } from './docs/docs-page.ts'
import { readDocument } from './docs/reading.ts'
import { dossierRoutes } from './dossiers.ts'
import { dutyRoutes } from './duties.ts'
import { mandateRoutes } from './mandates.ts'
import { nameRoutes } from './names.ts'
import { followUpRoutes } from './follow-ups.ts'
import { holidayRoutes } from './holidays.ts'
import { meetingRoutes } from './meetings.ts'
import { meRoutes } from './me.ts'
import { refuseMistakes } from './request/mistakes.ts'
import { noteRoutes } from './notes.ts'
import { officerRoutes } from './officers.ts'
import { pendingRoutes } from './pending.ts'
import { planRoutes } from './plan.ts'
import { policyRoutes } from './policies.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { receivingPointRoutes } from './receiving-points.ts'
import { silenceRoutes } from './silence.ts'
import { sessionRoutes } from './sessions.ts'
import { suppressionRoutes } from './suppressions.ts'
import { tokenRoutes } from './tokens.ts'
import { viewRoutes } from './views.ts'

/** The API and its documentation. */
export function apiRoutes(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const api = new OpenAPIHono<WebEnv>({ defaultHook: refuseMistakes })
  pendingRoutes(api)
  balanceRoutes(api)
  choiceRoutes(api)
  viewRoutes(api)
  silenceRoutes(api)
  followUpRoutes(api)
  planRoutes(api)
  closureRoutes(api)
  assessmentRoutes(api)
  dossierRoutes(api)
  noteRoutes(api, web)
  dutyRoutes(api)
  mandateRoutes(api)
  nameRoutes(api)
  communicationRoutes(api)
  documentRoutes(api)
  attachmentRoutes(api)
  counterpartRoutes(api)
  counterpartChangeRoutes(api)
  meetingRoutes(api)
  receivingPointRoutes(api)
  policyRoutes(api)
  holidayRoutes(api)
  calendarRoutes(api, web)
  subscriptionRoutes(api)
  digestRoutes(api, web)
  officerRoutes(api)
  suppressionRoutes(api)
  deskRoutes(api)
  sessionRoutes(api)
  tokenRoutes(api)
  meRoutes(api)
  // Describing every route takes longer than all else at a start, and most never ask.
  const document = once(() => documentOf(api, web))
  const body = once(() => docsBody(readDocument(document())))
  app.get('/', (c) => c.html(docsPage(c, body())))
  api.get('/openapi.json', (c) => c.json(document(), 200, { 'Cache-Control': 'no-cache' }))
  app.route('/v1', api)
  app.all('/*', (c) => c.notFound())
  return app
}
