import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { parseInstant } from '../../domain/dates/day.ts'
import { pick } from '../../domain/pick.ts'
import { listHistory, tellDigest } from '../../use-cases/digests/list-digests.ts'
import { sendAgain } from '../../use-cases/delivery/send-again.ts'
import { showSubscription } from '../../use-cases/digests/list-subscriptions.ts'
import { previewDigest } from '../../use-cases/digests/preview-digest.ts'
import { sendTest } from '../../use-cases/delivery/send-test.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { INSTANT, NUMBER, wanted, type Kind } from './schemas/fields.ts'
import { digest, DIGEST_FIELDS, digestStory, storyFields } from './schemas/digest-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { jsonOf, ONCE, refusals, toDo, toDoEachTime, toRead } from './operation.ts'
import { LINK, nextPage, pageOf, pageParameters } from './request/paging.ts'

const tags = ['Digests']
const n = wanted(NUMBER, 'The number of the subscription.')
const of = z.strictObject({ n })
const one = z.strictObject({ n, number: wanted(NUMBER, 'The number of the issue.') })

const preview = createRoute({
  method: 'get',
  path: '/subscriptions/{n}/preview',
  operationId: 'previewDigest',
  summary: 'Compose the digest that would go out now, or at a moment',
  description: 'Nothing is planned, numbered or sent. For its reader.',
  tags,
  ...toRead,
  request: { params: of, query: z.strictObject(MOMENT) },
  responses: {
    200: jsonOf(
      z.strictObject({ subject: z.string(), html: z.string(), text: z.string() }).openapi('DigestPreview'),
      'The mail.',
    ),
    ...refusals(404),
  },
})

const test = createRoute({
  method: 'post',
  path: '/subscriptions/{n}/tests',
  operationId: 'sendTestDigest',
  summary: 'Mail yourself what would go out now, marked as a test',
  description: 'It takes no number and nothing counts from it. It is sent each time it is asked for.',
  tags,
  ...toDoEachTime('record'),
  request: { params: of },
  responses: {
    200: jsonOf(z.strictObject({ said: z.string() }).openapi('TestSent'), 'The words of the mail server.'),
    ...refusals(404, 413),
  },
})

/** Where a page ended: the slot of its last digest. */
const SLOT: Kind<string> = { ...INSTANT, parse: (value, field) => parseInstant(value, field).toString() }

const list = createRoute({
  method: 'get',
  path: '/subscriptions/{n}/digests',
  operationId: 'listDigests',
  summary: 'List what became of each slot, or had by a moment, latest first',
  tags,
  ...toRead,
  request: { params: of, query: z.strictObject({ ...pageParameters(SLOT), ...MOMENT }) },
  responses: { 200: { ...jsonOf(pageOf(digest), 'A page.'), headers: LINK }, ...refusals(404) },
})

const show = createRoute({
  method: 'get',
  path: '/subscriptions/{n}/digests/{number}',
  operationId: 'showDigest',
  summary: 'Show one issue, what became of it and, to its reader, what it says',
  tags,
  ...toRead,
  request: { params: one, query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(digestStory, 'The issue.'), ...refusals(404) },
})

const again = createRoute({
  method: 'post',
  path: '/subscriptions/{n}/digests/{number}/deliveries',
  operationId: 'sendDigestAgain',
  summary: 'Send an issue again',
  description: 'The same bytes under the same Message-ID, within a minute; not while it is being sent. For its reader.',
  tags,
  ...toDo('record'),
  request: { params: one, headers: ONCE },
  responses: { 202: jsonOf(digest, 'It is in line.'), ...refusals(404, 409, 413) },
})

export function digestRoutes(app: OpenAPIHono<WebEnv>, web: Web): void {
  app.openapi(preview, async (c) => {
    const context = contextOf(c)
    const moment = momentIn(c.req.valid('query'), context)
    const { id: number, language, unsubscribeToken } = await showSubscription(context, c.req.valid('param').n)
    const composed = await previewDigest(context, { number, tell: web.post.tell }, moment)
    return c.json(web.composeDigest(composed, { language, unsubscribeToken, moment }), 200)
  })

  app.openapi(test, async (c) => c.json({ said: await sendTest(contextOf(c), web, c.req.valid('param').n) }, 200))

  app.openapi(list, async (c) => {
    const { limit = 50, after } = c.req.valid('query')
    const before = after === undefined ? undefined : Temporal.Instant.from(after)
    const context = contextOf(c)
    const slots = { subscription: c.req.valid('param').n, before, limit }
    const page = await listHistory(context, slots, momentIn(c.req.valid('query'), context))
    const items = page.digests.map((told) => pick(told, DIGEST_FIELDS))
    return c.json({ items, next: nextPage(c, page.next && page.next.toString()) }, 200)
  })

  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const moment = momentIn(c.req.valid('query'), context)
    return c.json(storyFields(await tellDigest(context, issueOf(c.req.valid('param')), moment), web), 200)
  })

  app.openapi(again, async (c) => {
    const issue = issueOf(c.req.valid('param'))
    await sendAgain(contextOf(c), issue)
    return c.json(pick((await tellDigest(contextOf(c), issue)).digest, DIGEST_FIELDS), 202)
  })
}

function issueOf({ n: subscription, number }: { n: number; number: number }) {
  return { subscription, number }
}
