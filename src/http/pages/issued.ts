import { Hono } from 'hono'
import { CORRIGENDUM_FORMATS } from '../../documents/corrigendum-file.ts'
import { WORDING } from '../../documents/wording.ts'
import { parseChoice } from '../../domain/choice.ts'
import { draftCorrigendum } from '../../use-cases/draft-corrigendum.ts'
import { listIssued } from '../../use-cases/list-issued.ts'
import { serveCorrigendum } from '../corrigendum-file.ts'
import { readNumber } from '../read-number.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { issuedPage } from './dossier/issued-page.ts'

/** What was given out of a dossier, and the corrigendum to it. */
export function issuedPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/dossiers/:ref/issued', async (c) => {
    const dossier = c.req.param('ref').toUpperCase()
    const corrigendum = await draftCorrigendum({ ...contextOf(c), wording: WORDING }, { dossier })
    return c.html(issuedPage(c, { corrigendum, issued: await listIssued(contextOf(c), dossier) }))
  })
  app.get('/dossiers/:ref/corrigendum', (c) => {
    const communication = c.req.query('communication')
    return serveCorrigendum(c, {
      dossier: c.req.param('ref').toUpperCase(),
      number: communication === undefined ? undefined : readNumber(communication, 'communication'),
      format: parseChoice(c.req.query('format') ?? 'md', 'format', CORRIGENDUM_FORMATS),
    })
  })
  return app
}
