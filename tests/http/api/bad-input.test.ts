import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeOfficer } from '../../../src/use-cases/access/officers.ts'
import { makeApiToken, revokeApiToken } from '../../../src/use-cases/access/api-tokens.ts'
import { apiOf, letterOf, type Api } from '../../support/servers/json-requests.ts'
import { form, freshSite, type Site } from '../../support/servers/web.ts'

const LETTERS = '/dossiers/PRK-TC/communications'
const JSON_TYPE = 'application/json'

let site: Site
let api: Api

beforeAll(async () => {
  site = await freshSite()
  api = apiOf(await site.withToken(site.desk.officer))
})
afterAll(() => site[Symbol.asyncDispose]())

const lettersIn = async () => (await api.get(LETTERS)).body.items.length as number

/** Sent as it is. */
const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
  api.send('POST', LETTERS, { body, headers: { 'content-type': JSON_TYPE, ...headers } })

test('whatever is wrong with a token, the answer is the same', async () => {
  const officer = await site.enter('officer', { email: 'leaver@example.org' })
  const administrator = await site.enter('administrator')
  const context = { ...(await site.web.surroundings()), officer, sight: { deskId: null } }
  const make = () => makeApiToken(context, { name: 'x', scopes: ['read'], days: 1 })
  const [revoked, ofLeaver] = [await make(), await make()]
  const early = { ...context, now: context.now.subtract({ hours: 25 }) }
  const expired = await makeApiToken(early, { name: 'x', scopes: ['read'], days: 1 })
  await revokeApiToken(context, revoked.token.id)
  await changeOfficer({ ...context, officer: administrator }, officer.id, { isEnded: true })
  const good = (await makeApiToken({ ...context, officer: administrator }, { name: 'x', scopes: ['read'], days: 1 }))
    .secret
  const headers = [
    ...[revoked, ofLeaver, expired].map(({ secret }) => `Bearer ${secret}`),
    'Bearer relance_x',
    'Bearer',
    '',
    `bearer ${good}x`,
    `Basic ${good}`,
    good,
    `Bearer ${good} `.repeat(2),
  ]
  const answers = []
  for (const authorization of headers) {
    const answer = await site.request('/api/v1/me', { headers: { authorization } })
    answers.push([answer.status, (await answer.text()).replace(/"requestId":"[^"]+"/, '')])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="relance"')
  }
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(answers[0]![0]).toBe(401)
  const inAddress = await site.request(`/api/v1/me?access_token=${good}`)
  expect([inAddress.status, await inAddress.text()]).toEqual([401, expect.not.stringContaining(good)])
})

test('a token of one scope does nothing of another', async () => {
  const reading = apiOf(await site.withToken(site.desk.officer, ['read']))
  const recording = apiOf(await site.withToken(site.desk.officer, ['record']))
  expect((await reading.post(LETTERS, letterOf())).status).toBe(403)
  expect((await recording.get(LETTERS)).status).toBe(403)
})

test.for([
  ['{"channel": "letter",}', 'line 1, column 22'],
  ['{"channel": "letter"', 'line 1, column 21'],
  ['{\n "a": 1,\n "a": 2}', 'line 3, column 5'],
  ['{"a": NaN}', 'line 1, column 7'],
  ["{'a': 1}", 'line 1, column 2'],
  ['{"a": 01}', 'line 1, column 8'],
  ['{"a": "\t"}', 'line 1, column 7'],
  ['{} {}', 'line 1, column 4'],
  ['', 'line 1, column 1'],
  ['\ufeff{}', 'byte order mark'],
  ['{"__proto__": {"isAgain": true}}', 'no key __proto__'],
  [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'at most 64 levels'],
] as const)('%.40j is not the JSON that is taken, and the answer says where', async ([body, where]) => {
  const { status, body: told } = await post(body)
  expect([status, told.code, told.detail]).toEqual([400, 'malformed', expect.stringContaining(where)])
})

test('bytes that are no text are refused', async () => {
  expect((await post(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]))).status).toBe(400)
})

test('a million keys, and more than is taken, are refused without a fault', async () => {
  const keys = Array.from({ length: 1_000_000 }, (_, n) => `"${n.toString(36)}":0`)
  for (const body of [`{${keys.join()}}`, JSON.stringify({ summary: 'x'.repeat(2 * 1024 * 1024) })])
    expect((await post(body)).status).toBe(413)
  const many = `{${keys.slice(0, 90_000).join()}}`
  expect(await post(many)).toMatchObject({ status: 422, body: { errors: { length: 100 } } })
})

test('a body that is larger than it says it may be is cut off', async () => {
  const piece = new TextEncoder().encode('x'.repeat(64 * 1024))
  let sent = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      if (sent > 1_000) controller.close()
      else controller.enqueue(piece)
    },
  })
  const init = { body: stream, duplex: 'half', headers: { 'content-type': JSON_TYPE } } as RequestInit
  expect((await api.send('POST', LETTERS, init)).status).toBe(413)
  expect(sent).toBeLessThan(100)
})

test.for([
  [{ 'content-type': 'text/plain' }, 415],
  [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
  [{ 'content-type': 'application/json; charset=utf-16' }, 415],
  [{ 'content-type': 'application/json; charset=utf-8' }, 422],
  [{ 'content-encoding': 'gzip' }, 415],
  [{ 'content-encoding': 'br' }, 415],
] as const)('a body with %o is answered %i', async ([headers, status]) => {
  expect((await post('{}', headers as unknown as Record<string, string>)).status).toBe(status)
})

test('of whoever is not signed in only a small body is read', async () => {
  const body = 'x'.repeat(65 * 1024)
  const signIn = await site.request('/sign-in', { method: 'POST', body, headers: { 'content-type': 'text/plain' } })
  expect(signIn.status).toBe(413)
  expect((await site.request(`/api/v1${LETTERS}`, { method: 'POST', body })).status).toBe(413)
})

test('what is packed is not unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
  expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(415)
  expect((await post(bomb)).status).toBe(400)
})

test('another site that makes a signed-in browser send changes nothing', async () => {
  const cross = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.org' }
  const request = await site.as(site.desk.officer)
  const before = await lettersIn()
  const simple = { ...form({ channel: 'letter' }), headers: cross }
  const asJson = { method: 'POST', body: JSON.stringify(letterOf()), headers: { ...cross, 'content-type': JSON_TYPE } }
  for (const init of [simple, asJson]) expect((await request(`/api/v1${LETTERS}`, init)).status).toBe(403)
  expect(await lettersIn()).toBe(before)
})

test.for([
  [{ titel: 'x' }, 'titel'],
  [{ receivedOn: 5 }, 'receivedOn'],
  [{ channel: ['letter'] }, 'channel'],
  [{ entries: {} }, 'entries'],
  [{ entries: [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'notd' }] }, 'entries[0].character'],
  [{ entries: [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted', untill: 'x' }] }, 'entries[0].untill'],
  [{ isAgain: 'yes' }, 'isAgain'],
  [{ orderOnDay: 1.5 }, 'orderOnDay'],
  [{ summary: 'a\0b' }, 'summary'],
  [{ from: 'a\u001b[31mb' }, 'from'],
  [{ from: 'a\nb' }, 'from'],
  [{ from: '\u00a0' }, 'from'],
] as const)('a letter with %j is answered 422, and the field is named', async ([told, field]) => {
  const before = await lettersIn()
  const { status, body } = await api.post(LETTERS, letterOf(told))
  expect([status, body.errors.map((mistake: { field: string }) => mistake.field)]).toEqual([422, [field]])
  expect(await lettersIn()).toBe(before)
})

test('half a character is refused, though JSON can write it', async () => {
  const { status, body } = await post(
    JSON.stringify(letterOf({ summary: 'PLACE' })).replace('PLACE', String.raw`\ud800`),
  )
  expect([status, body.errors[0].field]).toEqual([422, 'summary'])
})

test('every mistake of a request is told at once', async () => {
  const { body } = await api.post(LETTERS, { channel: 'pigeon', receivedOn: '2023-02-29', titel: 1, entries: [] })
  const fields = body.errors.map(({ field }: { field: string }) => field)
  expect(fields.toSorted()).toEqual(['channel', 'direction', 'entries', 'receivedOn', 'titel'])
})

test.for([
  '2004-8-24',
  '24/08/2004',
  '2023-02-29',
  '2004-13-01',
  'yesterday',
  'infinity',
  '20040824',
  '+010000-01-01',
  '2004-08-24[u-ca=hebrew]',
  '2004-08-24T23:59:59Z',
  '２００４-08-24',
  '1899-12-31',
  '9999-01-01',
])('%s is no day', async (receivedOn) => {
  const { status, body } = await api.post(LETTERS, letterOf({ receivedOn }))
  expect([status, body.errors[0].field]).toEqual([422, 'receivedOn'])
  expect((await api.get(`/dossiers?as-of=${encodeURIComponent(receivedOn)}`)).status).toBe(422)
})

test.for(['0', '-1', '1e3', '0x10', '1.0', '٣', '9007199254740993', '9'.repeat(40), '%2E%2E%2F1', 'null'])(
  'a communication numbered %s is nowhere',
  async (n) => {
    expect([404, 422]).toContain((await api.get(`${LETTERS}/${n}`)).status)
  },
)

test.for([
  'limit=0',
  'limit=-5',
  'limit=1e9',
  'limit=abc',
  'limit=1&limit=2',
  'after=%00',
  'after[]=x',
  'constructor=1',
])('a list asked for with %s is answered 422, or 400 where it is no address', async (query) => {
  expect([400, 422]).toContain((await api.get(`/dossiers?${query}`)).status)
})

test('none of it was a fault of ours', () => {
  expect(site.faults).toEqual([])
})
