import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { ROLES } from '../../use-cases/access/roles-and-scopes.ts'
import {
  changeOfficer,
  enterOfficer,
  listOfficers,
  showOfficer,
  type OfficerAtDesk,
} from '../../use-cases/access/officers.ts'
import { contextOf, type WebEnv } from '../web.ts'
import {
  asked,
  choiceOf,
  DESK_REFERENCE,
  FLAG,
  kept,
  lineOf,
  MAIL_ADDRESS,
  NUMBER,
  orNone,
  wanted,
} from './schemas/fields.ts'
import { instant } from './schemas/follow-up-schemas.ts'
import { bodyOf, jsonOf, ONCE, refusals, toReadAs, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'

const tags = ['Access']
const NAME = lineOf(200, 'Amina Officer')
const params = z.strictObject({ n: wanted(NUMBER, 'The number of the officer.') })

const officer = z
  .strictObject({
    number: z.int(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    desk: z.string().nullable().openapi({ description: 'Its reference', example: 'TC' }),
    endedAt: instant().nullable().openapi({ description: 'Since when they can no longer sign in or use a token' }),
  })
  .openapi('Officer')

const newOfficer = z
  .strictObject({
    email: wanted(MAIL_ADDRESS, 'Where links to sign in are sent.'),
    name: wanted(NAME),
    role: wanted(choiceOf(ROLES), 'Readers read; officers record; administrators also say who is who.'),
    desk: orNone(DESK_REFERENCE, 'Whose confidential follow-ups they see.'),
  })
  .openapi('NewOfficer')

const officerChange = z
  .strictObject({
    name: asked(NAME),
    role: asked(choiceOf(ROLES), 'The last administrator stays one.'),
    desk: kept(DESK_REFERENCE, 'Whose confidential follow-ups they see; null for none.'),
    isEnded: asked(FLAG, 'Ends their sessions, tokens and digests at once; false lets them sign in again.'),
  })
  .openapi('OfficerChange')

const list = createRoute({
  method: 'get',
  path: '/officers',
  operationId: 'listOfficers',
  summary: 'List everybody who may sign in, or could',
  description: 'For administrators.',
  tags,
  ...toReadAs('admin'),
  responses: { 200: jsonOf(pageOf(officer), 'All of them.'), ...refusals() },
})

const enter = createRoute({
  method: 'post',
  path: '/officers',
  operationId: 'enterOfficer',
  summary: 'Enter an officer',
  description: 'For administrators. Nothing is mailed: they ask for a link where they sign in.',
  tags,
  ...toWrite('admin'),
  request: { headers: ONCE, body: bodyOf(newOfficer) },
  responses: { 201: jsonOf(officer, 'They may sign in.'), ...refusals(400, 404, 409, 413, 415) },
})

const show = createRoute({
  method: 'get',
  path: '/officers/{n}',
  operationId: 'showOfficer',
  summary: 'Show one officer',
  description: 'For administrators.',
  tags,
  ...toReadAs('admin'),
  request: { params },
  responses: { 200: jsonOf(officer, 'The officer.'), ...refusals(404) },
})

const change = createRoute({
  method: 'patch',
  path: '/officers/{n}',
  operationId: 'changeOfficer',
  summary: "Change an officer's name, role or desk, or end them",
  description: 'For administrators. What is left out stays.',
  tags,
  ...toWrite('admin'),
  request: { params, headers: ONCE, body: bodyOf(officerChange) },
  responses: { 200: jsonOf(officer, 'As they are now.'), ...refusals(400, 404, 409, 413, 415) },
})

export function officerRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const officers = await listOfficers(contextOf(c))
    return c.json({ items: officers.map(officerFields), next: null }, 200)
  })

  app.openapi(enter, async (c) => {
    const entered = await enterOfficer(contextOf(c), c.req.valid('json'))
    c.header('Location', `/api/v1/officers/${entered.id}`)
    return c.json(officerFields(entered), 201)
  })

  app.openapi(show, async (c) => c.json(officerFields(await showOfficer(contextOf(c), c.req.valid('param').n)), 200))

  app.openapi(change, async (c) => {
    const changed = await changeOfficer(contextOf(c), c.req.valid('param').n, c.req.valid('json'))
    return c.json(officerFields(changed), 200)
  })
}

function officerFields({ id: number, email, name, role, desk, endedAt }: OfficerAtDesk) {
  return { number, email, name, role, desk, endedAt }
}
