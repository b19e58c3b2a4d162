import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { corrigendumFields } from '../../documents/corrigendum-fields.ts'
import { CORRIGENDUM_FILE_FORMATS } from '../../documents/corrigendum-file.ts'
import { MEDIA_TYPES } from '../../documents/note/note-file.ts'
import { WORDING } from '../../documents/wording.ts'
import { draftCorrigendum } from '../../use-cases/issued/draft-corrigendum.ts'
import { DIGEST_STATES } from '../../use-cases/digests/list-digests.ts'
import { listIssued } from '../../use-cases/issued/list-issued.ts'
import { serveCorrigendum } from '../corrigendum-file.ts'
import { contextOf, type WebContext, type WebEnv } from '../web.ts'
import { asked, choiceOf, NUMBER, REFERENCE, wanted } from './schemas/fields.ts'
import { day, FOLLOW_UP, instant } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { jsonOf, refusals, toRead } from './operation.ts'
import { LINK, nextPage, pageOf, pageParameters } from './request/paging.ts'
import { QUERY_TOLD } from './schemas/query-fields.ts'

const tags = ['Dossiers']
const ROWS = 50
const ref = wanted(REFERENCE, 'The dossier.')

const ISSUED = {
  number: z.int(),
  kind: z.enum([
    'list',
    'export',
    'digest',
    'note',
    'silence',
    'reminder',
    'calendar',
    'duties',
    'counterparts',
    'due',
    'corrigendum',
  ]),
  title: z.string(),
  format: z.string().openapi({ example: 'csv' }),
  asOf: day(),
  knownAt: instant().openapi({ description: 'Up to when what had been recorded stands in it' }),
  query: z
    .strictObject(QUERY_TOLD)
    .nullable()
    .openapi({ description: 'Of a list or a digest: what it is narrowed to' }),
  to: z.strictObject({ name: z.string(), address: z.string() }),
  givenAt: instant(),
  digest: z.strictObject({ subscription: z.int(), number: z.int(), state: z.enum(DIGEST_STATES) }).nullable(),
  sha256: z.string().nullable().openapi({ description: 'Of its bytes; null where it was streamed' }),
}

const issued = z
  .strictObject(ISSUED)
  .openapi('IssuedDocument', { description: 'What left the house, to whom it went and when.' })

const difference = z.strictObject({
  section: z.string().openapi({ example: 'Paragraph 3' }),
  about: z.string().openapi({ example: 'second sentence' }),
  field: z.string().nullable(),
  was: z.string().nullable().openapi({ description: 'Null where it was left out' }),
  is: z.string().nullable().openapi({ description: 'Null where it should have been left out' }),
  says: z.string().openapi({ example: 'Pending, PRK-TC-1, last word: for “30 December 2003” read “31 December 2003”' }),
})

const corrigendum = z
  .strictObject({
    dossier: FOLLOW_UP.dossier,
    title: z.string(),
    communication: z.int().nullable(),
    draftedOn: day(),
    knownAt: instant()
      .nullable()
      .openapi({ description: 'Of what had been given out and corrected by then; null of now' }),
    corrections: z.array(
      z.strictObject({
        kind: z.enum(['communication', 'closure', 'duty', 'due_day', 'attestation', 'assessment', 'naming']),
        reference: z.string(),
        isWithdrawn: z.boolean(),
        by: z.string(),
        at: instant(),
        why: z.string().nullable().openapi({ description: 'Null of what was recorded late, for the first time' }),
        differences: z.array(difference),
      }),
    ),
    documents: z.array(z.strictObject({ ...ISSUED, differences: z.array(difference) })),
  })
  .openapi('Corrigendum', {
    description: 'What was given out and says otherwise than the record does now, and what is to be read instead.',
  })

const LIST_QUERY = z.strictObject({ ...pageParameters(NUMBER), ...MOMENT })

const list = createRoute({
  method: 'get',
  path: '/dossiers/{ref}/documents',
  operationId: 'listDocuments',
  summary: 'List what was given out of a dossier',
  tags,
  ...toRead,
  request: { params: z.strictObject({ ref }), query: LIST_QUERY },
  responses: {
    200: { ...jsonOf(pageOf(issued), 'A page of those that may show it, latest first.'), headers: LINK },
    ...refusals(404),
  },
})

const listAll = createRoute({
  method: 'get',
  path: '/documents',
  operationId: 'listAllDocuments',
  summary: 'List what was given out',
  tags,
  ...toRead,
  request: { query: LIST_QUERY },
  responses: {
    200: { ...jsonOf(pageOf(issued), 'A page of those that you may see, latest first.'), headers: LINK },
    ...refusals(),
  },
})

const AS_A_FILE = z.strictObject({
  format: asked(choiceOf(CORRIGENDUM_FILE_FORMATS), 'As a file; JSON where left out.'),
  ...MOMENT,
})
const DRAFTED = {
  200: {
    description: 'Of what had been given out and corrected by the moment; now where that is left out.',
    content: {
      'application/json': { schema: corrigendum },
      'text/markdown': { schema: z.string() },
      [MEDIA_TYPES.docx]: { schema: z.string().openapi({ format: 'binary' }) },
    },
  },
  ...refusals(404),
}
const description = 'As a file, the ledger keeps that it was given out.'

const ofDossier = createRoute({
  method: 'get',
  path: '/dossiers/{ref}/corrigendum',
  operationId: 'draftCorrigendum',
  summary: 'Draft the corrigendum to what was given out of a dossier',
  description,
  tags,
  ...toRead,
  request: { params: z.strictObject({ ref }), query: AS_A_FILE },
  responses: DRAFTED,
})

const ofCommunication = createRoute({
  method: 'get',
  path: '/dossiers/{ref}/communications/{n}/corrigendum',
  operationId: 'draftCorrigendumOfCommunication',
  summary: 'Draft the corrigendum to what one communication told wrongly',
  description,
  tags,
  ...toRead,
  request: {
    params: z.strictObject({ ref, n: wanted(NUMBER, 'Its number within the dossier.') }),
    query: AS_A_FILE,
  },
  responses: DRAFTED,
})

export function documentRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => c.json(await pageIn(c, c.req.valid('param').ref, c.req.valid('query')), 200))

  app.openapi(listAll, async (c) => c.json(await pageIn(c, null, c.req.valid('query')), 200))

  app.openapi(ofDossier, (c) => answered(c, { dossier: c.req.valid('param').ref, ...c.req.valid('query') }))

  app.openapi(ofCommunication, (c) => {
    const { ref: dossier, n: number } = c.req.valid('param')
    return answered(c, { dossier, number, ...c.req.valid('query') })
  })
}

async function pageIn(
  c: WebContext,
  dossier: string | null,
  { limit = ROWS, after, ...moment }: z.output<typeof LIST_QUERY>,
) {
  const context = contextOf(c)
  const { issued: items, next } = await listIssued(
    context,
    { dossier, before: after, limit },
    momentIn(moment, context),
  )
  return { items, next: nextPage(c, next === null ? null : String(next)) }
}

async function answered(
  c: WebContext,
  { format, dossier, number, ...query }: z.output<typeof AS_A_FILE> & { dossier: string; number?: number },
) {
  const context = contextOf(c)
  const moment = momentIn(query, context)
  if (format) return serveCorrigendum(c, { dossier, number, format }, moment)
  const drafted = await draftCorrigendum({ ...context, wording: WORDING }, { dossier, number }, moment)
  return c.json(corrigendumFields(drafted), 200)
}
