import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { followUpFields } from '../../domain/standings/follow-up.ts'
import { listDossiers, type DossierOnDay } from '../../use-cases/stories/list-dossiers.ts'
import { showDossier } from '../../use-cases/stories/show-dossier.ts'
import { communicationFields, mandateFields } from '../../use-cases/stories/story-fields.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { REFERENCE, wanted } from './schemas/fields.ts'
import { FOLLOW_UP, followUp, maybeDay } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { jsonOf, refusals, toRead } from './operation.ts'
import { LINK, nextPage, pageOf, pageParameters } from './request/paging.ts'
import { communication, entriesOf, mandates } from './schemas/story-schemas.ts'

const tags = ['Dossiers']

const office = z.strictObject({ reference: FOLLOW_UP.counterpartReference, name: z.string() })

const dossierOnDay = z
  .strictObject({
    reference: FOLLOW_UP.dossier,
    title: z.string(),
    counterparts: z.array(office).readonly(),
    pending: z.int(),
    ended: z.int(),
    lastWordOn: maybeDay(),
    daysSinceLastWord: z.int().nullable(),
    isLastWordVague: z.boolean(),
    nextDuty: z
      .strictObject({
        body: z.string(),
        session: z.string(),
        dueOn: maybeDay(),
        document: z.string(),
        paragraph: z.string(),
      })
      .nullable()
      .openapi({ description: 'The soonest duty to report that nothing has met yet' }),
  })
  .openapi('Dossier')

const dossierStory = z
  .strictObject({
    reference: FOLLOW_UP.dossier,
    title: z.string(),
    counterparts: z.array(office).readonly(),
    followUps: z.array(followUp),
    communications: z.array(communication).openapi({ description: 'In the order in which they took effect' }),
    withdrawn: z.array(z.string()).openapi({ description: 'References of communications that were taken back' }),
    mandates,
  })
  .openapi('DossierStory', { description: 'The whole correspondence, and what came of it.' })

const list = createRoute({
  method: 'get',
  path: '/dossiers',
  operationId: 'listDossiers',
  summary: 'List dossiers',
  tags,
  ...toRead,
  request: { query: z.strictObject({ ...MOMENT, ...pageParameters(REFERENCE) }) },
  responses: {
    200: { ...jsonOf(pageOf(dossierOnDay), 'A page, in the order of references.'), headers: LINK },
    ...refusals(),
  },
})

const show = createRoute({
  method: 'get',
  path: '/dossiers/{ref}',
  operationId: 'showDossier',
  summary: 'Tell a dossier: its asks, its correspondence, its mandates',
  tags,
  ...toRead,
  request: { params: z.strictObject({ ref: wanted(REFERENCE, 'The dossier.') }), query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(dossierStory, 'The dossier, now or at a moment.'), ...refusals(404) },
})

export function dossierRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const { limit, after, ...moment } = c.req.valid('query')
    const page = await listDossiers(context, { limit: limit ?? 50, after }, momentIn(moment, context))
    return c.json({ items: page.dossiers.map(dossierFields), next: nextPage(c, page.next) }, 200)
  })

  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const told = await showDossier(context, c.req.valid('param').ref, momentIn(c.req.valid('query'), context))
    const { reference, title, counterparts } = told
    return c.json(
      {
        reference,
        title,
        counterparts,
        followUps: told.followUps.map(followUpFields),
        communications: told.correspondence.map(({ entries, ...filed }) => ({
          ...communicationFields(filed),
          entries: entriesOf(entries),
        })),
        withdrawn: told.withdrawn.map((versions) => `${reference}/${versions[0]!.communication.number}`),
        mandates: mandateFields(told.mandates),
      },
      200,
    )
  })
}

function dossierFields({ nextDuty, ...dossier }: DossierOnDay) {
  if (!nextDuty) return { ...dossier, nextDuty: null }
  const { body, session, dueOn, document, paragraph } = nextDuty
  return { ...dossier, nextDuty: { body, session, dueOn, document, paragraph } }
}
