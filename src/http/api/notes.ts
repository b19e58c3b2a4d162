import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { noteFields } from '../../documents/note/note-fields.ts'
import { MEDIA_TYPES, NOTE_FILE_FORMATS } from '../../documents/note/note-file.ts'
import { draftNote } from '../../use-cases/issued/draft-note.ts'
import { serveNote } from '../note-file.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { asked, choiceOf, REFERENCE, wanted } from './schemas/fields.ts'
import { day, FOLLOW_UP, followUp, instant } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { refusals, toRead } from './operation.ts'

const record = z.strictObject({
  kind: z.enum(['dossier', 'mandate', 'communication', 'closure', 'standing', 'silence']),
  reference: z.string().openapi({ example: 'PRK-TC/5' }),
  version: z.int().nullable().openapi({ description: 'Of a communication: above 1 where it was corrected' }),
})

const sentence = z.strictObject({
  text: z.string(),
  records: z.array(record).openapi({ description: 'What it is drawn from: one at least' }),
})

const note = z
  .strictObject({
    dossier: FOLLOW_UP.dossier,
    title: z.string(),
    asOf: day(),
    knownAt: instant(),
    isDraft: z
      .boolean()
      .openapi({ description: 'The day has not come yet: what would stand if nothing more happened' }),
    owedTo: z.strictObject({ body: z.string(), session: z.string() }).nullable(),
    sections: z.array(
      z.strictObject({
        kind: z.enum(['mandate', 'correspondence', 'standings']),
        paragraphs: z.array(z.strictObject({ number: z.int(), sentences: z.array(sentence) })),
      }),
    ),
    annex: z.array(followUp),
  })
  .openapi('Note', { description: 'The report of a correspondence, each sentence with its records.' })

const binary = { schema: z.string().openapi({ format: 'binary' }) }

const show = createRoute({
  method: 'get',
  path: '/dossiers/{ref}/note',
  operationId: 'draftNote',
  summary: 'Draft the note that reports a dossier',
  description: 'As a file, the ledger keeps that it was given out.',
  tags: ['Dossiers'],
  ...toRead,
  request: {
    params: z.strictObject({ ref: wanted(REFERENCE, 'The dossier.') }),
    query: z.strictObject({
      ...MOMENT,
      format: asked(
        choiceOf(NOTE_FILE_FORMATS),
        'As a file, of which the ledger keeps that it was given; JSON that is only looked at where it is left out.',
      ),
    }),
  },
  responses: {
    200: {
      description: 'The note.',
      content: {
        'application/json': { schema: note },
        'text/markdown': { schema: z.string() },
        'text/html': { schema: z.string() },
        [MEDIA_TYPES.docx]: binary,
        [MEDIA_TYPES.pdf]: binary,
      },
    },
    ...refusals(404),
  },
})

export function noteRoutes(app: OpenAPIHono<WebEnv>, web: Web): void {
  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const { format, ...when } = c.req.valid('query')
    const { ref: dossier } = c.req.valid('param')
    const moment = momentIn(when, context)
    if (format) return serveNote(c, web, { dossier, format, moment })
    return c.json(noteFields(await draftNote(context, dossier, moment), 'en'), 200)
  })
}
