import { Hono } from 'hono'
import { Problem } from '../../domain/problem.ts'
import { parseReference } from '../../domain/text.ts'
import { parseYears } from '../../domain/dates/years.ts'
import { coverYears, importHolidays } from '../../use-cases/rules/change-holidays.ts'
import { listDesks } from '../../use-cases/access/desks.ts'
import { deskOf } from '../../use-cases/find.ts'
import { listCalendars, listHolidaysOf } from '../../use-cases/rules/list-holidays.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { addPolicy, listPolicies } from '../../use-cases/rules/policies.ts'
import { readFiles } from '../files.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { fill, optional, readFields, submit, type Filled, type Values } from './form.ts'
import { addPage, readPolicy } from './rules/add-page.ts'
import { changedPage, coverPage, filePage, holidaysPage } from './rules/holiday-pages.ts'
import { policiesPage } from './rules/list-page.ts'

/** By which rules answers are expected, and what is known of the holidays that they leave out. */
export function rulePages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/policies', async (c) => {
    const context = contextOf(c)
    const moment = c.get('moment')
    const policies = await listPolicies(context, moment)
    return c.html(policiesPage(c, policies, await listCalendars(context, moment?.knownAt)))
  })

  app.get('/policies/add', async (c) => {
    refuseBelow('officer', contextOf(c))
    const desk = (await deskOf(contextOf(c)))?.reference ?? ''
    return c.html(await addForm(c, fill({ desk, sinceOn: contextOf(c).today.toString(), weekend: 'sat,sun' })))
  })

  app.post('/policies/add', (c) => {
    refuseBelow('officer', contextOf(c))
    return submit(
      c,
      async (values) => {
        await addPolicy(contextOf(c), readPolicy(values))
        return c.redirect('/policies', 303)
      },
      (filled) => addForm(c, filled),
    )
  })

  holidayForms(app)

  app.get('/holidays/:calendar', async (c) => {
    const calendar = parseReference(c.req.param('calendar'), 'calendar')
    const wanted = { calendar, years: null }
    return c.html(holidaysPage(c, calendar, await listHolidaysOf(contextOf(c), wanted, c.get('moment')?.knownAt)))
  })

  return app
}

function holidayForms(app: Hono<WebEnv>): void {
  app.get('/policies/look-up', (c) => {
    refuseBelow('officer', contextOf(c))
    return c.html(coverPage(c, fill({ calendar: c.req.query('calendar') ?? '' })))
  })

  app.post('/policies/look-up', (c) =>
    submit(
      c,
      async (values) => {
        const wanted = readFields(values, { calendar: parseReference, years: parseYears })
        await coverYears(contextOf(c), wanted)
        return c.redirect(`/holidays/${wanted.calendar}`, 303)
      },
      (filled) => coverPage(c, filled),
    ),
  )

  app.get('/policies/calendar-file', (c) => {
    refuseBelow('administrator', contextOf(c))
    return c.html(filePage(c, fill({ calendar: c.req.query('calendar') ?? '' })))
  })

  app.post('/policies/calendar-file', (c) => {
    refuseBelow('administrator', contextOf(c))
    return submit(
      c,
      async (values) => c.html(changedPage(c, await takeFile(c, values)), 201),
      (filled) => filePage(c, filled),
    )
  })
}

async function addForm(c: WebContext, filled: Filled) {
  return addPage(c, filled, await listDesks(contextOf(c)))
}

async function takeFile(c: WebContext, values: Values) {
  const told = readFields(values, { calendar: parseReference, years: optional(parseYears) })
  const [file] = await readFiles(c)
  if (!file) throw new Problem('invalid', 'files: got nothing — expected a calendar file (ICS)')
  return importHolidays(contextOf(c), { ...told, name: file.name, text: new TextDecoder().decode(file.bytes) })
}
