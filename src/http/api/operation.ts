import { z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { Problem } from '../../domain/problem.ts'
import type { Scope } from '../../use-cases/access/roles-and-scopes.ts'
import { atMost, LARGEST_BODY } from '../limits.ts'
import type { WebEnv } from '../web.ts'
import { once, parseKey } from './request/once.ts'
import { read } from '../../use-cases/reading/read-field.ts'
import { strictJson } from './request/strict-json.ts'

/** By a token with the scope, or by whoever is signed in. */
export const secured = (scope: Scope) => [{ token: [scope] }, { session: [] }]

/** Refuses a token that was not made for this; whoever is signed in may all that their role may. */
export function needs(scope: Scope) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const caller = c.get('caller')
    if (!caller) throw new Problem('unauthenticated', 'sign in first')
    if ('token' in caller && !caller.token.scopes.includes(scope))
      throw new Problem(
        'forbidden',
        `this token is not for this: got one for ${caller.token.scopes.join(', ')} — expected one for ${scope}`,
      )
    await next()
  })
}

export function toReadAs(scope: Scope) {
  return { security: secured(scope), middleware: [needs(scope)] }
}

export const toRead = toReadAs('read')

/** With a body of JSON. */
export function toWrite(scope: Scope) {
  return { security: secured(scope), middleware: [needs(scope), atMost(LARGEST_BODY), strictJson, once] }
}

/** With a body of JSON, and an answer that must not be kept. */
export function toWriteEachTime(scope: Scope) {
  return { security: secured(scope), middleware: [needs(scope), atMost(LARGEST_BODY), strictJson] }
}

/** Without a body. */
export function toDo(scope: Scope) {
  return { security: secured(scope), middleware: [needs(scope), atMost(LARGEST_BODY), once] }
}

/** Without a body, for what cannot be taken back and is answered anew each time. */
export function toDoEachTime(scope: Scope) {
  return { security: secured(scope), middleware: [needs(scope), atMost(LARGEST_BODY)] }
}

export const ONCE = z.object({
  'idempotency-key': read(parseKey).optional().openapi({
    type: 'string',
    minLength: 1,
    maxLength: 200,
    pattern: '^[\\x21-\\x7e]+$',
    description: 'Names this request: sent again with the same key, it is answered as the first time and done once.',
    example: '5f0c1d0e-6e9a-4a55-9d2f-0d3c1f6a7b11',
  }),
})

const problem = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: 'For programs; does not change', example: 'invalid' }),
    detail: z.string().openapi({ description: 'For people', example: 'one field is not right yet' }),
    requestId: z.string().openapi({ description: 'What the log has it under' }),
    errors: z.array(
      z.strictObject({
        field: z.string().nullable().openapi({ example: 'entries[0].character' }),
        message: z.string().openapi({ example: 'got "notd" — expected one of bounced, delivered, …; try noted' }),
      }),
    ),
  })
  .openapi('Problem', { description: 'RFC 9457. Every mistake of the request, each with its field.' })

const WHY = {
  400: 'The request could not be read.',
  401: 'No token that is good, and nobody signed in.',
  403: 'Not with this token, or not in this role.',
  404: 'Not there, or not for this officer to see.',
  406: 'Not to be had in a type that Accept names.',
  409: 'In conflict with the record.',
  413: 'Too large.',
  415: 'Not in a type that is taken.',
  422: 'Something is not right yet; errors says what.',
  428: 'If-Match is missing.',
  429: 'Too many requests; Retry-After says when to come back.',
  503: 'Not just now; Retry-After says when to come back.',
} as const

type Refusal = keyof typeof WHY
type Common = 400 | 401 | 403 | 422 | 429 | 503

interface ProblemResponse {
  description: string
  content: { 'application/problem+json': { schema: typeof problem } }
}

/** What an operation may be refused with, beside what every one may. */
export function refusals<const S extends readonly Refusal[]>(
  ...statuses: S
): Record<S[number] | Common, ProblemResponse> {
  const all = new Set<Refusal>([...statuses, 400, 401, 403, 422, 429, 503])
  return Object.fromEntries(
    [...all]
      .toSorted()
      .map((status) => [
        status,
        { description: WHY[status], content: { 'application/problem+json': { schema: problem } } },
      ]),
  ) as Record<S[number] | Common, ProblemResponse>
}

export function jsonOf<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** A body of JSON, which must be there. */
export function bodyOf<S extends z.ZodType>(schema: S) {
  return { required: true as const, content: { 'application/json': { schema } } }
}
