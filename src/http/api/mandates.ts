import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { correctMandate } from '../../use-cases/mandates/correct-mandate.ts'
import { enterMandate } from '../../use-cases/mandates/enter-mandate.ts'
import { listAllMandates, showMandate } from '../../use-cases/mandates/list-mandates.ts'
import { mandateStoryFields } from '../../use-cases/stories/story-fields.ts'
import { contextOf, type WebContext, type WebEnv } from '../web.ts'
import { mandateCorrection, mandateOfDossier, newMandate, withdrawal } from './schemas/duty-schemas.ts'
import { asked, NUMBER, REFERENCE, wanted } from './schemas/fields.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { mandateStory } from './schemas/story-schemas.ts'

const tags = ['Report duties']
const params = z.strictObject({ n: wanted(NUMBER, 'The number of the mandate.') })

const enter = createRoute({
  method: 'post',
  path: '/dossiers/{ref}/mandates',
  operationId: 'enterMandate',
  summary: 'Enter the decision that obliges somebody',
  tags,
  ...toWrite('record'),
  request: {
    params: z.strictObject({ ref: wanted(REFERENCE, 'The dossier.') }),
    headers: ONCE,
    body: bodyOf(newMandate),
  },
  responses: { 201: jsonOf(mandateStory, 'It is entered.'), ...refusals(400, 404, 409, 413, 415) },
})

const show = createRoute({
  method: 'get',
  path: '/mandates/{n}',
  operationId: 'showMandate',
  summary: 'Tell a decision, and each version of it',
  tags,
  ...toRead,
  request: { params, query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(mandateStory, 'The decision, now or at a moment.'), ...refusals(404) },
})

const correct = createRoute({
  method: 'post',
  path: '/mandates/{n}/corrections',
  operationId: 'correctMandate',
  summary: 'Say what a decision is after all, or when it was taken',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(mandateCorrection) },
  responses: { 201: jsonOf(mandateStory, 'It is corrected.'), ...refusals(400, 404, 409, 413, 415) },
})

const takeBack = createRoute({
  method: 'delete',
  path: '/mandates/{n}',
  operationId: 'withdrawMandate',
  summary: 'Say that a decision obliges to nothing here after all',
  description: 'Both the mandate and its withdrawal stay in the ledger. Nothing is owed under it any more.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(withdrawal) },
  responses: { 204: { description: 'It is taken back.' }, ...refusals(400, 404, 409, 413, 415) },
})

const list = createRoute({
  method: 'get',
  path: '/mandates',
  operationId: 'listMandates',
  summary: 'List the decisions that oblige, with how many reports are owed under each',
  tags,
  ...toRead,
  request: { query: z.strictObject({ ...MOMENT, dossier: asked(REFERENCE, 'Only those of this dossier.') }) },
  responses: { 200: jsonOf(pageOf(mandateOfDossier), 'All of them.'), ...refusals(404) },
})

export function mandateRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const { dossier, ...moment } = c.req.valid('query')
    const context = contextOf(c)
    return c.json({ items: await listAllMandates(context, dossier, momentIn(moment, context)), next: null }, 200)
  })
  app.openapi(enter, async (c) => {
    const number = await enterMandate(contextOf(c), { dossier: c.req.valid('param').ref, ...c.req.valid('json') })
    return c.json(await storyOf(c, number), 201)
  })
  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const story = await showMandate(context, c.req.valid('param').n, momentIn(c.req.valid('query'), context))
    return c.json(mandateStoryFields(story), 200)
  })
  app.openapi(correct, async (c) => {
    const { n: mandate } = c.req.valid('param')
    const { why, ...told } = c.req.valid('json')
    const decision = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
    await correctMandate(contextOf(c), { mandate, decision, isWithdrawn: false, why })
    return c.json(await storyOf(c, mandate), 201)
  })
  app.openapi(takeBack, async (c) => {
    const { why } = c.req.valid('json')
    await correctMandate(contextOf(c), { mandate: c.req.valid('param').n, decision: {}, isWithdrawn: true, why })
    return c.body(null, 204)
  })
}

async function storyOf(c: WebContext, number: number) {
  return mandateStoryFields(await showMandate(contextOf(c), number))
}
