import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { CHANNELS } from '../../domain/correspondence/facts.ts'
import { attestReading, withdrawAttestation } from '../../use-cases/silence/attest-reading.ts'
import { declareReceivingPoint, retireReceivingPoint } from '../../use-cases/silence/declare-receiving-point.ts'
import { listReceivingPoints, showReceivingPoint } from '../../use-cases/silence/list-receiving-points.ts'
import { attestedFields, pointStoryFields } from '../../use-cases/silence/point-fields.ts'
import { naming } from '../naming.ts'
import { contextOf, type WebEnv } from '../web.ts'
import {
  asked,
  choiceOf,
  DAY,
  DESK_REFERENCE,
  lineOf,
  listOf,
  NUMBER,
  orNone,
  REFERENCE,
  TEXT,
  wanted,
} from './schemas/fields.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { attested, point, pointStory } from './schemas/receiving-point-schemas.ts'

const tags = ['Receiving points']
const POINT_REFERENCE = { ...REFERENCE, says: { ...REFERENCE.says, example: 'TC-POUCH' } }
const params = z.strictObject({ ref: wanted(POINT_REFERENCE, 'The receiving point.') })

const list = createRoute({
  method: 'get',
  path: '/receiving-points',
  operationId: 'listReceivingPoints',
  summary: 'List the receiving points, each with until when it was read',
  tags,
  ...toRead,
  request: { query: z.strictObject({ desk: asked(DESK_REFERENCE, 'Only those of this desk.'), ...MOMENT }) },
  responses: { 200: jsonOf(pageOf(point), 'All of them.'), ...refusals() },
})

const show = createRoute({
  method: 'get',
  path: '/receiving-points/{ref}',
  operationId: 'showReceivingPoint',
  summary: 'Show one with all that was attested of it',
  tags,
  ...toRead,
  request: { params, query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(pointStory, 'The point.'), ...refusals(404) },
})

const declare = createRoute({
  method: 'post',
  path: '/receiving-points',
  operationId: 'declareReceivingPoint',
  summary: 'Declare a receiving point',
  description: 'It is retired one day, never edited.',
  tags,
  ...toWrite('record'),
  request: {
    headers: ONCE,
    body: bodyOf(
      z
        .strictObject({
          reference: wanted(POINT_REFERENCE, 'Short and lasting.'),
          name: wanted(lineOf(200, 'Diplomatic pouch')),
          desk: wanted(DESK_REFERENCE),
          channels: listOf(choiceOf(CHANNELS), {
            least: 1,
            most: CHANNELS.length,
            description: 'What comes in by it.',
          }),
          sinceOn: orNone(DAY, 'Today where it is left out.'),
        })
        .openapi('NewReceivingPoint'),
    ),
  },
  responses: { 201: jsonOf(pointStory, 'It is declared.'), ...refusals(400, 404, 409, 413, 415) },
})

const attest = createRoute({
  method: 'post',
  path: '/receiving-points/{ref}/attestations',
  operationId: 'attestReading',
  summary: 'Attest that a point was read through a day',
  description:
    'That all that came in by it has been read, and what bears on a follow-up recorded: by an officer, or by a program that empties it, with a token of its own. What is attested already changes nothing, so it may be said as often as one likes.',
  tags,
  ...toWrite('record'),
  request: {
    params,
    headers: ONCE,
    body: bodyOf(
      z
        .strictObject({
          through: orNone(DAY, 'Today where it is left out.'),
          from: orNone(DAY, 'The day after the last that is attested where it is left out.'),
          remark: orNone(TEXT),
        })
        .openapi('NewAttestation'),
    ),
  },
  responses: { 201: jsonOf(pointStory, 'As it stands now.'), ...refusals(400, 404, 413, 415) },
})

const attestSeveral = createRoute({
  method: 'post',
  path: '/attestations',
  operationId: 'attestReadings',
  summary: 'Attest that several points were read through a day',
  description: 'Of all of them or of none; else as of one.',
  tags,
  ...toWrite('record'),
  request: {
    headers: ONCE,
    body: bodyOf(
      z
        .strictObject({
          points: listOf(POINT_REFERENCE, { least: 1, most: 100, description: 'Which.' }),
          through: orNone(DAY, 'Today where it is left out.'),
          from: orNone(DAY, 'Of each the day after the last that is attested where it is left out.'),
          remark: orNone(TEXT),
        })
        .openapi('NewAttestations'),
    ),
  },
  responses: {
    201: jsonOf(z.strictObject({ items: z.array(attested) }).openapi('AttestedReadings'), 'As they stand now.'),
    ...refusals(400, 404, 413, 415),
  },
})

const why = bodyOf(z.strictObject({ why: wanted(TEXT, 'The reason.') }).openapi('Withdrawal'))

const withdraw = createRoute({
  method: 'delete',
  path: '/receiving-points/{ref}/attestations/{n}',
  operationId: 'withdrawAttestation',
  summary: 'Take an attestation back',
  description: 'Both stay on record.',
  tags,
  ...toWrite('record'),
  request: { params: params.extend({ n: wanted(NUMBER, 'Of the attestation.') }), headers: ONCE, body: why },
  responses: { 200: jsonOf(pointStory, 'As it stands now.'), ...refusals(400, 404, 409, 413, 415) },
})

const retire = createRoute({
  method: 'post',
  path: '/receiving-points/{ref}/retirement',
  operationId: 'retireReceivingPoint',
  summary: 'Say that nothing comes in by a point any more',
  description: 'What it received before must still have been read.',
  tags,
  ...toWrite('record'),
  request: {
    params,
    headers: ONCE,
    body: bodyOf(
      z
        .strictObject({ retiredOn: orNone(DAY, 'Today where it is left out.'), why: wanted(TEXT, 'The reason.') })
        .openapi('Retirement'),
    ),
  },
  responses: { 201: jsonOf(pointStory, 'It is retired.'), ...refusals(400, 404, 409, 413, 415) },
})

export function receivingPointRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const { desk, ...moment } = c.req.valid('query')
    const context = contextOf(c)
    return c.json({ items: await listReceivingPoints(context, { desk }, momentIn(moment, context)), next: null }, 200)
  })

  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const moment = momentIn(c.req.valid('query'), context)
    return c.json(pointStoryFields(await showReceivingPoint(context, c.req.valid('param').ref, moment)), 200)
  })

  app.openapi(declare, async (c) => {
    const context = contextOf(c)
    const { sinceOn, ...told } = c.req.valid('json')
    const declared = { ...told, sinceOn: sinceOn ?? context.today }
    return c.json(
      pointStoryFields(await naming({ since: 'sinceOn' }, () => declareReceivingPoint(context, declared))),
      201,
    )
  })

  app.openapi(attest, async (c) => {
    const context = contextOf(c)
    const { through, from, remark } = c.req.valid('json')
    const points = [c.req.valid('param').ref]
    const [read] = await attestReading(context, { points, from, through: through ?? context.today, remark })
    return c.json(pointStoryFields(read!.point), 201)
  })

  app.openapi(attestSeveral, async (c) => {
    const context = contextOf(c)
    const { through, ...told } = c.req.valid('json')
    const read = await attestReading(context, { ...told, through: through ?? context.today })
    return c.json({ items: read.map(attestedFields) }, 201)
  })

  app.openapi(withdraw, async (c) => {
    const { ref, n } = c.req.valid('param')
    const withdrawal = { point: ref, number: n, why: c.req.valid('json').why }
    return c.json(pointStoryFields(await withdrawAttestation(contextOf(c), withdrawal)), 200)
  })

  app.openapi(retire, async (c) => {
    const context = contextOf(c)
    const { retiredOn, why: reason } = c.req.valid('json')
    const retirement = { point: c.req.valid('param').ref, retiredOn: retiredOn ?? context.today, why: reason }
    return c.json(
      pointStoryFields(await naming({ on: 'retiredOn' }, () => retireReceivingPoint(context, retirement))),
      201,
    )
  })
}
