import { Hono } from 'hono'
import { CORRIGENDUM_FORMATS } from '../../documents/corrigendum-file.ts'
import { WORDING } from '../../documents/wording.ts'
import { parseChoice } from '../../domain/choice.ts'
import { draftCorrigendum } from '../../use-cases/issued/draft-corrigendum.ts'
import { listIssued } from '../../use-cases/issued/list-issued.ts'
import { serveCorrigendum } from '../corrigendum-file.ts'
import { readNumber } from '../read-number.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { issuedPage } from './dossier/issued-page.ts'

const ROWS = 50

/** What was given out of a dossier, and the corrigendum to it. */
export function issuedPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/dossiers/:ref/issued', async (c) => {
    const [context, moment] = [contextOf(c), c.get('moment')]
    const [dossier, before] = [c.req.param('ref').toUpperCase(), c.req.query('before')]
    const wanted = { dossier, before: before === undefined ? undefined : readNumber(before, 'document'), limit: ROWS }
    const page = await listIssued(context, wanted, moment)
    const among = page.issued.map(({ number }) => number)
    const corrigendum = await draftCorrigendum({ ...context, wording: WORDING }, { dossier, among }, moment)
    return c.html(issuedPage(c, { corrigendum, ...page, isFirst: before === undefined }))
  })
  app.get('/dossiers/:ref/corrigendum', (c) => {
    const communication = c.req.query('communication')
    const wanted = {
      dossier: c.req.param('ref').toUpperCase(),
      number: communication === undefined ? undefined : readNumber(communication, 'communication'),
      format: parseChoice(c.req.query('format') ?? 'md', 'format', CORRIGENDUM_FORMATS),
    }
    return serveCorrigendum(c, wanted, c.get('moment'))
  })
  return app
}
