import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { liftSuppressionOf, showSuppression } from '../../use-cases/delivery/suppressions.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { NUMBER, wanted } from './schemas/fields.ts'
import { instant } from './schemas/follow-up-schemas.ts'
import { jsonOf, refusals, toDo, toReadAs } from './operation.ts'

const tags = ['Access']
const params = z.strictObject({ n: wanted(NUMBER, 'The number of the officer.') })

const suppression = z
  .strictObject({
    suppression: z
      .strictObject({
        suppressedAt: instant(),
        digest: z.string().openapi({ description: 'Which was refused or came back', example: '3/41' }),
        said: z.string().openapi({ description: "The mail server's words", example: '550 5.1.1 no such mailbox' }),
      })
      .nullable(),
  })
  .openapi('Suppression', {
    description: 'Why nothing is mailed to an officer; null where nothing is known against it.',
  })

const show = createRoute({
  method: 'get',
  path: '/officers/{n}/suppression',
  operationId: 'showSuppression',
  summary: 'Show whether mail to an officer is suppressed',
  description: 'For administrators.',
  tags,
  ...toReadAs('admin'),
  request: { params },
  responses: { 200: jsonOf(suppression, 'What is known.'), ...refusals(404) },
})

const lift = createRoute({
  method: 'delete',
  path: '/officers/{n}/suppression',
  operationId: 'liftSuppression',
  summary: 'Send mail to an officer again',
  description: 'For administrators. Done also where nothing was suppressed.',
  tags,
  ...toDo('admin'),
  request: { params },
  responses: { 204: { description: 'What comes from now on is sent.' }, ...refusals(404) },
})

export function suppressionRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(show, async (c) => {
    const found = await showSuppression(contextOf(c), c.req.valid('param').n)
    if (!found) return c.json({ suppression: null }, 200)
    const { suppressedAt, subscription, number, said } = found
    const digest = `${subscription}/${number}`
    return c.json({ suppression: { suppressedAt: suppressedAt.toString(), digest, said } }, 200)
  })

  app.openapi(lift, async (c) => {
    await liftSuppressionOf(contextOf(c), c.req.valid('param').n)
    return c.body(null, 204)
  })
}
