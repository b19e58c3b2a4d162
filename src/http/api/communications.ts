import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { followUpFields } from '../../domain/standings/follow-up.ts'
import { correctCommunication } from '../../use-cases/correspondence/correct-communication.ts'
import { recordCommunication } from '../../use-cases/correspondence/record-communication.ts'
import { showCommunication } from '../../use-cases/stories/show-communication.ts'
import { showDossier } from '../../use-cases/stories/show-dossier.ts'
import { communicationFields } from '../../use-cases/stories/story-fields.ts'
import { contextOf, type WebEnv } from '../web.ts'
import {
  contentOf,
  correctionOf,
  namesOf,
  newCommunication,
  newCorrection,
  refuseElsewhere,
} from './schemas/communication-bodies.ts'
import { ETAG, etagOf, IF_MATCH, versionExpected } from './request/etag.ts'
import { NUMBER, REFERENCE, wanted } from './schemas/fields.ts'
import { changed, changedBy } from './schemas/follow-up-schemas.ts'
import { naming } from '../naming.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { communication, communicationStory, entriesOf } from './schemas/story-schemas.ts'

const tags = ['Communications']
const ref = wanted(REFERENCE, 'The dossier.')
const within = z.strictObject({ ref })
const one = z.strictObject({ ref, n: wanted(NUMBER, 'Its number within the dossier.') })

const list = createRoute({
  method: 'get',
  path: '/dossiers/{ref}/communications',
  operationId: 'listCommunications',
  summary: 'List the correspondence of a dossier',
  tags,
  ...toRead,
  request: { params: within, query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(pageOf(communication), 'All of it, in the order of effect.'), ...refusals(404) },
})

const record = createRoute({
  method: 'post',
  path: '/dossiers/{ref}/communications',
  operationId: 'recordCommunication',
  summary: 'Record a communication and how it bears on asks',
  description: 'Files it and restates every follow-up that it touches, or changes nothing at all.',
  tags,
  ...toWrite('record'),
  request: { params: within, headers: ONCE, body: bodyOf(newCommunication) },
  responses: { 201: jsonOf(changed, 'It is recorded.'), ...refusals(400, 404, 409, 413, 415) },
})

const show = createRoute({
  method: 'get',
  path: '/dossiers/{ref}/communications/{n}',
  operationId: 'showCommunication',
  summary: 'Show one communication',
  tags,
  ...toRead,
  request: { params: one, query: z.strictObject(MOMENT) },
  responses: { 200: { ...jsonOf(communicationStory, 'The version that holds.'), headers: ETAG }, ...refusals(404) },
})

const correct = createRoute({
  method: 'post',
  path: '/dossiers/{ref}/communications/{n}/corrections',
  operationId: 'correctCommunication',
  summary: 'Correct a communication, or take it back',
  description: 'What is left out stays. Both versions stay in the ledger.',
  tags,
  ...toWrite('record'),
  request: { params: one, headers: ONCE.extend(IF_MATCH), body: bodyOf(newCorrection) },
  responses: { 201: jsonOf(changed, 'The correction stands.'), ...refusals(400, 404, 409, 413, 415, 428) },
})

export function communicationRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const told = await showDossier(context, c.req.valid('param').ref, momentIn(c.req.valid('query'), context))
    const items = told.correspondence.map(({ entries, ...filed }) => ({
      ...communicationFields(filed),
      entries: entriesOf(entries),
    }))
    return c.json({ items, next: null }, 200)
  })

  app.openapi(record, async (c) => {
    const { entries, isAgain, ...content } = c.req.valid('json')
    refuseElsewhere(c.req.valid('param').ref, entries)
    const told = { ...contentOf(content), entries }
    const { reference, standings } = await naming(namesOf(entries), () =>
      recordCommunication(contextOf(c), told, { isAgain }),
    )
    c.header('Location', `/api/v1/dossiers/${reference.replace('/', '/communications/')}`)
    return c.json(changedBy(reference, standings), 201)
  })

  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const { ref: dossier, n } = c.req.valid('param')
    const told = await showCommunication(context, { dossier, number: n }, momentIn(c.req.valid('query'), context))
    const { holds, versions, isWithdrawn } = told
    c.header('ETag', etagOf(versions.length))
    return c.json(
      {
        ...communicationFields({ ...told.holds, ...told, dossier: told.dossier.reference }),
        dossier: told.dossier.reference,
        entries: entriesOf(holds.entries),
        isWithdrawn,
        version: versions.length,
        followUps: told.followUps.map(followUpFields),
        assessments: told.assessments.map(({ assessment: { grade, reason, recordedAt }, by, followUp }) => ({
          communication: told.reference,
          grade,
          reason,
          by,
          at: recordedAt,
          followUp,
        })),
      },
      200,
    )
  })

  app.openapi(correct, async (c) => {
    const { ref: dossier, n } = c.req.valid('param')
    const expected = versionExpected(c)
    const reference = `${dossier}/${n}`
    const correction = { communication: reference, ...correctionOf(c.req.valid('json')) }
    const standings = await naming(namesOf([]), () => correctCommunication(contextOf(c), correction, expected))
    return c.json(changedBy(reference, standings), 201)
  })
}
