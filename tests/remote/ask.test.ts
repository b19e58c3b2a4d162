import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { ask } from '../../src/remote/ask.ts'

const TOKEN = `relance_${'canary'.padEnd(43, '-')}`

interface Heard {
  method: string
  url: string
  headers: IncomingHttpHeaders
}

/** Answers as it is told to, one answer after the other, the last one for ever. */
async function service(...answers: ((response: ServerResponse) => void)[]) {
  const heard: Heard[] = []
  const paused: number[] = []
  const server = createServer(({ method = '', url = '', headers }, response) => {
    heard.push({ method, url, headers })
    answers[Math.min(heard.length, answers.length) - 1]!(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    heard,
    paused,
    at: { origin, token: TOKEN, pause: (ms: number) => Promise.resolve(paused.push(ms)) },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': `application/${status < 300 ? '' : 'problem+'}json`, ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body))

const busy = { code: 'retry_later', detail: 'busy', errors: [{ field: null, message: 'busy' }] }
const change = { method: 'POST', path: '/views', body: { name: 'x' } } as const

async function problemOf(asked: Promise<unknown>): Promise<Problem> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Problem) return error
  throw error ?? new Error('nothing was refused')
}

test('what is busy is asked once more, no sooner than it says, with the same key and words', async () => {
  await using busyOnce = await service(answer(503, busy, { 'retry-after': '3' }), answer(201, { name: 'x' }))
  expect(await ask(busyOnce.at, change)).toEqual({ name: 'x' })
  const [first, second] = busyOnce.heard as [Heard, Heard]
  expect(second).toEqual(first)
  expect(first.headers['idempotency-key']).toMatch(/^[\da-f-]{36}$/)
  expect(busyOnce.paused).toEqual([3000])
  await ask(busyOnce.at, change)
  expect(busyOnce.heard[2]!.headers['idempotency-key']).not.toBe(first.headers['idempotency-key'])
})

test('what stays busy is said to be so, after one try more', async () => {
  await using always = await service(answer(503, busy, { 'retry-after': '3600' }))
  expect(await problemOf(ask(always.at, { path: '/me' }))).toMatchObject({ code: 'retry_later', message: 'busy' })
  expect([always.heard.length, always.paused]).toEqual([2, [5000]])
})

test('days and instants come back as what they are', async () => {
  await using told = await service(
    answer(200, { today: '2004-08-24', at: '2004-08-24T09:00:00Z', dated: '2004-08-24', dueOn: null }),
  )
  expect(await ask(told.at, { path: '/me' })).toEqual({
    today: Temporal.PlainDate.from('2004-08-24'),
    at: Temporal.Instant.from('2004-08-24T09:00:00Z'),
    dated: '2004-08-24',
    dueOn: null,
  })
})

test('several mistakes are all told, under the names of the commands', async () => {
  const errors = [
    { field: 'sentOn', message: 'got x' },
    { field: null, message: 'no such thing' },
  ]
  await using refusing = await service(answer(422, { code: 'invalid', detail: '2 fields are not right yet', errors }))
  expect(await problemOf(ask(refusing.at, { ...change, names: { sentOn: 'sent-on' } }))).toMatchObject({
    code: 'invalid',
    message: '2 fields are not right yet',
    details: ['sent-on: got x', 'no such thing'],
  })
})

test.for([
  ['a page', answer(200, '<html>', { 'content-type': 'text/html' })],
  ['a redirect', answer(302, '', { location: 'https://evil.example.org/', 'content-type': 'text/html' })],
  ['half of an answer', answer(200, '{"items": [')],
  ['a day that is none', answer(200, { today: '2004-02-31' })],
] as const)('%s is no answer of Relance', async ([, told]) => {
  await using strange = await service(told)
  const { code, message } = await problemOf(ask(strange.at, { path: '/me' }))
  expect(code).toBe('unavailable')
  expect(message).toMatch(/^RELANCE_URL: got http:\/\/127\.0\.0\.1:\d+, which answers \(\d+\) as no Relance does/)
  expect(message).not.toContain('canary')
  expect(strange.heard).toHaveLength(1)
})

test('a fault of the service is told as its own, with where its log has it', async () => {
  const body = { code: 'internal', detail: 'something went wrong; the log has it under 7', errors: [] }
  await using faulty = await service(answer(500, body))
  const { code, message } = await problemOf(ask(faulty.at, change))
  expect([code, message]).toEqual(['unavailable', `${faulty.at.origin} could not do it: ${body.detail}`])
  expect(faulty.heard).toHaveLength(1)
})
