import { z } from '@hono/zod-openapi'
import { CHANGES } from '../../../domain/digests/balance.ts'
import { BRACKETS } from '../../../domain/standings/brackets.ts'
import { pick } from '../../../domain/pick.ts'
import { DIGEST_STATES, type DigestStory } from '../../../use-cases/digests/list-digests.ts'
import type { Web } from '../../web.ts'
import { day, instant } from './follow-up-schemas.ts'

const DIGEST = {
  number: z.int().nullable().openapi({ description: 'Null where nothing was mailed for the slot; said tells why' }),
  slotAt: instant(),
  collapsedSlots: z
    .int()
    .openapi({ description: 'Earlier slots that passed while no worker ran, which it stands for' }),
  asOf: day(),
  plannedAt: instant(),
  subject: z.string().nullable().openapi({ description: 'For its reader alone' }),
  recipient: z.string().nullable(),
  messageId: z.string().nullable(),
  state: z.enum(DIGEST_STATES),
  attempts: z.int(),
  nextAttemptAt: instant().nullable(),
  said: z.string().nullable().openapi({ description: 'The last words of the mail server, or why nothing was mailed' }),
  sentAt: instant().nullable().openapi({ description: 'When it first arrived' }),
}
export const DIGEST_FIELDS = Object.keys(DIGEST) as (keyof typeof DIGEST)[]

export const digest = z.strictObject(DIGEST).openapi('Digest', { description: 'One slot, and what became of it.' })

const balance = z.strictObject({
  opening: z.int(),
  changes: z.record(z.enum(CHANGES), z.array(z.string()).readonly()),
  unnamed: z.int().openapi({ description: 'How many more left the view because the reader may see them no longer' }),
  closing: z.int(),
  byBracket: z.record(z.enum(BRACKETS), z.int()),
})

const DELIVERY = {
  at: instant(),
  state: z.enum(DIGEST_STATES),
  attempts: z.int(),
  said: z.string().nullable(),
}
const DELIVERY_FIELDS = Object.keys(DELIVERY) as (keyof typeof DELIVERY)[]

export const digestStory = z
  .strictObject({
    ...DIGEST,
    deliveries: z
      .array(z.strictObject(DELIVERY))
      .openapi({ description: 'Each attempt at it, and whatever else moved it on, in order' }),
    since: instant().nullable().openapi({ description: 'When the issue before it that had arrived was put together' }),
    content: z
      .strictObject({ html: z.string().nullable(), text: z.string().nullable(), balance })
      .nullable()
      .openapi({ description: 'As it was frozen; null for everybody but its reader' }),
  })
  .openapi('DigestStory')

export function storyFields(story: DigestStory, { readMessage }: Pick<Web, 'readMessage'>) {
  const { since, content } = story
  const deliveries = story.deliveries.map((delivery) => pick(delivery, DELIVERY_FIELDS))
  const told = { ...pick(story.digest, DIGEST_FIELDS), deliveries, since }
  if (!content) return { ...told, content }
  const { unnamed = 0, ...counted } = content.balance
  const said = { ...readMessage(content.message!), balance: { ...counted, unnamed } }
  return { ...told, content: said }
}
