import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { composeCalendar } from '../../documents/calendar-file.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { listCalendarFeeds, makeCalendarFeed, revokeCalendarFeed } from '../../use-cases/access/calendar-feeds.ts'
import { giveCalendar } from '../../use-cases/issued/give-calendar.ts'
import { listCalendar } from '../../use-cases/pending/list-calendar.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { NUMBER, orNone, wanted, wholeFrom } from './schemas/fields.ts'
import { instant } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, refusals, toDo, toRead, toWriteEachTime } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { QUERY_PARAMETERS, queryIn } from './schemas/query-fields.ts'

const tags = ['Access']

const feed = z
  .strictObject({
    number: z.int(),
    view: z
      .strictObject({ number: z.int(), name: z.string() })
      .nullable()
      .openapi({ description: 'The saved view that it shows; null of everything that you see' }),
    createdAt: instant(),
    lastReadAt: instant().nullable(),
  })
  .openapi('CalendarAddress', { description: 'An address of your own that calendar programs read.' })

const show = createRoute({
  method: 'get',
  path: '/calendar',
  operationId: 'showCalendar',
  summary: 'Give due days, promises and report duties as a calendar',
  description:
    'The ledger keeps that it was given out. A calendar program that keeps up by itself reads an address of its own instead.',
  tags: ['Follow-ups'],
  ...toRead,
  request: { query: z.strictObject({ ...QUERY_PARAMETERS, ...MOMENT }) },
  responses: {
    200: { description: 'iCalendar, RFC 5545.', content: { 'text/calendar': { schema: z.string() } } },
    ...refusals(),
  },
})

const list = createRoute({
  method: 'get',
  path: '/calendar-addresses',
  operationId: 'listCalendarAddresses',
  summary: 'List your calendar addresses that are good',
  tags,
  ...toRead,
  responses: { 200: jsonOf(pageOf(feed), 'Without what they end on, which is told once.'), ...refusals() },
})

const make = createRoute({
  method: 'post',
  path: '/calendar-addresses',
  operationId: 'makeCalendarAddress',
  summary: 'Make a calendar address of your own',
  description:
    'It is told this once and kept nowhere, which is why there is no Idempotency-Key. The one before it of the same view is good no more. Whoever knows it reads it, without a token.',
  tags,
  ...toWriteEachTime('admin'),
  request: {
    body: bodyOf(
      z
        .strictObject({ view: orNone(wholeFrom(1, 999_999_999), 'A saved view; everything where it is left out.') })
        .openapi('NewCalendarAddress'),
    ),
  },
  responses: {
    201: jsonOf(
      z.strictObject({ name: z.string().nullable(), address: z.string() }).openapi('MadeCalendarAddress'),
      'Keep the address.',
    ),
    ...refusals(400, 404, 413, 415),
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/calendar-addresses/{n}',
  operationId: 'revokeCalendarAddress',
  summary: 'Revoke one of your calendar addresses',
  tags,
  ...toDo('admin'),
  request: { params: z.strictObject({ n: wanted(NUMBER, 'The address.') }) },
  responses: { 204: { description: 'It is good no longer.' }, ...refusals(404) },
})

export function calendarRoutes(app: OpenAPIHono<WebEnv>, { baseUrl }: Web): void {
  app.openapi(show, async (c) => {
    const { 'as-of': asOf, 'known-at': knownAt, ...given } = c.req.valid('query')
    const [context, query] = [contextOf(c), queryIn(given)]
    const moment = momentIn({ 'as-of': asOf, 'known-at': knownAt }, context)
    const isGiven = c.req.method !== 'HEAD'
    const text = isGiven
      ? await giveCalendar(context, { query, render: calendarAt(baseUrl) }, moment)
      : await calendarAt(baseUrl)(await listCalendar(context, query, moment))
    return c.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8' })
  })

  app.openapi(list, async (c) => c.json({ items: await listCalendarFeeds(contextOf(c)), next: null }, 200))

  app.openapi(make, async (c) => {
    const { name, secret } = await makeCalendarFeed(contextOf(c), c.req.valid('json').view)
    return c.json({ name, address: `${baseUrl}/calendar/${secret}.ics` }, 201)
  })

  app.openapi(revoke, async (c) => {
    await revokeCalendarFeed(contextOf(c), c.req.valid('param').n)
    return c.body(null, 204)
  })
}

function calendarAt(baseUrl: string) {
  return (events: readonly CalendarEvent[]) => composeCalendar({ view: null, events, baseUrl, language: 'en' })
}
