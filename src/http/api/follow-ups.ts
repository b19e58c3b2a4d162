import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { dueDaysAsMarkdown } from '../../documents/due-days-markdown.ts'
import { MEDIA_TYPES } from '../../documents/note/note-file.ts'
import { openFollowUps } from '../../use-cases/correspondence/open-follow-ups.ts'
import { giveDueDays } from '../../use-cases/issued/give-due-days.ts'
import { proveDueDays } from '../../use-cases/standings/prove-due-days.ts'
import { showFollowUp } from '../../use-cases/stories/show-follow-up.ts'
import { storyFields } from '../../use-cases/stories/story-fields.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { CONTENT, contentOf, namesOf } from './schemas/communication-bodies.ts'
import { ETAG, etagOf } from './request/etag.ts'
import {
  asked,
  choiceOf,
  COUNTERPART_REFERENCE,
  DAY,
  DESK_REFERENCE,
  FLAG,
  FOLLOW_UP_REFERENCE,
  lineOf,
  listOf,
  MAIL_ADDRESS,
  orNone,
  REFERENCE,
  wanted,
} from './schemas/fields.ts'
import { changed, changedBy } from './schemas/follow-up-schemas.ts'
import { serveFile } from '../files.ts'
import { naming } from '../naming.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { dueDaysProven } from './schemas/due-schemas.ts'
import { story } from './schemas/story-schemas.ts'

const tags = ['Follow-ups']

const newFollowUps = z
  .strictObject({
    dossier: wanted(REFERENCE),
    dossierTitle: orNone(lineOf(500), 'Begins the dossier; left out where it is begun.'),
    titles: listOf(lineOf(200, 'Visit of the High Commissioner'), {
      least: 1,
      most: 50,
      description: 'What is asked, a title for each ask.',
    }),
    counterparts: listOf(COUNTERPART_REFERENCE, {
      least: 1,
      most: 50,
      description: 'The offices that are asked. Each owes its own answer, so each gets a follow-up for each title.',
    }),
    owner: orNone(MAIL_ADDRESS, 'The officer who follows it up; you where it is left out.'),
    desk: orNone(DESK_REFERENCE, 'Yours where it is left out.'),
    policy: orNone({ ...REFERENCE, says: { ...REFERENCE.says, example: 'TC-60' } }, "The desk's, if it has only one."),
    isConfidential: wanted(FLAG, 'Only the desk may see it.').default(false),
    untilOn: orNone(DAY, 'The day for an answer that the ask itself sets.'),
    communication: z.strictObject(CONTENT).openapi({ description: 'What asks.' }),
  })
  .openapi('NewFollowUps')

const open = createRoute({
  method: 'post',
  path: '/follow-ups',
  operationId: 'openFollowUps',
  summary: 'Open follow-ups with the communication that asks',
  tags,
  ...toWrite('record'),
  request: { headers: ONCE, body: bodyOf(newFollowUps) },
  responses: { 201: jsonOf(changed, 'They are open.'), ...refusals(400, 404, 409, 413, 415) },
})

const show = createRoute({
  method: 'get',
  path: '/follow-ups/{ref}',
  operationId: 'showFollowUp',
  summary: 'Tell the story of one follow-up',
  tags,
  ...toRead,
  request: {
    params: z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') }),
    query: z.strictObject(MOMENT),
  },
  responses: { 200: { ...jsonOf(story, 'The story, now or at a moment.'), headers: ETAG }, ...refusals(404) },
})

const prove = createRoute({
  method: 'get',
  path: '/follow-ups/{ref}/due-days',
  operationId: 'proveDueDays',
  summary: 'Prove both due days of one follow-up: the rule, the start, every skipped day and why',
  tags,
  ...toRead,
  request: {
    params: z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') }),
    query: z.strictObject({ ...MOMENT, format: asked(choiceOf(['md']), 'As a file; JSON where left out.') }),
  },
  responses: {
    200: {
      description: 'The proofs, now or at a moment. As a file, the ledger keeps that it was given out.',
      content: { 'application/json': { schema: dueDaysProven }, 'text/markdown': { schema: z.string() } },
    },
    ...refusals(404),
  },
})

/** What the use-case calls a field, and what the request does. */
const NAMES = {
  ...namesOf([]),
  until: 'untilOn',
  'sent-on': 'communication.sentOn',
  'received-on': 'communication.receivedOn',
  dated: 'communication.dated',
  direction: 'communication.direction',
  confidential: 'isConfidential',
}

export function followUpRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(open, async (c) => {
    const { communication, titles, counterparts, ...rest } = c.req.valid('json')
    const told = { ...rest, titles, counterparts: [...new Set(counterparts)], communication: contentOf(communication) }
    const { reference, standings } = await naming(NAMES, () => openFollowUps(contextOf(c), told))
    return c.json(changedBy(reference, standings), 201)
  })

  app.openapi(show, async (c) => {
    const context = contextOf(c)
    const moment = momentIn(c.req.valid('query'), context)
    const told = await showFollowUp(context, c.req.valid('param').ref, moment)
    c.header('ETag', etagOf(told.version))
    return c.json(storyFields(told), 200)
  })

  app.openapi(prove, async (c) => {
    const context = contextOf(c)
    const { format, ...query } = c.req.valid('query')
    const { ref: followUp } = c.req.valid('param')
    const moment = momentIn(query, context)
    if (!format) return c.json(await proveDueDays(context, followUp, moment), 200)
    const { proven, content } = await giveDueDays(context, { followUp, render: dueDaysAsMarkdown }, moment)
    return serveFile(c, {
      content,
      mediaType: MEDIA_TYPES.md,
      name: `${followUp}-due-days-${proven.asOf.toString()}.md`,
    })
  })
}
