import { Hono } from 'hono'
import { Problem } from '../../domain/problem.ts'
import { parseChoice } from '../../domain/choice.ts'
import { NOTE_FORMATS } from '../../documents/note/note-file.ts'
import { WORDING } from '../../documents/wording.ts'
import { draftCorrigendum } from '../../use-cases/issued/draft-corrigendum.ts'
import { draftNote } from '../../use-cases/issued/draft-note.ts'
import { listDossiers } from '../../use-cases/stories/list-dossiers.ts'
import { showCommunication } from '../../use-cases/stories/show-communication.ts'
import { showDossier } from '../../use-cases/stories/show-dossier.ts'
import { serveNote } from '../note-file.ts'
import { readNumber } from '../read-number.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { CARRIED_LOOKED_AT } from './dossier/carried.ts'
import { communicationPage } from './dossier/communication-page.ts'
import { dossierPage } from './dossier/dossier-page.ts'
import { notePage } from './dossier/note-page.ts'
import { dossierListPage } from './dossier/list-page.ts'

export function dossierPages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/dossiers', async (c) => {
    const after = c.req.query('after')
    return c.html(dossierListPage(c, await listDossiers(contextOf(c), { after }, c.get('moment'))))
  })
  app.get('/dossiers/:ref', async (c) => {
    const story = await showDossier(contextOf(c), c.req.param('ref').toUpperCase(), c.get('moment'))
    return c.html(dossierPage(c, story))
  })
  app.get('/dossiers/:ref/note', async (c) =>
    c.html(notePage(c, await draftNote(contextOf(c), c.req.param('ref').toUpperCase(), c.get('moment')))),
  )
  app.get('/dossiers/:ref/note/file', (c) => {
    const format = parseChoice(c.req.query('format'), 'format', NOTE_FORMATS)
    return serveNote(c, web, { dossier: c.req.param('ref').toUpperCase(), format, moment: c.get('moment') })
  })
  app.get('/dossiers/:ref/communications/:n', async (c) => {
    const dossier = c.req.param('ref').toUpperCase()
    const number = readNumber(c.req.param('n'), 'communication')
    const [context, moment] = [contextOf(c), c.get('moment')]
    const story = await showCommunication(context, { dossier, number }, moment)
    const wanted = { dossier, number, latest: CARRIED_LOOKED_AT }
    const drafted = draftCorrigendum({ ...context, wording: WORDING }, wanted, moment)
    return c.html(communicationPage(c, story, await drafted.catch(noneIfUnknown)))
  })
  return app
}

/** What is told of a day may have been recorded after it, and was in no document by then. */
function noneIfUnknown(error: unknown): null {
  if (error instanceof Problem && error.code === 'not_found') return null
  throw error
}
