import { expect, test } from 'vitest'
import { apiOf, letterOf } from '../../support/servers/json-requests.ts'
import { holdBack } from '../../support/databases/held-back.ts'
import { freshSite, type Site } from '../../support/servers/web.ts'

const LETTERS = '/dossiers/PRK-TC/communications'
const KEY = { 'idempotency-key': '5f0c1d0e' }

async function lettersIn(site: Site): Promise<number> {
  const api = apiOf(await site.withToken(site.desk.officer, ['read']))
  return (await api.get(LETTERS)).body.items.length
}

test('the same request with the same key is done once and answered alike', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  const first = await api.post(LETTERS, letterOf(), KEY)
  const again = await api.post(LETTERS, letterOf(), KEY)
  expect(first.status).toBe(201)
  expect(again).toMatchObject({ status: 201, body: first.body, type: first.type })
  expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true'])
  expect(again.headers.get('location')).toBe(first.headers.get('location'))
  expect(await lettersIn(site)).toBe(7)
})

test('a key is of one request: another one with it is refused', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  await api.post(LETTERS, letterOf(), KEY)
  const other = await api.post(LETTERS, letterOf({ summary: 'Another' }), KEY)
  expect(other).toMatchObject({ status: 422, body: { errors: [{ field: 'Idempotency-Key' }] } })
  expect(await lettersIn(site)).toBe(7)
})

test('ten at once with one key record one letter, and all are answered with it', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  await using held = await holdBack(site.desk.connection, 'lock table communications in share mode')
  const sent = Array.from({ length: 10 }, () => api.post(LETTERS, letterOf(), KEY))
  await held.waiting(5)
  await held.letGo()
  const answers = await Promise.all(sent)
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(9)
  expect(await lettersIn(site)).toBe(7)
})

test('what was refused is not kept: put right, it may be sent with the same key', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  expect((await api.post(LETTERS, letterOf({ receivedOn: '2031-01-01' }), KEY)).status).toBe(422)
  expect((await api.post(LETTERS, letterOf(), KEY)).status).toBe(201)
})

test('what one officer sent is not answered to another', async () => {
  await using site = await freshSite()
  const other = await site.enter('officer')
  await apiOf(await site.withToken(site.desk.officer)).post(LETTERS, letterOf(), KEY)
  const theirs = await apiOf(await site.withToken(other)).post(LETTERS, letterOf(), KEY)
  expect(theirs.status).toBe(409)
  expect(theirs.body.detail).toContain('Amina Officer')
})

test.for(['', 'a b', 'x'.repeat(201)])('a key such as "%s" is refused', async (key) => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  const { status } = await api.post(LETTERS, letterOf(), { 'idempotency-key': key })
  expect(status).toBe(422)
  expect(await lettersIn(site)).toBe(6)
})
