import { expect, test } from 'vitest'
import { apiOf } from '../support/servers/json-requests.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

type Request = (path: string, init?: RequestInit) => Promise<Response>

const read = async (request: Request, path = '/account') => (await request(path)).text()
const TOKEN = { name: 'Nightly export', days: '30', read: 'yes' }

/** A new token of whoever asks. */
async function makeToken(request: Request, told: Record<string, string> = TOKEN): Promise<string> {
  const page = await (await request('/account/tokens', form(told))).text()
  return /relance_[\w-]{43}/.exec(page)![0]
}

const withToken = (site: Site, secret: string, path: string) =>
  site.request(path, { headers: { authorization: `Bearer ${secret}` } })

test('the account says who one is and marks the session that one looks from', async () => {
  await using site = await freshSite()
  const here = await site.as(site.desk.officer)
  await site.as(site.desk.officer)
  const page = await read(here)
  expect(page).toContain('<bdi>Amina Officer</bdi>')
  expect(page).toContain('amina@example.org')
  expect(page.match(/this one/g)).toHaveLength(1)
  expect(page.match(/action="\/account\/sessions\/\d+\/end"/g)).toHaveLength(1)
})

test('ending one session, or all others, signs out there and nowhere else', async () => {
  await using site = await freshSite()
  const here = await site.as(site.desk.officer)
  const there = [await site.as(site.desk.officer), await site.as(site.desk.officer), await site.as(site.desk.officer)]
  const signedIn = async () => Promise.all(there.map(async (request) => (await request('/account')).status === 200))
  const action = /\/account\/sessions\/\d+\/end(?=")/.exec(await read(here))![0]
  expect((await here(action, form({}))).status).toBe(303)
  expect((await signedIn()).filter(Boolean)).toHaveLength(2)
  expect((await here(action, form({}))).status).toBe(404)
  await here('/account/sessions/end-others', form({}))
  expect(await signedIn()).toEqual([false, false, false])
  expect((await here('/account')).status).toBe(200)
})

test("nobody ends another officer's session, or revokes their token", async () => {
  await using site = await freshSite()
  const mine = await site.as(site.desk.officer)
  await site.as(site.desk.officer)
  await makeToken(mine)
  const theirs = await site.as(await site.enter('administrator'))
  const actions = (await read(mine)).match(/\/account\/\w+\/\d+\/(?:end|revoke)(?=")/g)!
  expect(actions).toHaveLength(2)
  for (const action of actions) expect((await theirs(action, form({}))).status).toBe(404)
  expect((await read(mine)).match(/\/account\/\w+\/\d+\/(?:end|revoke)(?=")/g)).toEqual(actions)
})

test('a token is shown once, kept nowhere, works, and works no more once revoked', async () => {
  await using site = await freshSite()
  const mine = await site.as(site.desk.officer)
  const answer = await mine('/account/tokens', form(TOKEN))
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
  const [secret = ''] = /relance_[\w-]{43}/.exec(await answer.text()) ?? []
  expect(await read(mine)).not.toContain(secret)
  expect((await withToken(site, secret, '/api/v1/me')).status).toBe(200)
  expect(await read(mine)).not.toContain('never')
  const dump = await site.desk.db.execute(`select t::text as row from api_tokens t`)
  expect(JSON.stringify(dump)).not.toContain(secret)
  await mine(/\/account\/tokens\/\d+\/revoke/.exec(await read(mine))![0], form({}))
  expect((await withToken(site, secret, '/api/v1/me')).status).toBe(401)
  expect(await read(mine)).toContain('revoked')
})

test('a token is good for its days and not an hour longer', async () => {
  await using site = await freshSite()
  const secret = await makeToken(await site.as(site.desk.officer), { ...TOKEN, days: '7' })
  site.clock.now = '2026-12-01T08:59'
  expect((await withToken(site, secret, '/api/v1/me')).status).toBe(200)
  site.clock.now = '2026-12-01T09:00'
  expect((await withToken(site, secret, '/api/v1/me')).status).toBe(401)
})

test.for([
  [{ days: '30', read: 'yes' }, 'name'],
  [{ name: 'x', days: '30' }, 'read'],
  [{ name: 'x', days: '4000', read: 'yes' }, 'days'],
  [{ name: 'x'.repeat(101), days: '30', read: 'yes' }, 'name'],
] as const)('of a token such as %o, %s is wrong, and what was typed stays', async ([told, field]) => {
  await using site = await freshSite()
  const answer = await (await site.as(site.desk.officer))('/account/tokens', form(told))
  expect(answer.status).toBeGreaterThanOrEqual(413)
  const page = await answer.text()
  expect(page).toMatch(new RegExp(`id="${field}-wrong"|<p class="wrong">`))
  for (const typed of [told].flatMap((one) => ('name' in one ? one.name : [])))
    expect(page).toContain(`value="${typed}"`)
})

test('a token opens no page, and so cannot make itself another with more scopes', async () => {
  await using site = await freshSite()
  const secret = await makeToken(await site.as(site.desk.officer))
  expect((await withToken(site, secret, '/account')).status).toBe(303)
  const headers = { authorization: `Bearer ${secret}` }
  const more = { ...TOKEN, admin: 'yes' }
  expect((await site.request('/account/tokens', { ...form(more), headers })).status).toBe(401)
})

test('signing out ends the session and takes the cookie back', async () => {
  await using site = await freshSite()
  const mine = await site.as(site.desk.officer)
  const answer = await mine('/sign-out', form({}))
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-relance=; Max-Age=0/)
  expect((await mine('/account')).headers.get('location')).toBe('/sign-in?next=%2Faccount')
})

test('another site cannot make a browser do any of this', async () => {
  await using site = await freshSite()
  const mine = await site.as(site.desk.officer)
  for (const path of ['/account/tokens', '/account/sessions/end-others', '/sign-out'])
    for (const from of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
      expect((await mine(path, { ...form(TOKEN), headers: from })).status).toBe(403)
  expect(await read(mine)).toContain('You have none yet')
})

test('by the API too, an officer sees their own sessions and ends them', async () => {
  await using site = await freshSite()
  const [here, other] = [await site.as(site.desk.officer), await site.as(await site.enter('officer'))]
  const api = apiOf(await site.withToken(site.desk.officer))
  const { items } = (await api.get('/sessions')).body
  expect(items).toHaveLength(1)
  const theirs = apiOf(await site.withToken(await site.enter('administrator')))
  expect((await theirs.send('DELETE', `/sessions/${items[0].id}`)).status).toBe(404)
  expect((await api.send('DELETE', `/sessions/${items[0].id}`)).status).toBe(204)
  expect((await here('/account')).status).toBe(303)
  expect((await other('/account')).status).toBe(200)
})
