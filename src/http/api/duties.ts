import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { dutyFields, dutyRow } from '../../domain/duty.ts'
import { enterReportDuty } from '../../use-cases/mandates/enter-mandate.ts'
import { giveDuties } from '../../use-cases/issued/give-duties.ts'
import { listDutiesOn, showDuty } from '../../use-cases/mandates/list-duties.ts'
import { correctReportDuty, recordSubmission, withdrawSubmission } from '../../use-cases/mandates/meet-duty.ts'
import { naming } from '../naming.ts'
import { contextOf, type WebContext, type WebEnv } from '../web.ts'
import { duty, dutyStory, newDuty, newSubmission, dutyCorrection, withdrawal } from './schemas/duty-schemas.ts'
import { AS_CSV, csvAnswer, isCsvWanted, isGiven, listOrCsv } from './request/accepted.ts'
import { choiceOf, NUMBER, REFERENCE, asked, wanted } from './schemas/fields.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'

const tags = ['Report duties']
const params = z.strictObject({ n: wanted(NUMBER, 'The number of the duty.') })
const ofDossier = z.strictObject({ ref: wanted(REFERENCE, 'The dossier.') })

const list = createRoute({
  method: 'get',
  path: '/duties',
  operationId: 'listDuties',
  summary: 'List what must be reported, with its asks as they will stand on the day',
  tags,
  ...toRead,
  request: {
    query: z.strictObject({
      ...MOMENT,
      dossier: asked(REFERENCE, 'Only those of this dossier.'),
      met: asked(choiceOf(['yes', 'no']), 'Whether those that were met are listed too.'),
      file: AS_CSV,
    }),
  },
  responses: {
    200: listOrCsv(pageOf(duty), 'All of them, the nearest day first, those without one last.'),
    ...refusals(406),
  },
})

const show = createRoute({
  method: 'get',
  path: '/duties/{n}',
  operationId: 'showDuty',
  summary: 'Tell a report duty, and all that was recorded of it',
  tags,
  ...toRead,
  request: { params, query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(dutyStory, 'The duty, now or at a moment.'), ...refusals(404) },
})

const enter = createRoute({
  method: 'post',
  path: '/dossiers/{ref}/duties',
  operationId: 'enterDuty',
  summary: 'Enter a report that is owed',
  tags,
  ...toWrite('record'),
  request: { params: ofDossier, headers: ONCE, body: bodyOf(newDuty) },
  responses: { 201: jsonOf(dutyStory, 'It is entered.'), ...refusals(400, 404, 409, 413, 415) },
})

const meet = createRoute({
  method: 'post',
  path: '/duties/{n}/submission',
  operationId: 'meetDuty',
  summary: 'Record the report that met a duty',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(newSubmission) },
  responses: { 201: jsonOf(dutyStory, 'It is met.'), ...refusals(400, 404, 409, 413, 415) },
})

const unmeet = createRoute({
  method: 'delete',
  path: '/duties/{n}/submission',
  operationId: 'withdrawSubmission',
  summary: 'Take back that a duty was met',
  description: 'Both the report and its withdrawal stay in the ledger.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(withdrawal) },
  responses: { 200: jsonOf(dutyStory, 'It is open again.'), ...refusals(400, 404, 409, 413, 415) },
})

const correct = createRoute({
  method: 'post',
  path: '/duties/{n}/corrections',
  operationId: 'correctDuty',
  summary: 'Say by which day it is due after all',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(dutyCorrection) },
  responses: { 201: jsonOf(dutyStory, 'It is corrected.'), ...refusals(400, 404, 409, 413, 415) },
})

const takeBack = createRoute({
  method: 'delete',
  path: '/duties/{n}',
  operationId: 'withdrawDuty',
  summary: 'Say that nothing is owed after all',
  description: 'Both the duty and its withdrawal stay in the ledger.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(withdrawal) },
  responses: { 204: { description: 'It is owed no longer.' }, ...refusals(400, 404, 409, 413, 415) },
})

export function dutyRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const { dossier, met, file, ...moment } = c.req.valid('query')
    const context = contextOf(c)
    const isCsv = isCsvWanted(c)
    const read = isGiven(c, isCsv || file) ? giveDuties : listDutiesOn
    const duties = await read(context, { dossier, isOpen: met !== 'yes' }, momentIn(moment, context))
    return isCsv ? csvAnswer(c, duties.map(dutyRow)) : c.json({ items: duties.map(dutyFields), next: null }, 200)
  })
  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const story = await showDuty(context, c.req.valid('param').n, momentIn(c.req.valid('query'), context))
    return c.json({ ...dutyFields(story.duty), history: [...story.history] }, 200)
  })
  app.openapi(enter, async (c) => {
    const number = await enterReportDuty(contextOf(c), { dossier: c.req.valid('param').ref, ...c.req.valid('json') })
    return c.json(await storyOf(c, number), 201)
  })
  changesOf(app)
}

function changesOf(app: OpenAPIHono<WebEnv>): void {
  app.openapi(meet, async (c) => {
    const [context, { n }] = [contextOf(c), c.req.valid('param')]
    const { submittedOn, ...report } = c.req.valid('json')
    const submission = { duty: n, submittedOn: submittedOn ?? context.today, ...report }
    await naming({ on: 'submittedOn' }, () => recordSubmission(context, submission))
    return c.json(await storyOf(c, n), 201)
  })
  app.openapi(unmeet, async (c) => {
    const { n } = c.req.valid('param')
    await withdrawSubmission(contextOf(c), { duty: n, why: c.req.valid('json').why })
    return c.json(await storyOf(c, n), 200)
  })
  app.openapi(correct, async (c) => {
    const { n } = c.req.valid('param')
    const correction = { duty: n, isWithdrawn: false, ...c.req.valid('json') }
    await naming({ due: 'dueOn' }, () => correctReportDuty(contextOf(c), correction))
    return c.json(await storyOf(c, n), 201)
  })
  app.openapi(takeBack, async (c) => {
    const { why } = c.req.valid('json')
    await correctReportDuty(contextOf(c), { duty: c.req.valid('param').n, dueOn: null, isWithdrawn: true, why })
    return c.body(null, 204)
  })
}

async function storyOf(c: WebContext, number: number) {
  const { duty: told, history } = await showDuty(contextOf(c), number)
  return { ...dutyFields(told), history: [...history] }
}
