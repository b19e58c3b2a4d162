import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { CHARACTER_NAMES } from '../../domain/characters.ts'
import { CHANNELS } from '../../domain/facts.ts'
import { silenceFields } from '../../use-cases/silence-fields.ts'
import { stateSilence } from '../../use-cases/state-silence.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { FOLLOW_UP_REFERENCE, wanted } from './fields.ts'
import { day } from './follow-up-schemas.ts'
import { MOMENT, momentIn } from './moment.ts'
import { jsonOf, refusals, toRead } from './operation.ts'

const cited = z
  .strictObject({
    communication: z.string().openapi({ example: 'PRK-TC/5' }),
    channel: z.enum(CHANNELS),
    character: z.enum(CHARACTER_NAMES).nullable().openapi({ description: 'Of a reply' }),
    on: day(),
    latestOn: day().openapi({ description: 'Later than on only where the day is vague' }),
    dating: z.enum(['exact', 'vague', 'unknown']),
  })
  .openapi('Cited', { description: 'A communication that bears on the follow-up.' })

const read = z
  .strictObject({
    reference: z.string().openapi({ example: 'TC-POUCH' }),
    name: z.string(),
    channels: z.array(z.enum(CHANNELS)),
    from: day(),
    through: day(),
    attestations: z.array(
      z.strictObject({ from: day(), through: day(), by: z.string(), attestedOn: day() }).openapi('Reading'),
    ),
  })
  .openapi('PointRead', { description: 'A receiving point, read on every day from the one to the other.' })

const silence = z
  .strictObject({
    reference: z.string().openapi({ example: 'PRK-TC-1' }),
    title: z.string(),
    counterpart: z.string().openapi({ description: 'The name of the office' }),
    desk: z.string(),
    asOf: day(),
    knownOn: day().openapi({ description: 'The office’s day as of whose record it is stated' }),
    since: day().openapi({ description: 'The first day on which a further response could have come' }),
    daysSilent: z.int().openapi({ description: 'Since the last word, else since the ask; at least, where vague' }),
    isVague: z.boolean(),
    asks: z.array(cited),
    reminders: z.array(cited),
    lastWord: cited.nullable(),
    receipts: z.array(cited).openapi({ description: 'Since then: receipts, machines, what came back. No response.' }),
    bearingOnNothing: z.array(z.string()).openapi({ description: 'What came, or may have, and bears on no ask' }),
    points: z.array(read),
    elsewhere: z.array(z.enum(CHANNELS)).openapi({ description: 'What comes in by no receiving point of the desk' }),
  })
  .openapi('Silence', { description: 'That no further response had been received as at a day.' })

const state = createRoute({
  method: 'get',
  path: '/follow-ups/{ref}/silence',
  operationId: 'stateSilence',
  summary: 'State that no further response came, if it can be known',
  description: 'Else 409: errors names everything that stands against it, each receiving point with its gap.',
  tags: ['Follow-ups'],
  ...toRead,
  request: {
    params: z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') }),
    query: z.strictObject(MOMENT),
  },
  responses: { 200: jsonOf(silence, 'It is stated.'), ...refusals(404, 409) },
})

export function silenceRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(state, async (c) => {
    const context = contextOf(c)
    const moment = momentIn(c.req.valid('query'), context)
    return c.json(silenceFields(await stateSilence(context, c.req.valid('param').ref, moment)), 200)
  })
}
