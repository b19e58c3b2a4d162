import { Hono } from 'hono'
import { parseChoice } from '../../domain/choice.ts'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { parseLine, parseReference } from '../../domain/text.ts'
import { ROLES } from '../../use-cases/access/roles-and-scopes.ts'
import { listDesks } from '../../use-cases/access/desks.ts'
import { changeOfficer, enterOfficer, listOfficers, showOfficer } from '../../use-cases/access/officers.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { liftSuppressionOf, showSuppression } from '../../use-cases/delivery/suppressions.ts'
import { fill, optional, readFields, submit, type Filled } from '../pages/form.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { addDesks } from './desk-pages.ts'
import { newOfficerPage, officerPage } from './officers/officer-form.ts'
import { officerListPage } from './officers/officer-list.ts'
import { readNumber } from '../read-number.ts'

const OFFICER = {
  name: (value: string | undefined, field: string) => parseLine(value ?? '', field),
  role: (value: string | undefined, field: string) => parseChoice(value, field, ROLES),
  desk: optional(parseReference),
}
const NEW_OFFICER = {
  email: (value: string | undefined, field: string) => parseMailAddress(value ?? '', field),
  ...OFFICER,
}

/** Who is who, for administrators. */
export function officerPages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/officers', async (c) => c.html(officerListPage(c, await listOfficers(contextOf(c)))))

  app.get('/officers/new', async (c) => c.html(await shownNew(c, web, fill({ role: 'officer' }))))
  app.post('/officers/new', (c) =>
    submit(
      c,
      async (values) => {
        await enterOfficer(contextOf(c), readFields(values, NEW_OFFICER))
        return c.redirect('/officers', 303)
      },
      (filled) => shownNew(c, web, filled),
    ),
  )

  app.get('/officers/:n', async (c) => c.html(await shown(c, null)))
  app.post('/officers/:n', (c) =>
    submit(
      c,
      async (values) => {
        await changeOfficer(contextOf(c), numberOf(c), readFields(values, OFFICER))
        return c.redirect('/officers', 303)
      },
      (filled) => shown(c, filled),
    ),
  )
  app.post('/officers/:n/mail', async (c) => {
    await liftSuppressionOf(contextOf(c), numberOf(c))
    return c.redirect(`/officers/${numberOf(c)}`, 303)
  })
  app.post('/officers/:n/end', (c) => setEnded(c, true))
  app.post('/officers/:n/return', (c) => setEnded(c, false))

  addDesks(app)
  return app
}

async function shownNew(c: WebContext, { baseUrl }: Web, filled: Filled) {
  refuseBelow('administrator', contextOf(c))
  return newOfficerPage(c, { filled, desks: await listDesks(contextOf(c)), baseUrl })
}

async function shown(c: WebContext, filled: Filled | null) {
  const officer = await showOfficer(contextOf(c), numberOf(c))
  const { name, role, desk } = officer
  const values = { name, role, ...(desk === null ? {} : { desk }) }
  const suppression = await showSuppression(contextOf(c), officer.id)
  return officerPage(c, { officer, filled: filled ?? fill(values), desks: await listDesks(contextOf(c)), suppression })
}

async function setEnded(c: WebContext, isEnded: boolean): Promise<Response> {
  await changeOfficer(contextOf(c), numberOf(c), { isEnded })
  return c.redirect(`/officers/${numberOf(c)}`, 303)
}

function numberOf(c: WebContext): number {
  return readNumber(c.req.param('n') ?? '', 'officer')
}
