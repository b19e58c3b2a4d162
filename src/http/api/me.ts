import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { SCOPES } from '../../use-cases/access/roles-and-scopes.ts'
import { deskOf } from '../../use-cases/find.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { day, instant } from './schemas/follow-up-schemas.ts'
import { jsonOf, refusals, toRead } from './operation.ts'

const me = createRoute({
  method: 'get',
  path: '/me',
  operationId: 'showMe',
  summary: 'Say who asks, what for, and what day it is here',
  tags: ['Access'],
  ...toRead,
  responses: {
    200: jsonOf(
      z
        .strictObject({
          email: z.string(),
          name: z.string(),
          role: z.enum(['reader', 'officer', 'administrator']),
          desk: z.string().nullable(),
          scopes: z.array(z.enum(SCOPES)).readonly(),
          today: day(),
          now: instant(),
          timeZone: z.string().openapi({ description: "The office's, in which days begin and end" }),
        })
        .openapi('Me'),
      'The officer of the token or the session.',
    ),
    ...refusals(),
  },
})

export function meRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(me, async (c) => {
    const context = contextOf(c)
    const caller = c.get('caller')!
    const { email, name, role } = context.officer
    const scopes = 'token' in caller ? caller.token.scopes : SCOPES
    const desk = (await deskOf(context))?.reference ?? null
    const { today, now, timeZone } = context
    return c.json({ email, name, role, desk, scopes, today, now, timeZone }, 200)
  })
}
