import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { REMINDER_FORMATS } from '../../documents/reminder-file.ts'
import { MOST_DAYS, planApproaches, USUAL_DAYS } from '../../use-cases/plan/plan-approaches.ts'
import { planFields } from '../../use-cases/plan/plan-fields.ts'
import { serveReminder } from '../reminder.ts'
import { contextOf, type WebContext, type WebEnv } from '../web.ts'
import { asked, choiceOf, COUNTERPART_REFERENCE, digitsFrom, FOLLOW_UP_REFERENCE, wanted } from './schemas/fields.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { jsonOf, refusals, toRead } from './operation.ts'
import { plan } from './schemas/plan-schemas.ts'
import { QUERY_PARAMETERS, queryIn } from './schemas/query-fields.ts'

const tags = ['Follow-ups']
const DAYS = { days: asked(digitsFrom(1, MOST_DAYS), `How many days ahead; ${USUAL_DAYS} where it is left out.`) }

const show = createRoute({
  method: 'get',
  path: '/plan',
  operationId: 'planApproaches',
  summary: 'Plan whom to approach next, when, how and why',
  description:
    'What one office is asked goes together, so an approach may hold asks that the query does not mean. All of it comes at once.',
  tags,
  ...toRead,
  request: { query: z.strictObject({ ...QUERY_PARAMETERS, ...MOMENT, ...DAYS }) },
  responses: { 200: jsonOf(plan, 'By day.'), ...refusals() },
})

const DRAFT = {
  query: z.strictObject({
    ...MOMENT,
    ...DAYS,
    format: asked(choiceOf(REMINDER_FORMATS), 'Markdown or Word; Markdown where it is left out.'),
  }),
  responses: {
    200: {
      description: 'A file to edit.',
      content: {
        'text/markdown': { schema: z.string() },
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
          schema: z.string().openapi({ format: 'binary' }),
        },
      },
    },
    ...refusals(404, 409),
  },
}
const description = 'With all that goes with it, citing every communication on record. 409 where none is planned.'

const draft = createRoute({
  method: 'get',
  path: '/follow-ups/{ref}/reminder',
  operationId: 'draftReminder',
  summary: 'Draft the approach that is planned for a follow-up',
  description,
  tags,
  ...toRead,
  request: { params: z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') }), query: DRAFT.query },
  responses: DRAFT.responses,
})

const draftForOffice = createRoute({
  method: 'get',
  path: '/counterparts/{ref}/reminder',
  operationId: 'draftReminderToOffice',
  summary: 'Draft the approach that is planned for an office first',
  description,
  tags: ['Counterparts'],
  ...toRead,
  request: { params: z.strictObject({ ref: wanted(COUNTERPART_REFERENCE, 'The office.') }), query: DRAFT.query },
  responses: DRAFT.responses,
})

export function planRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const { 'as-of': asOf, 'known-at': knownAt, days = USUAL_DAYS, ...given } = c.req.valid('query')
    const moment = momentIn({ 'as-of': asOf, 'known-at': knownAt }, context)
    return c.json(planFields(await planApproaches(context, { query: queryIn(given), days }, moment)), 200)
  })

  app.openapi(draft, (c) => drafted(c, c.req.valid('param').ref, c.req.valid('query')))

  app.openapi(draftForOffice, (c) => drafted(c, c.req.valid('param').ref, c.req.valid('query')))
}

function drafted(c: WebContext, of: string, { days = USUAL_DAYS, format = 'md', ...when }: Drafting) {
  return serveReminder(c, { of, days, format }, momentIn(when, contextOf(c)))
}

type Drafting = z.infer<typeof DRAFT.query>
