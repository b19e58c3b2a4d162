import { Hono } from 'hono'
import { XLSX } from '../../documents/sheets/xlsx-file.ts'
import { parseLine } from '../../domain/text.ts'
import { countPending, groupPending } from '../../use-cases/pending/count-pending.ts'
import { listDutiesOn } from '../../use-cases/mandates/list-duties.ts'
import { listChoices } from '../../use-cases/pending/list-choices.ts'
import { listPendingPage } from '../../use-cases/pending/list-pending-page.ts'
import { listStalePoints } from '../../use-cases/silence/list-receiving-points.ts'
import { forgetView, listSavedViews, saveView } from '../../use-cases/pending/saved-views.ts'
import { pendingCsv } from '../csv-stream.ts'
import { pendingXlsx } from '../pending-xlsx.ts'
import { readNumber } from '../read-number.ts'
import { readQuery } from '../read-query.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { STRIP } from './board/balance.ts'
import { REPORTS_SHOWN } from './board/reports-ahead.ts'
import { boardPage } from './board/board-page.ts'
import { pathOf, readView, without, type View } from './board/view.ts'
import { fill, readFields, submit, type Filled } from './form.ts'
import type { Html } from './html.ts'

const ROWS = 50

export function boardPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/', async (c) => c.html(await show(c, readView(new URL(c.req.url).searchParams), fill())))

  app.get('/pending.csv', async (c) => {
    const query = readQuery(new URL(c.req.url).searchParams)
    const stream = await pendingCsv(c, { query, sort: 'silence' }, c.get('moment'))
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', 'attachment; filename="pending.csv"')
    return c.body(stream)
  })

  app.get('/pending.xlsx', async (c) => {
    const query = readQuery(new URL(c.req.url).searchParams)
    const workbook = await pendingXlsx(c, { query, sort: 'silence' }, c.get('moment'))
    c.header('Content-Type', XLSX)
    c.header('Content-Disposition', 'attachment; filename="pending.xlsx"')
    return c.body(new Uint8Array(workbook))
  })

  app.post('/views', (c) => {
    let query = {}
    return submit(
      c,
      async (values) => {
        query = readQuery(new URLSearchParams(values))
        const { name } = readFields(values, { name: (value, field) => parseLine(value ?? '', field, 80) })
        await saveView(contextOf(c), { name, query, isShared: values['shared'] === 'yes' })
        return c.redirect(pathOf({ query }), 303)
      },
      (filled) => show(c, { query, sort: 'silence', group: null, after: null }, filled),
    )
  })

  app.post('/views/:n/forget', async (c) => {
    await forgetView(contextOf(c), readNumber(c.req.param('n'), 'view of yours'))
    return c.redirect('/', 303)
  })

  return app
}

async function show(c: WebContext, view: View, filled: Filled): Promise<Html> {
  const context = contextOf(c)
  const moment = c.get('moment')
  const { query, sort, group, after } = view
  const balance = await countPending(context, without(query, ...STRIP), moment)
  const isNarrowedByStrip = STRIP.some((field) => query[field] !== undefined)
  return boardPage(c, {
    view,
    balance,
    total: isNarrowedByStrip ? (await countPending(context, query, moment)).pending : balance.pending,
    page: group ? null : await listPendingPage(context, { query, sort, after, limit: ROWS }, moment),
    groups: group ? await groupPending(context, { query, by: group }, moment) : null,
    views: await listSavedViews(context),
    duties: await listDutiesOn(context, { query, isOpen: true, limit: REPORTS_SHOWN + 1 }, moment),
    stale: moment ? [] : await listStalePoints(context),
    choices: await listChoices(context),
    filled,
  })
}
