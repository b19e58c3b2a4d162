import { Problem } from '../domain/problem.ts'
import { refusalIn, type Names } from './refusal.ts'
import { revive } from './revive.ts'

export interface Service {
  origin: string
  token: string
  pause: (ms: number) => Promise<unknown>
}

interface Question {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below /api/v1. */
  path: string
  body?: object
  /** Of what is no JSON. */
  accept?: string
  /** Of a change to what exists, whichever version holds. */
  isOfAnyVersion?: boolean
  /** What the API calls a field, and what the commands do. */
  names?: Names
}

/** One answer of the service. A change carries a key, so that it is done once, also where its answer is lost. */
export async function ask(service: Service, question: Question): Promise<unknown> {
  const answer = await goodAnswer(service, question)
  if (answer.status === 204) return null
  try {
    if (answer.type.startsWith('application/json')) return revive(textOf(answer))
  } catch (error) {
    if (!isNoJson(error)) throw error
  }
  throw answersAsNoOther(service, answer)
}

/** The same of a file: text where it is such. */
export async function askFile(service: Service, path: string, accept = '*/*'): Promise<string | Uint8Array> {
  const answer = await goodAnswer(service, { path, accept })
  return answer.type.startsWith('text/') ? textOf(answer) : answer.bytes
}

async function goodAnswer(service: Service, question: Question): Promise<Answer> {
  const answer = await askTwice(service, question)
  if (answer.status < 300) return answer
  try {
    if (answer.type.startsWith('application/problem+json'))
      throw refusalIn(JSON.parse(textOf(answer)), service, question.names)
  } catch (error) {
    if (!isNoJson(error)) throw error
  }
  throw answersAsNoOther(service, answer)
}

function answersAsNoOther({ origin }: Service, { status }: Answer): Problem {
  return new Problem(
    'unavailable',
    `RELANCE_URL: got ${origin}, which answers (${status}) as no Relance does — expected the origin of one; try it in a browser`,
  )
}

function isNoJson(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof RangeError
}

function textOf({ bytes }: Answer): string {
  return new TextDecoder().decode(bytes)
}

interface Answer {
  status: number
  type: string
  bytes: Uint8Array
  retryAfter: string | null
}

const PASSING = new Set([502, 503, 504])
const LONGEST_PAUSE_MS = 5_000

async function askTwice(service: Service, question: Question): Promise<Answer> {
  const send = senderOf(service, question)
  const first = await send().catch((error: unknown) => ({ error }))
  if (!('error' in first)) {
    if (!PASSING.has(first.status)) return first
    await service.pause(Math.min(1_000 * Number(first.retryAfter ?? 0) || 0, LONGEST_PAUSE_MS))
  }
  try {
    return await send()
  } catch (error) {
    const isLost = [error, 'error' in first ? first.error : null].some(mayHaveArrived)
    throw unreachable(service, error, isLost && question.method !== undefined)
  }
}

const DEADLINE_SECONDS = 30

/** The same request each time, under the same key. */
function senderOf(
  { origin, token }: Service,
  { method = 'GET', path, body, accept = 'application/json', isOfAnyVersion }: Question,
) {
  const headers = {
    accept,
    authorization: `Bearer ${token}`,
    ...(body && { 'content-type': 'application/json' }),
    ...(method !== 'GET' && { 'idempotency-key': crypto.randomUUID() }),
    ...(isOfAnyVersion && { 'if-match': '*' }),
  }
  const init = { method, headers, redirect: 'manual' as const, ...(body && { body: JSON.stringify(body) }) }
  return async (): Promise<Answer> => {
    const signal = AbortSignal.timeout(1_000 * DEADLINE_SECONDS)
    const answer = await fetch(`${origin}/api/v1${path}`, { ...init, signal })
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      bytes: new Uint8Array(await answer.arrayBuffer()),
      retryAfter: answer.headers.get('retry-after'),
    }
  }
}

const NEVER_ARRIVED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'no way to that host',
  ENETUNREACH: 'no network',
}

const CUT_OFF: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  TimeoutError: `nothing within ${DEADLINE_SECONDS} seconds`,
}

function unreachable({ origin }: Service, error: unknown, isLost: boolean): Problem {
  const code = codeOf(error)
  const why = NEVER_ARRIVED[code] ?? CUT_OFF[code] ?? code
  const done = isLost ? '. Whether it was done is not known: look before you do it again' : ''
  return new Problem(
    'unavailable',
    `RELANCE_URL: got ${origin}, which does not answer (${why}) — expected a service that runs; try it in a browser${done}`,
  )
}

function mayHaveArrived(error: unknown): boolean {
  return error !== null && !(codeOf(error) in NEVER_ARRIVED)
}

/** Of the cause, which names the trouble where fetch only says that it failed. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error
  if (cause instanceof Error) return codeOf(cause)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
