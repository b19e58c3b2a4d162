import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { SCOPES, type Scope } from '../../use-cases/access/roles-and-scopes.ts'
import { listApiTokens, makeApiToken, revokeApiToken } from '../../use-cases/access/api-tokens.ts'
import { contextOf, type WebContext, type WebEnv } from '../web.ts'
import { choiceOf, lineOf, listOf, NUMBER, wanted, wholeFrom } from './schemas/fields.ts'
import { instant } from './schemas/follow-up-schemas.ts'
import { bodyOf, jsonOf, refusals, toDo, toRead, toWriteEachTime } from './operation.ts'
import { pageOf } from './request/paging.ts'

const tags = ['Access']

const TOKEN = {
  id: z.int(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: instant(),
  expiresAt: instant(),
  lastUsedAt: instant().nullable(),
  revokedAt: instant().nullable(),
}

const FIELDS = ['id', 'name', 'scopes', 'createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt'] as const

const newToken = z
  .strictObject({
    name: wanted(lineOf(100, 'Nightly export'), 'What it is for.'),
    scopes: listOf(choiceOf(SCOPES), { least: 1, most: SCOPES.length, description: 'What it may be used for.' }),
    days: wanted(wholeFrom(1, 366), 'For how many days it is good.'),
  })
  .openapi('NewToken')

const list = createRoute({
  method: 'get',
  path: '/tokens',
  operationId: 'listTokens',
  summary: 'List your own tokens',
  tags,
  ...toRead,
  responses: { 200: jsonOf(pageOf(z.strictObject(TOKEN).openapi('Token')), 'All of them.'), ...refusals() },
})

const make = createRoute({
  method: 'post',
  path: '/tokens',
  operationId: 'makeToken',
  summary: 'Make a token of your own',
  description:
    'Its secret is told this once and kept nowhere, which is why there is no Idempotency-Key. A token makes only such as may no more than itself.',
  tags,
  ...toWriteEachTime('admin'),
  request: { body: bodyOf(newToken) },
  responses: {
    201: jsonOf(z.strictObject({ ...TOKEN, secret: z.string() }).openapi('MadeToken'), 'Keep the secret.'),
    ...refusals(400, 413, 415),
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  operationId: 'revokeToken',
  summary: 'Revoke one of your tokens',
  tags,
  ...toDo('admin'),
  request: { params: z.strictObject({ id: wanted(NUMBER, 'The token.') }) },
  responses: { 204: { description: 'It is good no longer.' }, ...refusals(404) },
})

export function tokenRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const tokens = await listApiTokens(contextOf(c))
    return c.json({ items: tokens.map((token) => pick(token, FIELDS)), next: null }, 200)
  })

  app.openapi(make, async (c) => {
    const wantedToken = c.req.valid('json')
    refuseMore(c, wantedToken.scopes)
    const { token, secret } = await makeApiToken(contextOf(c), {
      ...wantedToken,
      scopes: [...new Set(wantedToken.scopes)],
    })
    return c.json({ ...pick(token, FIELDS), secret }, 201)
  })

  app.openapi(revoke, async (c) => {
    await revokeApiToken(contextOf(c), c.req.valid('param').id)
    return c.body(null, 204)
  })
}

function refuseMore(c: WebContext, scopes: readonly Scope[]): void {
  const caller = c.get('caller')
  const own = caller && 'token' in caller ? caller.token.scopes : SCOPES
  const more = scopes.filter((scope) => !own.includes(scope))
  if (more.length > 0)
    throw new Problem(
      'forbidden',
      `scopes: got ${more.join(', ')}, which this token has not — expected ${own.join(', ')}`,
    )
}
