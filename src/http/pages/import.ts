import { Hono } from 'hono'
import { Problem } from '../../domain/problem.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { importSheet } from '../../use-cases/sheets/import-sheet.ts'
import { sheetTemplate } from '../../use-cases/sheets/template.ts'
import { serveFile } from '../files.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { fill, submit, type Values } from './form.ts'
import { importPage, type Done } from './import/import-page.ts'
import { foreignOf } from './import/meanings.ts'
import { filesIn, foreignIn, markOf, NO_FILES, readWanted, type Files } from './import/wanted.ts'

/** A sheet of letters: looked at first, then imported as it was looked at. Nothing is kept in between but by the page. */
export function importPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/import', (c) => {
    refuseBelow('officer', contextOf(c))
    return c.html(importPage(c, { filled: fill(), files: NO_FILES, done: doneIn(c) }))
  })

  app.get('/import/template.csv', (c) =>
    serveFile(c, { content: sheetTemplate(), mediaType: 'text/csv; charset=utf-8', name: 'letters.csv' }),
  )

  app.post('/import', (c) => {
    refuseBelow('officer', contextOf(c))
    let files: Files = NO_FILES
    return submit(
      c,
      async (values) => {
        files = await filesIn(c)
        return lookOrImport(c, values, files)
      },
      async (filled) => importPage(c, { filled, files, foreign: await foreignIn(filled.values, files) }),
    )
  })

  return app
}

async function lookOrImport(c: WebContext, values: Values, files: Files): Promise<Response> {
  const isDryRun = values['do'] !== 'import'
  const mark = markOf(values, files)
  if (!isDryRun && values['looked'] !== mark)
    throw new Problem(
      'conflict',
      'this is not what was looked at, so nothing was imported — expected the same; look first',
    )
  const { sheet, ...wishes } = await readWanted(values, files)
  const report = await importSheet(contextOf(c), sheet, { ...wishes, isDryRun })
  if (report.isImported) return c.redirect(`/import?${new URLSearchParams(countsOf(report.totals))}`, 303)
  return c.html(
    importPage(c, {
      filled: fill(values),
      files,
      looked: { report, mark, isDryRun },
      foreign: files.mapping ? null : foreignOf(sheet, wishes.mapping),
    }),
    isDryRun ? 200 : 409,
  )
}

const COUNTED = ['new', 'unchanged', 'corrected'] as const

function countsOf(totals: Readonly<Record<(typeof COUNTED)[number], number>>): Record<string, string> {
  return Object.fromEntries(COUNTED.map((fate) => [fate, String(totals[fate])]))
}

function doneIn(c: WebContext): Done | undefined {
  if (c.req.query('new') === undefined) return undefined
  const [added, unchanged, corrected] = COUNTED.map((fate) =>
    Number(/^\d{1,6}$/.exec(c.req.query(fate) ?? '')?.[0] ?? 0),
  )
  return { new: added!, unchanged: unchanged!, corrected: corrected! }
}
