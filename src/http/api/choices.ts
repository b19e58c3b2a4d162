import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { listChoices } from '../../use-cases/pending/list-choices.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { jsonOf, refusals, toRead } from './operation.ts'

const named = z.array(z.strictObject({ reference: z.string(), name: z.string() })).readonly()

const list = createRoute({
  method: 'get',
  path: '/choices',
  operationId: 'listChoices',
  summary: 'List whom and what a new follow-up can name',
  tags: ['Follow-ups'],
  ...toRead,
  responses: {
    200: jsonOf(
      z
        .strictObject({
          counterparts: named.openapi({ description: 'Who can be asked' }),
          officers: z
            .array(z.strictObject({ email: z.string(), name: z.string() }))
            .readonly()
            .openapi({ description: 'Who can own it' }),
          desks: named.openapi({ description: 'Which it can belong to' }),
          policies: named.openapi({ description: 'The rules for its clocks' }),
        })
        .openapi('Choices'),
      'All of them.',
    ),
    ...refusals(),
  },
})

export function choiceRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => c.json(await listChoices(contextOf(c)), 200))
}
