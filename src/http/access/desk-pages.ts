import type { Hono } from 'hono'
import { parseLine, parseReference } from '../../domain/text.ts'
import { enterDesk, listDesks, renameDesk } from '../../use-cases/access/desks.ts'
import { wantedDesk } from '../../use-cases/find.ts'
import { listOfficers } from '../../use-cases/access/officers.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { fill, readFields, submit, type Filled } from '../pages/form.ts'
import { contextOf, type WebContext, type WebEnv } from '../web.ts'
import { deskListPage, deskPage } from './officers/desk-views.ts'

const NAME = { name: (value: string | undefined, field: string) => parseLine(value ?? '', field) }
const NEW_DESK = {
  reference: (value: string | undefined, field: string) => parseReference(value ?? '', field),
  ...NAME,
}

export function addDesks(app: Hono<WebEnv>): void {
  app.get('/desks', async (c) => c.html(await shownAll(c, fill())))
  app.post('/desks', (c) =>
    submit(
      c,
      async (values) => {
        await enterDesk(contextOf(c), readFields(values, NEW_DESK))
        return c.redirect('/desks', 303)
      },
      (filled) => shownAll(c, filled),
    ),
  )

  app.get('/desks/:ref', async (c) => c.html(await shown(c, null)))
  app.post('/desks/:ref', (c) =>
    submit(
      c,
      async (values) => {
        await renameDesk(contextOf(c), referenceOf(c), readFields(values, NAME).name)
        return c.redirect('/desks', 303)
      },
      (filled) => shown(c, filled),
    ),
  )
}

async function shownAll(c: WebContext, filled: Filled) {
  const officers = await listOfficers(contextOf(c))
  return deskListPage(c, { desks: await listDesks(contextOf(c)), officers, filled })
}

async function shown(c: WebContext, filled: Filled | null) {
  refuseBelow('administrator', contextOf(c))
  const desk = await wantedDesk(contextOf(c).db, referenceOf(c))
  return deskPage(c, desk, filled ?? fill({ name: desk.name }))
}

function referenceOf(c: WebContext): string {
  return (c.req.param('ref') ?? '').toUpperCase()
}
