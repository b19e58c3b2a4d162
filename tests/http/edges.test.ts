import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWeb } from '../../src/web-server.ts'
import { makeApiToken } from '../../src/use-cases/access/api-tokens.ts'
import { freePort } from '../support/programs/free-port.ts'
import { holdBack } from '../support/databases/held-back.ts'
import { freshSite, type Site } from '../support/servers/web.ts'

const HOST = '127.0.0.1'
let site: Site
let web: AsyncDisposable
let port: number

beforeAll(async () => {
  site = await freshSite()
  port = await freePort()
  web = await startWeb({ host: HOST, port }, site.web)
})
afterAll(async () => {
  await web[Symbol.asyncDispose]()
  await site[Symbol.asyncDispose]()
})

/** What is answered to bytes as they are, once the server has hung up. */
async function answerTo(bytes: string): Promise<{ status: number; head: string }> {
  const socket = connect(port, HOST)
  socket.on('error', () => undefined)
  socket.write(bytes)
  const head = await text(socket)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head }
}

const get = (path: string, host = 'relance.example.org', method = 'GET') =>
  `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`

test.for([
  ['relance.example.org', 200],
  ['relance.example.org:7373', 200],
  ['127.0.0.1', 200],
  ['localhost:7373', 200],
  ['[::1]:7373', 200],
  ['evil.org', 421],
  ['relance.example.org.evil.org', 421],
  ['127.0.0.1.evil.org', 421],
  ['10.0.0.1', 421],
  ['user@relance.example.org', 400],
  ['a b', 400],
] as const)('to the host %s the answer is %i', async ([host, status]) => {
  expect((await answerTo(get('/sign-in', host))).status).toBe(status)
})

test('probes may use any name', async () => {
  expect((await answerTo(get('/healthz', 'evil.org'))).status).toBe(200)
})

test('links in mails are to our own name, whatever name was used', async () => {
  const body = `email=${encodeURIComponent(site.desk.officer.email)}`
  const headers = `Sec-Fetch-Site: same-origin\r\nX-Forwarded-Host: evil.org\r\nContent-Length: ${body.length}`
  const type = 'Content-Type: application/x-www-form-urlencoded\r\nConnection: close'
  await answerTo(`POST /sign-in HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n${type}\r\n\r\n${body}`)
  expect(site.notices.at(-1)?.text).toContain('https://relance.example.org/sign-in/')
})

test.for([
  ['/%00', 'GET', 400],
  ['/%zz', 'GET', 400],
  ['/dossiers/%ff', 'GET', 400],
  ['/..%2f..%2fetc/passwd', 'GET', 303],
  ['/../../etc/passwd', 'GET', 303],
  ['/assets/..%2f..%2fpackage.json', 'GET', 303],
  ['/16384×a', 'GET', 414],
  ['/sign-in', 'TRACE', 405],
  ['/', 'PROPFIND', 405],
  ['/api/v1/openapi.json', 'DELETE', 403],
  ['/api/v1/nothing', 'GET', 404],
] as const)('%s by %s is answered %i', async ([path, method, status]) => {
  const written = path.replace('16384×a', 'a'.repeat(16_384))
  const { status: answered, head } = await answerTo(get(written, 'localhost', method))
  expect(answered).toBe(status)
  expect(/^allow: .+/im.test(head)).toBe(status === 405)
  expect(site.faults).toEqual([])
})

test.for([
  ['both a length and pieces', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n\r\naaaaa'],
  ['a length that is none', 'Content-Length: 0x4\r\n\r\naaaa'],
  ['pieces that are none', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n'],
  ['a folded header', 'X: a\r\n b\x00c\r\n\r\n'],
] as const)('%s is answered 400', async ([, rest]) => {
  const head = 'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n'
  expect((await answerTo(head + rest)).status).toBe(400)
  expect(site.faults).toEqual([])
})

test('five hundred who open a line and dawdle keep nobody else waiting', async () => {
  const idlers = Array.from({ length: 500 }, (_, n) => dawdle(n))
  try {
    await Promise.all(idlers.map((socket) => once(socket, 'connect')))
    for (const path of ['/healthz', '/sign-in']) expect((await fetch(`http://${HOST}:${port}${path}`)).status).toBe(200)
  } finally {
    for (const socket of idlers) socket.destroy()
  }
})

/** A third says nothing, a third stops within the headers, a third within the body. */
function dawdle(n: number) {
  const socket = connect(port, HOST)
  socket.on('error', () => undefined)
  const head = 'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n'
  if (n % 3 === 1) socket.write(head)
  if (n % 3 === 2) socket.write(`${head}Content-Length: 100\r\n\r\nemail=`)
  return socket
}

test('who loses the line in the middle of sending has recorded nothing', async () => {
  const before = await letters()
  const socket = await post(await bearer(), { key: 'half', sent: (body) => body.slice(0, -10) })
  socket.destroy()
  await once(socket, 'close')
  expect((await fetch(`http://${HOST}:${port}/healthz`)).status).toBe(200)
  expect(await letters()).toBe(before)
  expect(site.faults).toEqual([])
})

test('who loses the line before the answer sends it again with the same key, and it is there once', async () => {
  const before = await letters()
  const authorization = await bearer()
  await using held = await holdBack(site.desk.connection, 'lock table communications in share mode')
  const socket = await post(authorization, { key: 'again', sent: (body) => body })
  await held.waiting(1)
  socket.destroy()
  await held.letGo()
  const again = await fetch(`http://${HOST}:${port}/api/v1/dossiers/PRK-TC/communications`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', 'idempotency-key': 'again' },
    body: LETTER,
  })
  expect(again.status).toBe(201)
  expect(await letters()).toBe(before + 1)
  expect(site.faults).toEqual([])
})

const LETTER = JSON.stringify({
  channel: 'letter',
  direction: 'received',
  receivedOn: '2026-11-24',
  entries: [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted' }],
})

/** A letter on its way: the socket, once the bytes have left. */
async function post(authorization: string, { key, sent }: { key: string; sent: (body: string) => string }) {
  const socket = connect(port, HOST)
  socket.on('error', () => undefined)
  const headers = [
    'POST /api/v1/dossiers/PRK-TC/communications HTTP/1.1',
    'Host: localhost',
    `Authorization: ${authorization}`,
    'Content-Type: application/json',
    `Idempotency-Key: ${key}`,
    `Content-Length: ${LETTER.length}`,
  ]
  await new Promise((written) => socket.write(`${headers.join('\r\n')}\r\n\r\n${sent(LETTER)}`, written))
  return socket
}

async function bearer(): Promise<string> {
  const context = { ...(await site.web.surroundings()), officer: site.desk.officer, sight: { deskId: null } }
  const { secret } = await makeApiToken(context, { name: 'x', scopes: ['read', 'record'], days: 9 })
  return `Bearer ${secret}`
}

async function letters(): Promise<number> {
  const [row] = await site.desk.db.execute<{ count: number }>(`select count(*)::int as count from communications`)
  return row!.count
}
