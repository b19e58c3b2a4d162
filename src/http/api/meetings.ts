import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { RANKS } from '../../domain/approaches/ladder.ts'
import { meetingFields } from '../../use-cases/plan/plan-fields.ts'
import {
  cancelMeeting,
  changeMeeting,
  findMeeting,
  listMeetings,
  planMeeting,
} from '../../use-cases/plan/plan-meeting.ts'
import { naming } from '../naming.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { choiceOf, COUNTERPART_REFERENCE, DAY, kept, lineOf, NUMBER, orNone, TEXT, wanted } from './schemas/fields.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { meeting } from './schemas/plan-schemas.ts'

const tags = ['Counterparts']
const params = z.strictObject({ n: wanted(NUMBER, 'The number of the meeting.') })
const NAMES = { 'held-on': 'heldOn' }
const why = wanted(TEXT, 'The reason.')

const newMeeting = z
  .strictObject({
    counterpart: wanted(COUNTERPART_REFERENCE, 'The office that is met.'),
    heldOn: wanted({ ...DAY, says: { ...DAY.says, example: '2026-12-01' } }),
    rank: wanted(choiceOf(RANKS), 'Who speaks for us there.'),
    title: wanted(lineOf(200, 'Annual consultation')),
    meets: orNone(lineOf(), 'Whom we meet.'),
  })
  .openapi('NewPlannedMeeting')

const change = z
  .strictObject({
    heldOn: wanted(DAY).optional(),
    rank: wanted(choiceOf(RANKS)).optional(),
    title: wanted(lineOf()).optional(),
    meets: kept(lineOf()),
    why,
  })
  .openapi('PlannedMeetingChange', { description: 'What is left out stays as it is.' })

const list = createRoute({
  method: 'get',
  path: '/planned-meetings',
  operationId: 'listPlannedMeetings',
  summary: 'List the meetings with counterparts that are planned',
  tags,
  ...toRead,
  request: { query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(pageOf(meeting), 'All that lie ahead, soonest first.'), ...refusals() },
})

const announce = createRoute({
  method: 'post',
  path: '/planned-meetings',
  operationId: 'planMeeting',
  summary: 'Announce a meeting with an office',
  tags,
  ...toWrite('record'),
  request: { headers: ONCE, body: bodyOf(newMeeting) },
  responses: { 201: jsonOf(meeting, 'It is announced.'), ...refusals(400, 404, 409, 413, 415) },
})

const alter = createRoute({
  method: 'patch',
  path: '/planned-meetings/{n}',
  operationId: 'changePlannedMeeting',
  summary: 'Move a meeting, or change who meets whom',
  description: 'Both versions stay in the ledger.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(change) },
  responses: { 200: jsonOf(meeting, 'It is changed.'), ...refusals(400, 404, 409, 413, 415) },
})

const cancel = createRoute({
  method: 'delete',
  path: '/planned-meetings/{n}',
  operationId: 'cancelPlannedMeeting',
  summary: 'Cancel a meeting',
  description: 'That it was announced stays in the ledger.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(z.strictObject({ why }).openapi('Cancellation')) },
  responses: { 204: { description: 'It is cancelled.' }, ...refusals(400, 404, 409, 413, 415) },
})

export function meetingRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const meetings = await listMeetings(context, momentIn(c.req.valid('query'), context))
    return c.json({ items: meetings.map(meetingFields), next: null }, 200)
  })

  app.openapi(announce, async (c) => {
    const context = contextOf(c)
    const number = await naming(NAMES, () => planMeeting(context, c.req.valid('json')))
    return c.json(meetingFields(await findMeeting(context, number)), 201)
  })

  app.openapi(alter, async (c) => {
    const context = contextOf(c)
    const { n } = c.req.valid('param')
    const { why: reason, ...told } = c.req.valid('json')
    const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
    await naming(NAMES, () => changeMeeting(context, n, { change: given, why: reason }))
    return c.json(meetingFields(await findMeeting(context, n)), 200)
  })

  app.openapi(cancel, async (c) => {
    await cancelMeeting(contextOf(c), c.req.valid('param').n, c.req.valid('json').why)
    return c.body(null, 204)
  })
}
