import { z } from '@hono/zod-openapi'
import type { KnownSubscription } from '../../../use-cases/digests/list-subscriptions.ts'
import { asked, CRON, FLAG, lineOf, orNone, TIME_ZONE, wanted } from './fields.ts'
import { instant } from './follow-up-schemas.ts'
import { QUERY_BODY, QUERY_TOLD, queryOf } from './query-fields.ts'

const NAME = lineOf(80, 'My overdue')
const ONLY_IF_CHANGED = 'Nothing is mailed where nothing changed since the last issue.'
const SUPPRESS_IF_EMPTY = 'Nothing is mailed where nothing is pending.'

const query = z
  .strictObject(QUERY_BODY)
  .openapi({ description: 'Which pending follow-ups are meant; what is left out does not narrow.' })

export const newSubscription = z
  .strictObject({
    name: wanted(NAME, 'Stands at the head of each issue.'),
    query: query.default({}),
    cron: wanted(CRON, 'When it comes.'),
    timeZone: orNone(TIME_ZONE, "By whose clocks; the office's where it is left out."),
    onlyIfChanged: wanted(FLAG, ONLY_IF_CHANGED).default(false),
    suppressIfEmpty: wanted(FLAG, SUPPRESS_IF_EMPTY).default(false),
  })
  .openapi('NewSubscription')

export const subscriptionChange = z
  .strictObject({
    name: asked(NAME),
    query: query.optional(),
    cron: asked(CRON),
    timeZone: asked(TIME_ZONE),
    onlyIfChanged: asked(FLAG, ONLY_IF_CHANGED),
    suppressIfEmpty: asked(FLAG, SUPPRESS_IF_EMPTY),
    isEnded: asked(FLAG, 'false takes up one that has ended.'),
  })
  .openapi('SubscriptionChange', { description: 'What is left out stays; a query is replaced as a whole.' })

export const subscription = z
  .strictObject({
    number: z.int(),
    reader: z.strictObject({ name: z.string(), email: z.string() }),
    isOwn: z.boolean().openapi({ description: 'Whether who asks may change it, and read its digests' }),
    name: z.string(),
    query: z.strictObject(QUERY_TOLD),
    cron: z.string().openapi({ example: '0 8 * * 1-5' }),
    timeZone: z.string().openapi({ example: 'Europe/Zurich' }),
    language: z.string().openapi({ example: 'en' }),
    onlyIfChanged: z.boolean(),
    suppressIfEmpty: z.boolean(),
    createdAt: instant(),
    endedAt: instant().nullable(),
    next: z
      .array(instant())
      .openapi({ description: 'The next three times, by the clocks of its zone; none once ended' }),
    issues: z.int().openapi({ description: 'The number of its last issue' }),
  })
  .openapi('Subscription')

export function subscriptionFields(known: KnownSubscription) {
  const { id: number, reader: name, email, query: meant, cancelledAt: endedAt, next, ...told } = known
  const { isOwn, cron, timeZone, language, onlyIfChanged, suppressIfEmpty, createdAt, issues } = told
  return {
    number,
    reader: { name, email },
    isOwn,
    name: told.name,
    query: queryOf(meant),
    cron,
    timeZone,
    language,
    onlyIfChanged,
    suppressIfEmpty,
    createdAt,
    endedAt,
    next: next.map((at) => at.toString({ timeZoneName: 'never', smallestUnit: 'second' })),
    issues,
  }
}

/** Without what does not narrow. */
export function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
