import { z } from '@hono/zod-openapi'
import { CHANNELS } from '../../../domain/correspondence/facts.ts'
import { day, instant, maybeDay } from './follow-up-schemas.ts'

const POINT = {
  reference: z.string().openapi({ example: 'TC-POUCH' }),
  name: z.string(),
  desk: z.string().openapi({ example: 'TC' }),
  channels: z.array(z.enum(CHANNELS)),
  sinceOn: day(),
  retiredOn: maybeDay().openapi({ description: 'From that day on nothing comes in by it' }),
  retiredWhy: z.string().nullable(),
  readThroughOn: maybeDay().openapi({ description: 'The last day that is attested as read' }),
  unread: z
    .array(z.strictObject({ from: day(), through: day() }).openapi('Days'))
    .openapi({ description: 'Every stretch of days that nobody attests to have read' }),
  isStale: z.boolean().openapi({ description: 'Nobody has attested it for more than a week' }),
}

export const point = z.strictObject(POINT).openapi('ReceivingPoint', {
  description: 'Where what is sent to a desk comes in: a mailbox, the registry, the pouch.',
})

const attestation = z
  .strictObject({
    number: z.int(),
    from: day(),
    through: day(),
    remark: z.string().nullable(),
    by: z.string(),
    at: instant(),
    withdrawn: z.strictObject({ why: z.string(), by: z.string(), at: instant() }).nullable(),
  })
  .openapi('Attestation', { description: 'That all that came in on these days was read and recorded.' })

export const pointStory = z
  .strictObject({
    ...POINT,
    declaredBy: z.string().openapi({ description: 'The name of the officer' }),
    attestations: z.array(attestation),
  })
  .openapi('ReceivingPointStory')

export const attested = z
  .strictObject({
    days: z
      .strictObject({ from: day(), through: day() })
      .nullable()
      .openapi({ description: 'Null where all of it was attested already' }),
    point: pointStory,
  })
  .openapi('Attested')
