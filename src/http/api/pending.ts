import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { followUpFields } from '../../domain/follow-up.ts'
import { SORTS } from '../../domain/pending-query.ts'
import { Problem } from '../../domain/problem.ts'
import { listPendingPage } from '../../use-cases/list-pending-page.ts'
import { pendingCsv } from '../csv-stream.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { csvPages, isCsvWanted, listOrCsv } from './accepted.ts'
import { asked, choiceOf, lineOf } from './fields.ts'
import { followUp } from './follow-up-schemas.ts'
import { MOMENT, momentIn } from './moment.ts'
import { refusals, toRead } from './operation.ts'
import { LINK, nextPage, pageOf, pageParameters } from './paging.ts'
import { QUERY_PARAMETERS, queryIn } from './query-fields.ts'

const tags = ['Follow-ups']
const ROWS = 50

const list = createRoute({
  method: 'get',
  path: '/follow-ups',
  operationId: 'listFollowUps',
  summary: 'List what is pending',
  description: 'Longest silence first, unless sorted otherwise. As text/csv all of it comes at once, without pages.',
  tags,
  ...toRead,
  request: {
    query: z.strictObject({
      ...QUERY_PARAMETERS,
      ...MOMENT,
      sort: asked(choiceOf(SORTS), 'By the oldest last word, due day or ask; silence where it is left out.'),
      ...pageParameters(lineOf()),
    }),
  },
  responses: {
    200: { ...listOrCsv(pageOf(followUp), 'A page.'), headers: LINK },
    ...refusals(406),
  },
})

export function pendingRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const { 'as-of': asOf, 'known-at': knownAt, sort = 'silence', limit, after, ...given } = c.req.valid('query')
    const query = queryIn(given)
    const moment = momentIn({ 'as-of': asOf, 'known-at': knownAt }, context)
    if (isCsvWanted(c)) {
      refusePages({ limit, after })
      return csvPages(c, await pendingCsv(c, { query, sort }, moment))
    }
    const page = await listPendingPage(context, { query, sort, after: after ?? null, limit: limit ?? ROWS }, moment)
    return c.json({ items: page.followUps.map(followUpFields), next: nextPage(c, page.next) }, 200)
  })
}

function refusePages(given: Record<string, unknown>): void {
  const [name] = Object.entries(given).find(([, value]) => value !== undefined) ?? []
  if (name) throw new Problem('invalid', `${name}: expected none, because text/csv has no pages`)
}
