import { Hono } from 'hono'
import { parseDay } from '../../domain/dates/day.ts'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import { listCounterparts } from '../../use-cases/counterparts/list-counterparts.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { renameOffice } from '../../use-cases/counterparts/rename-office.ts'
import { retitle } from '../../use-cases/correspondence/retitle.ts'
import { showCounterpart } from '../../use-cases/counterparts/show-counterpart.ts'
import { showDossier } from '../../use-cases/stories/show-dossier.ts'
import { showFollowUp } from '../../use-cases/stories/show-follow-up.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { renamePage } from './counterpart/rename-page.ts'
import { fill, optional, readFields, submit, type Filled } from './form.ts'
import { titlePage } from './recording/title-form.ts'

/** What offices, dossiers and follow-ups are called. */
export function namePages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  renaming(app)
  retitling(app, { at: '/dossiers', titleOf: async (c, of) => (await showDossier(contextOf(c), of)).title })
  retitling(app, {
    at: '/follow-ups',
    titleOf: async (c, of) => (await showFollowUp(contextOf(c), of)).followUp.title,
  })
  return app
}

function renaming(app: Hono<WebEnv>): void {
  app.get('/counterparts/:ref/rename', async (c) => {
    const { counterpart, succeeds } = await wantedOffice(c)
    return c.html(
      await renameForm(c, fill({ name: counterpart.name, ...(succeeds && { succeeds: succeeds.reference }) })),
    )
  })
  app.post('/counterparts/:ref/rename', async (c) => {
    const { reference } = (await wantedOffice(c)).counterpart
    return submit(
      c,
      async (values) => {
        const { since, ...told } = readFields(values, {
          name: (value, field) => parseLine(value ?? '', field, 500),
          succeeds: optional(parseReference),
          since: optional(parseDay),
          why: optional(parseText),
        })
        await renameOffice(contextOf(c), { counterpart: reference, sinceOn: since, ...told })
        return c.redirect(`/counterparts/${reference}`, 303)
      },
      (filled) => renameForm(c, filled),
    )
  })
}

async function renameForm(c: WebContext, filled: Filled) {
  return renamePage(c, { story: await wantedOffice(c), known: await listCounterparts(contextOf(c)) }, filled)
}

function wantedOffice(c: WebContext) {
  const context = contextOf(c)
  refuseBelow('officer', context)
  return showCounterpart(context, referenceIn(c))
}

interface Titled {
  at: string
  titleOf: (c: WebContext, of: string) => Promise<string>
}

function retitling(app: Hono<WebEnv>, { at, titleOf }: Titled): void {
  app.get(`${at}/:ref/title`, async (c) => {
    refuseBelow('officer', contextOf(c))
    const of = referenceIn(c)
    const title = await titleOf(c, of)
    return c.html(titlePage(c, { at, of, title }, fill({ title })))
  })
  app.post(`${at}/:ref/title`, async (c) => {
    refuseBelow('officer', contextOf(c))
    const of = referenceIn(c)
    const before = await titleOf(c, of)
    return submit(
      c,
      async (values) => {
        const told = readFields(values, {
          title: (value, field) => parseLine(value ?? '', field, 500),
          why: (value, field) => parseText(value ?? '', field),
        })
        await retitle(contextOf(c), { of, ...told })
        return c.redirect(`${at}/${of}`, 303)
      },
      (filled) => titlePage(c, { at, of, title: before }, filled),
    )
  })
}

function referenceIn(c: WebContext): string {
  return (c.req.param('ref') ?? '').toUpperCase()
}
