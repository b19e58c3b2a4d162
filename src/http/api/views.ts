import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { pick } from '../../domain/pick.ts'
import { forgetView, listSavedViews, saveView } from '../../use-cases/pending/saved-views.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { FLAG, lineOf, NUMBER, wanted } from './schemas/fields.ts'
import { bodyOf, jsonOf, ONCE, refusals, toDo, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { QUERY_BODY, QUERY_TOLD, queryOf } from './schemas/query-fields.ts'

const tags = ['Follow-ups']
const FIELDS = ['number', 'name', 'query', 'isShared', 'by', 'isOwn'] as const

const view = z
  .strictObject({
    number: z.int(),
    name: z.string(),
    query: z.strictObject(QUERY_TOLD).openapi({ description: 'What it narrows the list by' }),
    isShared: z.boolean().openapi({ description: 'Offered to everybody; each sees in it what they may see' }),
    by: z.string().openapi({ description: 'The name of the officer who saved it' }),
    isOwn: z.boolean(),
  })
  .openapi('View', { description: 'A list of what is pending, kept under a name.' })

const newView = z
  .strictObject({
    name: wanted(lineOf(80, 'Overdue, our move')),
    query: z.strictObject(QUERY_BODY).openapi({ description: 'What it narrows the list by.' }),
    isShared: wanted(FLAG, 'Offers it to everybody.').default(false),
  })
  .openapi('NewView')

const list = createRoute({
  method: 'get',
  path: '/views',
  operationId: 'listViews',
  summary: 'List your saved views, and those that others share',
  tags,
  ...toRead,
  responses: { 200: jsonOf(pageOf(view), 'All of them, by name.'), ...refusals() },
})

const save = createRoute({
  method: 'post',
  path: '/views',
  operationId: 'saveView',
  summary: 'Save a view',
  tags,
  ...toWrite('record'),
  request: { headers: ONCE, body: bodyOf(newView) },
  responses: { 201: jsonOf(view, 'It is saved.'), ...refusals(400, 409, 413, 415) },
})

const forget = createRoute({
  method: 'delete',
  path: '/views/{n}',
  operationId: 'forgetView',
  summary: 'Forget one of your views',
  description: 'Subscriptions that were made from it stay.',
  tags,
  ...toDo('record'),
  request: { params: z.strictObject({ n: wanted(NUMBER, 'The number of the view.') }), headers: ONCE },
  responses: { 204: { description: 'It is gone.' }, ...refusals(404) },
})

export function viewRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const views = await listSavedViews(contextOf(c))
    return c.json({ items: views.map((one) => pick(one, FIELDS)), next: null }, 200)
  })

  app.openapi(save, async (c) => {
    const { query, ...told } = c.req.valid('json')
    const saved = await saveView(contextOf(c), { ...told, query: queryOf(query) })
    return c.json(pick(saved, FIELDS), 201)
  })

  app.openapi(forget, async (c) => {
    await forgetView(contextOf(c), c.req.valid('param').n)
    return c.body(null, 204)
  })
}
