import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { Problem } from '../domain/problem.ts'
import { callerOf } from './access/session.ts'
import { accountPages } from './access/account-pages.ts'
import { officerPages } from './access/officer-pages.ts'
import { limitChanges } from './access/rate-limits.ts'
import { signInPages } from './access/sign-in-pages.ts'
import { answerProblem } from './answer-problem.ts'
import { tellAnswered } from './answered.ts'
import { apiRoutes } from './api/api.ts'
import { assetRoutes } from './assets.ts'
import { neverStored, refuseForeignForms, safeHeaders } from './headers.ts'
import { calendarFeed } from './calendar-feed.ts'
import { healthRoutes } from './health.ts'
import { boundedBody, knownHost, knownMethods, soundAddress } from './limits.ts'
import { boardPages } from './pages/board.ts'
import { counterpartPages } from './pages/counterparts.ts'
import { datesPage } from './pages/dates.ts'
import { digestPages } from './pages/digests.ts'
import { dossierPages } from './pages/dossiers.ts'
import { dutyPages } from './pages/duties.ts'
import { mandatePages } from './pages/mandates.ts'
import { namePages } from './pages/names.ts'
import { followUpPages } from './pages/follow-ups.ts'
import { importPages } from './pages/import.ts'
import { issuedPages } from './pages/issued.ts'
import { keysPage } from './pages/keys.ts'
import { readMoment } from './pages/moment.ts'
import { planPages } from './pages/plan.ts'
import { receivingPointPages } from './pages/receiving-points.ts'
import { recordingPages } from './pages/recording.ts'
import { rulePages } from './pages/rules.ts'
import { silencePages } from './pages/silence.ts'
import { unsubscribePages } from './pages/unsubscribe.ts'
import type { Web, WebContext, WebEnv } from './web.ts'

/** The web desk and the API, as a function from request to response. */
export function webApp(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.onError((error, c) => answerProblem(web, error, c))
  app.notFound((c) => answerProblem(web, new Problem('not_found', 'there is nothing at this address'), c))
  app.use(requestId({ headerName: '' }), tellAnswered(web), safeHeaders(web), neverStored, knownMethods, soundAddress)
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => refuseMethod(web, c, methods) }))
  app.route('/', healthRoutes(web)) // before anybody is asked which name they used: probes know only an address
  app.use(knownHost(web))
  app.route('/', assetRoutes())
  app.use(callerOf(web), boundedBody)
  app.route('/', calendarFeed(web))
  app.route('/', unsubscribePages(web)) // a mail program posts there, which is no page of ours
  app.use(refuseForeignForms(web), limitChanges())
  app.route('/', signInPages(web))
  app.route('/api', apiRoutes(web))
  app.use(async (c, next) => {
    if (!c.get('caller')) throw new Problem('unauthenticated', 'sign in first')
    c.set('moment', readMoment(new URL(c.req.url).searchParams, c.get('surroundings')))
    await next()
  })
  for (const pages of [
    boardPages,
    planPages,
    dossierPages,
    importPages,
    issuedPages,
    followUpPages,
    silencePages,
    receivingPointPages,
    recordingPages,
    counterpartPages,
    dutyPages,
    rulePages,
    mandatePages,
    namePages,
    digestPages,
    accountPages,
    officerPages,
    keysPage,
    datesPage,
  ])
    app.route('/', pages(web))
  return app
}

function refuseMethod(web: Web, c: WebContext, methods: readonly string[]): Response | Promise<Response> {
  c.header('Allow', methods.join(', '))
  const expected = methods.join(' or ')
  return answerProblem(web, new Problem('wrong_method', `got ${c.req.method} — expected ${expected}`), c)
}
