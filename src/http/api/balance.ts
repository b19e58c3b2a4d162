import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { BRACKETS } from '../../domain/standings/brackets.ts'
import { PENDING_STATES } from '../../domain/correspondence/characters.ts'
import { GROUPINGS } from '../../domain/pending-query.ts'
import { countPending, groupPending } from '../../use-cases/pending/count-pending.ts'
import { MOVES } from '../read-query.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { asked, choiceOf } from './schemas/fields.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { jsonOf, refusals, toRead } from './operation.ts'
import { QUERY_PARAMETERS, queryIn } from './schemas/query-fields.ts'

const tags = ['Follow-ups']

const count = (names: readonly string[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.int()]))).openapi({ description: 'Of each, how many' })

const balance = z
  .strictObject({
    pending: z.int(),
    byBracket: count(BRACKETS),
    byState: count(PENDING_STATES),
    byMove: count(MOVES),
    unread: z.int().openapi({ description: 'With a reply that nobody here has read' }),
    groups: z
      .array(
        z.strictObject({
          key: z.string().nullable().openapi({ description: 'What narrows a list to it; null of those without one' }),
          name: z.string().nullable(),
          pending: z.int(),
          overdue: z.int(),
          longestSilence: z.int().nullable().openapi({ description: 'In days; null where no day is known' }),
        }),
      )
      .nullable()
      .openapi({ description: 'The most overdue first; null where `by` is left out' }),
  })
  .openapi('Balance', { description: 'Each number is the length of the list that it names.' })

const weigh = createRoute({
  method: 'get',
  path: '/balance',
  operationId: 'countPending',
  summary: 'Count what is pending, and how it is spread',
  tags,
  ...toRead,
  request: {
    query: z.strictObject({
      ...QUERY_PARAMETERS,
      ...MOMENT,
      by: asked(choiceOf(GROUPINGS), 'Counts groups of it as well.'),
    }),
  },
  responses: { 200: jsonOf(balance, 'The balance, now or at a moment.'), ...refusals() },
})

export function balanceRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(weigh, async (c) => {
    const context = contextOf(c)
    const { 'as-of': asOf, 'known-at': knownAt, by, ...given } = c.req.valid('query')
    const query = queryIn(given)
    const moment = momentIn({ 'as-of': asOf, 'known-at': knownAt }, context)
    const groups = by === undefined ? null : await groupPending(context, { query, by }, moment)
    const { byState, ...counted } = await countPending(context, query, moment)
    return c.json({ ...counted, byState: byState as Record<string, number>, groups }, 200)
  })
}
