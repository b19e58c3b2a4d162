import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem, type ProblemCode } from '../domain/problem.ts'
import { showSafely } from '../domain/visible.ts'
import { isCutOff, passingTrouble } from '../use-cases/passing-trouble.ts'
import { problemPage } from './pages/problem-page.ts'
import { isApi, type Web, type WebContext } from './web.ts'

const STATUS: Readonly<Record<ProblemCode, ContentfulStatusCode>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  not_acceptable: 406,
  conflict: 409,
  too_large: 413,
  uri_too_long: 414,
  unsupported: 415,
  misdirected: 421,
  invalid: 422,
  usage: 422,
  precondition_required: 428,
  too_many: 429,
  configuration: 500,
  unavailable: 503,
  retry_later: 503,
}

/** What the caller can put right is told in words; of anything else only that it was logged, and under which id. */
export function answerProblem(web: Web, error: unknown, c: WebContext): Response | Promise<Response> {
  const problem = asProblem(error)
  if (!problem) {
    web.onFault(error, c.get('requestId'))
    return answer(c, {
      status: 500,
      code: 'internal',
      message: `something went wrong that is not your doing; the log has it under ${c.get('requestId')}`,
      details: [],
    })
  }
  const told = asTold(isApi(c) ? problem : problem.elsewhere())
  if (told.status === 503) c.header('Retry-After', '5')
  if (!(error instanceof Problem)) web.onAway?.(error)
  if (isCutOff(error)) c.env.wasCutOff = true
  return answer(c, told)
}

export interface Told {
  status: ContentfulStatusCode
  code: string
  message: string
  details: readonly string[]
}

export function asTold({ code, message, details }: Problem): Told {
  return { status: STATUS[code], code, message, details }
}

function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException && error.status === 400) return new Problem('malformed', error.message)
  if (error instanceof HTTPException && error.status === 415) return new Problem('unsupported', error.message)
  return passingTrouble(error)
}

function answer(c: WebContext, told: Told): Response | Promise<Response> {
  if (isApi(c)) return answerProgram(c, told)
  const isForPeople = c.req.method === 'GET' && told.status === 401
  if (isForPeople) return c.redirect(`/sign-in?next=${encodeURIComponent(pathOf(c))}`, 303)
  return c.html(problemPage(c, told), told.status)
}

/** RFC 9457; `errors` names each field that was wrong. */
function answerProgram(c: WebContext, { status, code, message, details }: Told): Response {
  if (status === 401) c.header('WWW-Authenticate', 'Bearer realm="relance"')
  const mistakes = details.length > 0 ? details : [message]
  const body = {
    type: 'about:blank',
    title: code.replaceAll('_', ' '),
    status,
    code,
    detail: showSafely(message),
    requestId: c.get('requestId'),
    errors: mistakes.map(mistakeOf),
  }
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' })
}

/** Our messages begin with the field they are about: `dated: got …`. */
export function mistakeOf(message: string): { field: string | null; message: string } {
  const [, field = null, rest = message] = /^([\w.[\]-]+): (.+)$/su.exec(message) ?? []
  return { field, message: showSafely(rest) }
}

function pathOf(c: WebContext): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}
