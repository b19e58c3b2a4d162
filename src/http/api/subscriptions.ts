import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { changeSubscription } from '../../use-cases/digests/change-subscription.ts'
import { listSubscriptions, showSubscription } from '../../use-cases/digests/list-subscriptions.ts'
import { cancelSubscription, subscribe } from '../../use-cases/digests/subscribe.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { ETAG, etagOf, IF_MATCH, versionExpected } from './request/etag.ts'
import { NUMBER, wanted } from './schemas/fields.ts'
import { bodyOf, jsonOf, ONCE, refusals, toDo, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { queryOf } from './schemas/query-fields.ts'
import {
  given,
  newSubscription,
  subscription,
  subscriptionChange,
  subscriptionFields,
} from './schemas/subscription-schemas.ts'

const tags = ['Digests']
const params = z.strictObject({ n: wanted(NUMBER, 'The number of the subscription.') })

const list = createRoute({
  method: 'get',
  path: '/subscriptions',
  operationId: 'listSubscriptions',
  summary: 'List your subscriptions; for administrators, everybody’s',
  tags,
  ...toRead,
  responses: { 200: jsonOf(pageOf(subscription), 'All of them, those that have ended last.'), ...refusals() },
})

const make = createRoute({
  method: 'post',
  path: '/subscriptions',
  operationId: 'subscribe',
  summary: 'Subscribe to a digest',
  description: 'For yourself. It never tells more than you may see.',
  tags,
  ...toWrite('record'),
  request: { headers: ONCE, body: bodyOf(newSubscription) },
  responses: {
    201: { ...jsonOf(subscription, 'It comes from now on.'), headers: ETAG },
    ...refusals(400, 409, 413, 415),
  },
})

const show = createRoute({
  method: 'get',
  path: '/subscriptions/{n}',
  operationId: 'showSubscription',
  summary: 'Show one subscription',
  tags,
  ...toRead,
  request: { params },
  responses: { 200: { ...jsonOf(subscription, 'The subscription.'), headers: ETAG }, ...refusals(404) },
})

const change = createRoute({
  method: 'patch',
  path: '/subscriptions/{n}',
  operationId: 'changeSubscription',
  summary: 'Change a subscription of yours, or take it up again',
  description: 'From now on: an issue that is planned already stays as it is.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE.extend(IF_MATCH), body: bodyOf(subscriptionChange) },
  responses: {
    200: { ...jsonOf(subscription, 'As it is now.'), headers: ETAG },
    ...refusals(400, 404, 409, 413, 415, 428),
  },
})

const end = createRoute({
  method: 'delete',
  path: '/subscriptions/{n}',
  operationId: 'endSubscription',
  summary: 'End a subscription of yours',
  description: 'What it sent stays on record.',
  tags,
  ...toDo('record'),
  request: { params, headers: ONCE },
  responses: { 204: { description: 'It comes no more.' }, ...refusals(404, 409, 413) },
})

export function subscriptionRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const subscriptions = await listSubscriptions(contextOf(c))
    return c.json({ items: subscriptions.map(subscriptionFields), next: null }, 200)
  })

  app.openapi(make, async (c) => {
    const context = contextOf(c)
    const { query, timeZone, ...told } = c.req.valid('json')
    const { number } = await subscribe(context, {
      ...told,
      query: queryOf(query),
      timeZone: timeZone ?? context.timeZone,
      officer: context.officer.email,
      language: 'en',
    })
    const made = await showSubscription(context, number)
    c.header('Location', `/api/v1/subscriptions/${number}`)
    c.header('ETag', etagOf(made.version))
    return c.json(subscriptionFields(made), 201)
  })

  app.openapi(show, async (c) => {
    const shown = await showSubscription(contextOf(c), c.req.valid('param').n)
    c.header('ETag', etagOf(shown.version))
    return c.json(subscriptionFields(shown), 200)
  })

  app.openapi(change, async (c) => {
    const { n } = c.req.valid('param')
    const { query, ...told } = given(c.req.valid('json'))
    const version = versionExpected(c)
    await changeSubscription(contextOf(c), n, { ...told, ...(query && { query: queryOf(query) }), version })
    const changed = await showSubscription(contextOf(c), n)
    c.header('ETag', etagOf(changed.version))
    return c.json(subscriptionFields(changed), 200)
  })

  app.openapi(end, async (c) => {
    await cancelSubscription(contextOf(c), c.req.valid('param').n)
    return c.body(null, 204)
  })
}
