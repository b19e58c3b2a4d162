import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { CHARACTER_NAMES } from '../../domain/correspondence/characters.ts'
import { CHANNELS } from '../../domain/correspondence/facts.ts'
import { MEDIA_TYPES } from '../../documents/note/note-file.ts'
import { SILENCE_FORMATS } from '../../documents/silence-file.ts'
import { giveStatement } from '../../use-cases/issued/give-silence.ts'
import { silenceFields } from '../../use-cases/silence/silence-fields.ts'
import { stateSilence } from '../../use-cases/silence/state-silence.ts'
import { serveSilence } from '../silence-file.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { asked, choiceOf, FOLLOW_UP_REFERENCE, wanted } from './schemas/fields.ts'
import { day } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { refusals, toRead } from './operation.ts'

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

const stated = createRoute({
  method: 'get',
  path: '/follow-ups/{ref}/silence',
  operationId: 'stateSilence',
  summary: 'State that no further response came, if it can be known',
  description:
    'Else 409: errors names everything that stands against it, each receiving point with its gap. The ledger keeps that it was given out.',
  tags: ['Follow-ups'],
  ...toRead,
  request: {
    params: z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') }),
    query: z.strictObject({
      ...MOMENT,
      format: asked(choiceOf(SILENCE_FORMATS), 'As a file; JSON where it is left out.'),
    }),
  },
  responses: {
    200: {
      description: 'It is stated.',
      content: {
        'application/json': { schema: silence },
        'text/markdown': { schema: z.string() },
        'text/html': { schema: z.string() },
        [MEDIA_TYPES.docx]: { schema: z.string().openapi({ format: 'binary' }) },
      },
    },
    ...refusals(404, 409),
  },
})

export function silenceRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(stated, async (c) => {
    const context = contextOf(c)
    const { format, ...when } = c.req.valid('query')
    const { ref: followUp } = c.req.valid('param')
    const moment = momentIn(when, context)
    if (format) return serveSilence(c, { followUp, format, moment })
    const state = c.req.method === 'HEAD' ? stateSilence : giveStatement
    return c.json(silenceFields(await state(context, followUp, moment)), 200)
  })
}
