import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { pick } from '../../domain/pick.ts'
import { endSession, listSessions } from '../../use-cases/access/sessions.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { NUMBER, wanted } from './schemas/fields.ts'
import { instant } from './schemas/follow-up-schemas.ts'
import { jsonOf, refusals, toDo, toRead } from './operation.ts'
import { pageOf } from './request/paging.ts'

const tags = ['Access']
const FIELDS = ['id', 'userAgent', 'createdAt', 'lastSeenAt', 'expiresAt'] as const

const session = z
  .strictObject({
    id: z.int(),
    userAgent: z.string().nullable().openapi({ description: 'What the browser called itself' }),
    createdAt: instant(),
    lastSeenAt: instant().openapi({ description: 'Noted at most once an hour' }),
    expiresAt: instant(),
  })
  .openapi('Session', { description: 'A browser in which you are signed in.' })

const list = createRoute({
  method: 'get',
  path: '/sessions',
  operationId: 'listSessions',
  summary: 'List where you are signed in',
  tags,
  ...toRead,
  responses: { 200: jsonOf(pageOf(session), 'All of them, the last used first.'), ...refusals() },
})

const end = createRoute({
  method: 'delete',
  path: '/sessions/{id}',
  operationId: 'endSession',
  summary: 'Sign out there',
  tags,
  ...toDo('admin'),
  request: { params: z.strictObject({ id: wanted(NUMBER, 'The session.') }) },
  responses: { 204: { description: 'It is over.' }, ...refusals(404) },
})

export function sessionRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const sessions = await listSessions(contextOf(c))
    return c.json({ items: sessions.map((one) => pick(one, FIELDS)), next: null }, 200)
  })

  app.openapi(end, async (c) => {
    await endSession(contextOf(c), c.req.valid('param').id)
    return c.body(null, 204)
  })
}
