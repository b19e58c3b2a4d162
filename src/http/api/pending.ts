import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { followUpFields } from '../../domain/standings/follow-up.ts'
import { SORTS } from '../../domain/pending-query.ts'
import { Problem } from '../../domain/problem.ts'
import { ROWS_FORMATS, recordList } from '../../use-cases/issued/give-list.ts'
import { listPendingPage } from '../../use-cases/pending/list-pending-page.ts'
import { pendingCsv } from '../csv-stream.ts'
import { pendingXlsx } from '../pending-xlsx.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { csvPages, formatWanted, listOrCsv, OR_XLSX, xlsxAnswer } from './request/accepted.ts'
import { asked, choiceOf, lineOf } from './schemas/fields.ts'
import { followUp } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { refusals, toRead } from './operation.ts'
import { LINK, nextPage, pageOf, pageParameters } from './request/paging.ts'
import { QUERY_PARAMETERS, queryIn } from './schemas/query-fields.ts'

const tags = ['Follow-ups']
const ROWS = 50
const PAGE = listOrCsv(pageOf(followUp), 'A page.')

const list = createRoute({
  method: 'get',
  path: '/follow-ups',
  operationId: 'listFollowUps',
  summary: 'List what is pending',
  description:
    'Longest silence first, unless sorted otherwise. As text/csv all of it comes at once, without pages; as a workbook ' +
    '(XLSX) too, with days that are days.',
  tags,
  ...toRead,
  request: {
    query: z.strictObject({
      ...QUERY_PARAMETERS,
      ...MOMENT,
      sort: asked(choiceOf(SORTS), 'By the oldest last word, due day or ask; silence where it is left out.'),
      ...pageParameters(lineOf()),
      file: asked(
        choiceOf(ROWS_FORMATS),
        'What a program makes of the pages, where that is a file that leaves the house: the ledger keeps with the first that it was given out.',
      ),
    }),
  },
  responses: {
    200: { ...PAGE, content: { ...PAGE.content, ...OR_XLSX }, headers: LINK },
    ...refusals(406, 413),
  },
})

export function pendingRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const { 'as-of': asOf, 'known-at': knownAt, sort = 'silence', limit, after, file, ...given } = c.req.valid('query')
    const query = queryIn(given)
    const moment = momentIn({ 'as-of': asOf, 'known-at': knownAt }, context)
    const format = formatWanted(c)
    if (format !== 'json') refusePages({ limit, after, file })
    if (file && after === undefined && c.req.method !== 'HEAD')
      await recordList(context, { query, format: file }, moment)
    if (format === 'csv') return csvPages(c, await pendingCsv(c, { query, sort }, moment))
    if (format === 'xlsx') return xlsxAnswer(c, await pendingXlsx(c, { query, sort }, moment))
    const page = await listPendingPage(context, { query, sort, after: after ?? null, limit: limit ?? ROWS }, moment)
    return c.json({ items: page.followUps.map(followUpFields), next: nextPage(c, page.next) }, 200)
  })
}

function refusePages(given: Record<string, unknown>): void {
  const [name] = Object.entries(given).find(([, value]) => value !== undefined) ?? []
  if (name) throw new Problem('invalid', `${name}: expected none, because a file has no pages`)
}
