import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { parseLanguage } from '../../domain/text.ts'
import { changeCounterpart } from '../../use-cases/counterparts/change-counterpart.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { redatings } from './schemas/due-schemas.ts'
import {
  CALENDAR,
  COUNTERPART_REFERENCE,
  kept,
  listOf,
  MAIL_ADDRESS,
  TEXT,
  TIME_ZONE,
  wanted,
  WEEKEND,
  type Kind,
} from './schemas/fields.ts'
import { bodyOf, jsonOf, ONCE, refusals, toWrite } from './operation.ts'

const LANGUAGE: Kind<string> = {
  parse: parseLanguage,
  says: { type: 'string', description: 'BCP 47', example: 'fr' },
}

const change = z
  .strictObject({
    holidayCalendar: kept(CALENDAR, 'Whose holidays it keeps.'),
    weekend: WEEKEND.nullable().optional(),
    timeZone: kept(TIME_ZONE),
    languages: listOf(LANGUAGE, { least: 0, most: 20, description: 'In which it is written to.' }).optional(),
    emails: listOf(MAIL_ADDRESS, { least: 0, most: 20, description: 'Where it is written to.' }).optional(),
    why: wanted(TEXT, 'The reason.'),
  })
  .openapi('CounterpartChange', { description: 'What is left out stays as it is.' })

const alter = createRoute({
  method: 'patch',
  path: '/counterparts/{ref}',
  operationId: 'changeCounterpart',
  summary: 'Record that an office is reached otherwise, or works on other days',
  description: 'Moves the due days that are counted by its calendar. What was known before stays known of then.',
  tags: ['Counterparts'],
  ...toWrite('record'),
  request: {
    params: z.strictObject({ ref: wanted(COUNTERPART_REFERENCE, 'The office.') }),
    headers: ONCE,
    body: bodyOf(change),
  },
  responses: {
    200: jsonOf(z.strictObject({ redated: redatings() }).openapi('CounterpartChanged'), 'It holds from now on.'),
    ...refusals(400, 404, 409, 413, 415),
  },
})

export function counterpartChangeRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(alter, async (c) => {
    const { why, ...told } = c.req.valid('json')
    const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
    const counterpart = c.req.valid('param').ref
    return c.json(await changeCounterpart(contextOf(c), { counterpart, why, change: given }), 200)
  })
}
