import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { pick } from '../../domain/pick.ts'
import { enterDesk, listDesks, renameDesk } from '../../use-cases/access/desks.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { DESK_REFERENCE, lineOf, wanted } from './schemas/fields.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'

const tags = ['Access']
const NAME = lineOf(200, 'Technical cooperation desk')
const FIELDS = ['reference', 'name'] as const

const desk = z
  .strictObject({ reference: z.string().openapi({ example: 'TC' }), name: z.string() })
  .openapi('Desk', { description: 'A team that owns follow-ups, and sees its own confidential ones.' })

const list = createRoute({
  method: 'get',
  path: '/desks',
  operationId: 'listDesks',
  summary: 'List the desks',
  tags,
  ...toRead,
  responses: { 200: jsonOf(pageOf(desk), 'All of them.'), ...refusals() },
})

const enter = createRoute({
  method: 'post',
  path: '/desks',
  operationId: 'enterDesk',
  summary: 'Enter a desk',
  description: 'For administrators.',
  tags,
  ...toWrite('admin'),
  request: {
    headers: ONCE,
    body: bodyOf(
      z
        .strictObject({ reference: wanted(DESK_REFERENCE, 'Short and lasting.'), name: wanted(NAME) })
        .openapi('NewDesk'),
    ),
  },
  responses: { 201: jsonOf(desk, 'It is entered.'), ...refusals(400, 409, 413, 415) },
})

const rename = createRoute({
  method: 'patch',
  path: '/desks/{ref}',
  operationId: 'renameDesk',
  summary: 'Rename a desk',
  description: 'For administrators. Its reference stays: it stands in what was sent and exported.',
  tags,
  ...toWrite('admin'),
  request: {
    params: z.strictObject({ ref: wanted(DESK_REFERENCE, 'The desk.') }),
    headers: ONCE,
    body: bodyOf(z.strictObject({ name: wanted(NAME) }).openapi('DeskName')),
  },
  responses: { 200: jsonOf(desk, 'As it is now.'), ...refusals(400, 404, 413, 415) },
})

export function deskRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const desks = await listDesks(contextOf(c))
    return c.json({ items: desks.map((one) => pick(one, FIELDS)), next: null }, 200)
  })

  app.openapi(enter, async (c) => c.json(pick(await enterDesk(contextOf(c), c.req.valid('json')), FIELDS), 201))

  app.openapi(rename, async (c) => {
    const renamed = await renameDesk(contextOf(c), c.req.valid('param').ref, c.req.valid('json').name)
    return c.json(pick(renamed, FIELDS), 200)
  })
}
