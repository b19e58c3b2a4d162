import { createMiddleware } from 'hono/factory'
import { Problem } from '../../../domain/problem.ts'
import type { WebContext, WebEnv } from '../../web.ts'

const DEEPEST = 64

/** Lets in a body of JSON that every program reads alike, and nothing else. */
export const strictJson = createMiddleware<WebEnv>(async (c, next) => {
  refuseOtherTypes(c)
  refuseLooseJson(decode(new Uint8Array(await c.req.arrayBuffer())))
  await next()
})

function refuseOtherTypes(c: WebContext): void {
  const [type = '', ...parameters] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
  const isUtf8 = parameters.every((parameter) => /^\s*charset\s*=\s*"?utf-8"?\s*$/.test(parameter))
  if (type.trim() !== 'application/json' || !isUtf8)
    throw new Problem('unsupported', 'Content-Type: expected application/json in UTF-8')
  refuseEncoded(c)
}

/** What is packed could be anything once unpacked. */
export function refuseEncoded(c: WebContext): void {
  if ((c.req.header('content-encoding') ?? 'identity') === 'identity') return
  throw new Problem('unsupported', 'Content-Encoding: expected a body as it is, not compressed')
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new Problem('malformed', 'body: got a byte order mark at byte 1 — expected JSON from the first byte on')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Problem('malformed', 'body: got bytes that are no text in UTF-8 — expected JSON in UTF-8')
  }
}

const SPACE = /[\t\n\r ]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const STRING = /"[ !#-[\]-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\u{10ffff}]*)*"/uy
const WORD = /true|false|null/y

interface Place {
  text: string
  at: number
}

/** RFC 8259 to the letter, and what it leaves open decided: no key twice, none called `__proto__`, at most 64 levels. */
function refuseLooseJson(text: string): void {
  const place = { text, at: 0 }
  passValue(place, 0)
  pass(place, SPACE)
  if (place.at < text.length) throw refusal(place, 'the end')
}

function passValue(place: Place, depth: number): void {
  if (depth > DEEPEST) throw refusal(place, `at most ${DEEPEST} levels`)
  pass(place, SPACE)
  if (passMark(place, '{')) return passMembers(place, depth)
  if (passMark(place, '[')) return passElements(place, depth)
  if (!pass(place, STRING) && !pass(place, NUMBER) && !pass(place, WORD)) throw refusal(place, 'a value')
}

function passMembers(place: Place, depth: number): void {
  const keys = new Set<string>()
  if (passMark(place, '}')) return
  do {
    pass(place, SPACE)
    const key = pass(place, STRING)
    if (!key) throw refusal(place, 'a key in double quotes')
    const name = JSON.parse(key) as string
    if (keys.has(name)) throw refusal(place, `each key once; ${key.slice(0, 60)} stands twice`)
    if (name === '__proto__') throw refusal(place, 'no key __proto__')
    keys.add(name)
    if (!passMark(place, ':')) throw refusal(place, 'a colon')
    passValue(place, depth + 1)
  } while (passMark(place, ','))
  if (!passMark(place, '}')) throw refusal(place, 'a comma or }')
}

function passElements(place: Place, depth: number): void {
  if (passMark(place, ']')) return
  do passValue(place, depth + 1)
  while (passMark(place, ','))
  if (!passMark(place, ']')) throw refusal(place, 'a comma or ]')
}

function pass(place: Place, pattern: RegExp): string | undefined {
  pattern.lastIndex = place.at
  const [found] = pattern.exec(place.text) ?? []
  place.at += found?.length ?? 0
  return found
}

function passMark(place: Place, mark: string): boolean {
  pass(place, SPACE)
  if (place.text[place.at] !== mark) return false
  place.at += 1
  return true
}

function refusal({ text, at }: Place, expected: string): Problem {
  const before = text.slice(0, at).split('\n')
  const where = `line ${before.length}, column ${before.at(-1)!.length + 1}`
  return new Problem('malformed', `body: not the JSON that is taken here: ${where} — expected ${expected}`)
}
