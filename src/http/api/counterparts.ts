import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { pick } from '../../domain/pick.ts'
import { enterCounterpart } from '../../use-cases/counterparts/enter-counterpart.ts'
import { giveCounterparts } from '../../use-cases/issued/give-counterparts.ts'
import { counterpartRow, listCounterparts, OFFICE_FIELDS } from '../../use-cases/counterparts/list-counterparts.ts'
import { measureResponses } from '../../use-cases/counterparts/measure-responses.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { AS_CSV, csvAnswer, isCsvWanted, isGiven, listOrCsv } from './request/accepted.ts'
import {
  CALENDAR,
  COUNTERPART_REFERENCE,
  COUNTRY,
  lineOf,
  listOf,
  MAIL_ADDRESS,
  orNone,
  TIME_ZONE,
  wanted,
  WEEKEND,
} from './schemas/fields.ts'
import { FOLLOW_UP } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { responseFields, responses } from './schemas/response-schemas.ts'

const tags = ['Counterparts']

const COUNTERPART = {
  reference: FOLLOW_UP.counterpartReference,
  name: z.string(),
  country: z.string().nullable().openapi({ description: 'ISO 3166-1 alpha-3' }),
  languages: z.array(z.string()),
  timeZone: z.string().nullable(),
  holidayCalendar: z.string().nullable(),
  weekend: z
    .array(z.int())
    .nullable()
    .openapi({ description: 'Weekdays on which it is closed, Monday is 1; null where it is closed when we are' }),
  emails: z.array(z.string()),
  succeeds: z.string().nullable().openapi({ description: 'The reference of the office that it succeeds' }),
}

const counterpartOwing = z
  .strictObject({
    ...COUNTERPART,
    pending: z.int(),
    overdue: z.int(),
    longestSilence: z.int().nullable().openapi({ description: 'Days since the oldest last word, or ask' }),
  })
  .openapi('Counterpart')

const newCounterpart = z
  .strictObject({
    reference: wanted(COUNTERPART_REFERENCE, 'Short and lasting.'),
    name: wanted(lineOf(500, 'Permanent Mission of Uzbekistan'), 'Of the office, never of a person.'),
    country: orNone(COUNTRY),
    timeZone: orNone(TIME_ZONE),
    holidayCalendar: orNone(CALENDAR, 'Whose holidays it keeps.'),
    weekend: WEEKEND.nullable().default(null),
    emails: listOf(MAIL_ADDRESS, { least: 0, most: 20, description: 'Where it is written to.' }).default([]),
    succeeds: orNone(COUNTERPART_REFERENCE, 'The office that it succeeds.'),
  })
  .openapi('NewCounterpart')

const list = createRoute({
  method: 'get',
  path: '/counterparts',
  operationId: 'listCounterparts',
  summary: 'List every office, with what it owes us',
  tags,
  ...toRead,
  request: { query: z.strictObject({ ...MOMENT, file: AS_CSV }) },
  responses: { 200: listOrCsv(pageOf(counterpartOwing), 'All of them, by name.'), ...refusals(406) },
})

const enter = createRoute({
  method: 'post',
  path: '/counterparts',
  operationId: 'enterCounterpart',
  summary: 'Enter an office that can then be asked',
  tags,
  ...toWrite('record'),
  request: { headers: ONCE, body: bodyOf(newCounterpart) },
  responses: {
    201: jsonOf(z.strictObject(COUNTERPART).openapi('EnteredCounterpart'), 'It is entered.'),
    ...refusals(400, 404, 409, 413, 415),
  },
})

const answers = createRoute({
  method: 'get',
  path: '/counterparts/{ref}/responses',
  operationId: 'measureResponses',
  summary: 'Measure how an office answers: how long asks stay without a first reply, and without an answer',
  tags,
  ...toRead,
  request: {
    params: z.strictObject({ ref: wanted(COUNTERPART_REFERENCE, 'The office.') }),
    query: z.strictObject(MOMENT),
  },
  responses: { 200: jsonOf(responses, 'Both curves, and every ask that they rest on.'), ...refusals(404) },
})

export function counterpartRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const { file, ...moment } = c.req.valid('query')
    const isCsv = isCsvWanted(c)
    const read = isGiven(c, isCsv || file) ? giveCounterparts : listCounterparts
    const items = (await read(context, momentIn(moment, context))).map(counterpartRow)
    return isCsv ? csvAnswer(c, items) : c.json({ items, next: null }, 200)
  })

  app.openapi(enter, async (c) => {
    const told = c.req.valid('json')
    const entered = await enterCounterpart(contextOf(c), told)
    return c.json({ ...pick(entered, OFFICE_FIELDS), succeeds: told.succeeds }, 201)
  })

  app.openapi(answers, async (c) => {
    const context = contextOf(c)
    const { ref } = c.req.valid('param')
    const measured = await measureResponses(context, ref, momentIn(c.req.valid('query'), context))
    return c.json({ counterpart: ref, ...responseFields(measured) }, 200)
  })
}
