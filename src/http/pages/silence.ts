import { Hono } from 'hono'
import { parseChoice } from '../../domain/choice.ts'
import { MEDIA_TYPES } from '../../documents/note/note-file.ts'
import { SILENCE_FORMATS } from '../../documents/silence-file.ts'
import { findSilence, stateSilence } from '../../use-cases/silence/state-silence.ts'
import { serveSilence } from '../silence-file.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { silencePage } from './follow-up/silence-page.ts'

/** The statement that no further response came, to look at and to take away. */
export function silencePages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/follow-ups/:ref/silence', async (c) => {
    const finding = await findSilence(contextOf(c), referenceOf(c), c.get('moment'))
    return c.html(silencePage(c, referenceOf(c), finding))
  })
  app.get('/follow-ups/:ref/silence/:format', async (c) => {
    const format = parseChoice(c.req.param('format'), 'format', SILENCE_FORMATS)
    const [context, followUp, moment] = [contextOf(c), referenceOf(c), c.get('moment')]
    if (c.req.method === 'HEAD') {
      await stateSilence(context, followUp, moment) // nothing is given that would have to be kept
      return c.body(null, 200, { 'Content-Type': MEDIA_TYPES[format] })
    }
    return serveSilence(c, { followUp, format, moment })
  })
  return app
}

function referenceOf(c: WebContext): string {
  return (c.req.param('ref') ?? '').toUpperCase()
}
