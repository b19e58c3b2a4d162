import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { END_RULES, LONGEST_PERIOD, PERIOD_UNITS } from '../../domain/standings/due-day.ts'
import { addPolicy, listPolicies, showPolicy } from '../../use-cases/rules/policies.ts'
import { contextOf, type WebEnv } from '../web.ts'
import {
  CALENDAR,
  choiceOf,
  DAY,
  DESK_REFERENCE,
  lineOf,
  orNone,
  REFERENCE,
  wanted,
  WEEKEND,
  wholeFrom,
} from './schemas/fields.ts'
import { maybeDay } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'

const tags = ['Policies']
const POLICY_REFERENCE = { ...REFERENCE, says: { ...REFERENCE.says, example: 'EU-2M' } }
const COUNT = wholeFrom(1, LONGEST_PERIOD)
const CALENDARS_OF = ['office', 'counterpart'] as const

const policy = z
  .strictObject({
    reference: z.string(),
    name: z.string(),
    desk: z.string(),
    unit: z.enum(PERIOD_UNITS),
    firstReplyWithin: z.int().nullable(),
    answerWithin: z.int().nullable(),
    endRule: z.enum(END_RULES).openapi({ description: 'What becomes of a period that ends on a day off' }),
    calendarOf: z.enum(CALENDARS_OF).openapi({ description: 'Whose days off are left out' }),
    holidayCalendar: z.string().nullable(),
    weekend: z.array(z.int()).openapi({ description: 'Monday is 1' }),
    remindEveryDays: z.int().nullable(),
    quietDays: z.int(),
    escalateAfterReminders: z.int().nullable(),
    graceDays: z.int(),
    sinceOn: maybeDay(),
  })
  .openapi('Policy', { description: 'A rule by which replies and answers are expected. It never changes.' })

const newPolicy = z
  .strictObject({
    reference: wanted(POLICY_REFERENCE, 'Short and lasting.'),
    name: wanted(lineOf(200, 'Two months, as EU law counts')),
    desk: orNone(DESK_REFERENCE, 'Yours where it is left out.'),
    unit: wanted(choiceOf(PERIOD_UNITS)).default('calendar_days'),
    firstReplyWithin: orNone(COUNT, 'At most 48 months. One of the two is wanted.'),
    answerWithin: orNone(COUNT, 'At most 48 months. One of the two is wanted.'),
    endRule: wanted(choiceOf(END_RULES), 'What becomes of a period that ends on a day off.').default('as_is'),
    calendarOf: wanted(choiceOf(CALENDARS_OF), 'Whose days off are left out.').default('office'),
    holidayCalendar: orNone(CALENDAR, "The office's."),
    weekend: WEEKEND.default([6, 7]),
    remindEveryDays: orNone(COUNT),
    quietDays: wanted(wholeFrom(0, LONGEST_PERIOD)).default(0),
    escalateAfterReminders: orNone(COUNT),
    graceDays: wanted(wholeFrom(0, LONGEST_PERIOD)).default(0),
    sinceOn: orNone(DAY, 'Since when the rule holds; today where it is left out.'),
  })
  .openapi('NewPolicy')

const list = createRoute({
  method: 'get',
  path: '/policies',
  operationId: 'listPolicies',
  summary: 'List the rules by which replies and answers are expected',
  tags,
  ...toRead,
  request: { query: z.strictObject(MOMENT) },
  responses: {
    200: jsonOf(
      pageOf(policy),
      'All of them, or those that were known and held at a moment, in the order in which they were added.',
    ),
    ...refusals(),
  },
})

const show = createRoute({
  method: 'get',
  path: '/policies/{ref}',
  operationId: 'showPolicy',
  summary: 'Show one rule',
  tags,
  ...toRead,
  request: { params: z.strictObject({ ref: wanted(POLICY_REFERENCE, 'The policy.') }) },
  responses: { 200: jsonOf(policy, 'The rule.'), ...refusals(404) },
})

const add = createRoute({
  method: 'post',
  path: '/policies',
  operationId: 'addPolicy',
  summary: 'Add a rule; one that is there is never changed',
  tags,
  ...toWrite('record'),
  request: { headers: ONCE, body: bodyOf(newPolicy) },
  responses: { 201: jsonOf(policy, 'It is added.'), ...refusals(400, 404, 409, 413, 415) },
})

export function policyRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const items = await listPolicies(context, momentIn(c.req.valid('query'), context))
    return c.json({ items, next: null }, 200)
  })

  app.openapi(show, async (c) => c.json(await showPolicy(contextOf(c), c.req.valid('param').ref), 200))

  app.openapi(add, async (c) => {
    const context = contextOf(c)
    const { sinceOn, ...told } = c.req.valid('json')
    return c.json(await addPolicy(context, { ...told, sinceOn: sinceOn ?? context.today }), 201)
  })
}
