import { expect, test } from 'vitest'
import { webApp } from '../../src/http/app.ts'
import { RATES } from '../../src/http/access/rate-limits.ts'
import { isWithin } from '../../src/trusted-proxies.ts'
import { form, freshSite, ORIGIN, type Site } from '../support/servers/web.ts'

/** Whoever sends from an address of the network, to an application of its own. */
function clients({ web }: Site, proxies: readonly string[] = []) {
  const app = webApp({ ...web, isProxy: isWithin(proxies) })
  return (remoteAddress: string) =>
    async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { 'sec-fetch-site': 'same-origin', ...Object.fromEntries(new Headers(init.headers)) }
      return app.request(`${ORIGIN}${path}`, { ...init, headers }, { incoming: { socket: { remoteAddress } } })
    }
}

const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } })
const bad = (n: number) => bearer(`relance_${String(n).padStart(43, 'x')}`)
const times = (count: number) => Array.from({ length: count }, (_, n) => n)

test('an address is sent five links, then one each five minutes, whoever asks and from wherever', async () => {
  await using site = await freshSite()
  const from = clients(site)
  const ask = (n: number, email = 'amina@example.org') => from(`10.0.0.${n}`)('/sign-in', form({ email }))
  for (const n of times(5)) expect((await ask(n)).status).toBe(200)
  const refused = await ask(9, 'AMINA@example.org')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '300'])
  expect(await refused.text()).toContain('value="AMINA@example.org"')
  expect(site.notices).toHaveLength(5)
  site.clock.now = '2026-11-24T09:05'
  expect((await ask(9)).status).toBe(200)
  expect((await ask(9)).status).toBe(429)
})

test('one client cannot have mails sent to ever more addresses, and keeps nobody else from theirs', async () => {
  await using site = await freshSite()
  const from = clients(site)
  const ask = (client: string, n: number) => from(client)('/sign-in', form({ email: `somebody${n}@example.org` }))
  for (const n of times(RATES.mailsFromClient.burst)) expect((await ask('10.0.0.1', n)).status).toBe(200)
  expect((await ask('10.0.0.1', 99)).status).toBe(429)
  expect((await ask('::ffff:10.0.0.1', 99)).status).toBe(429)
  expect((await ask('10.0.0.2', 99)).status).toBe(200)
})

test('the address that a header claims changes nothing', async () => {
  await using site = await freshSite()
  const one = clients(site)('10.0.0.1')
  const statuses = []
  for (const n of times(RATES.mailsFromClient.burst + 1)) {
    const headers = { 'x-forwarded-for': `192.0.2.${n}`, forwarded: `for=192.0.2.${n}` }
    statuses.push((await one('/sign-in', { ...form({ email: `s${n}@example.org` }), headers })).status)
  }
  expect(statuses.at(-1)).toBe(429)
})

test('whoever comes through a proxy of ours is who it says, and who claims more is believed no further', async () => {
  await using site = await freshSite()
  const proxied = clients(site, ['10.0.0.0/30', '::1/128'])
  const ask = async (proxy: string, told: string) => {
    const { authorization } = bad(1).headers
    const headers = { authorization, 'x-forwarded-for': told }
    return (await proxied(proxy)('/api/v1/me', { headers })).status
  }
  for (const n of times(RATES.badTokens.burst)) await ask('10.0.0.1', `192.0.2.${n}, 10.0.0.7`)
  expect(await ask('10.0.0.1', '10.0.0.7')).toBe(429)
  expect(await ask('::ffff:10.0.0.3', '203.0.113.5, 10.0.0.7, 10.0.0.1')).toBe(429)
  expect(await ask('::1', '10.0.0.7:50123,10.0.0.1')).toBe(429)
  expect(await ask('10.0.0.7', '192.0.2.1')).toBe(429)
  expect(await ask('10.0.0.1', '10.0.0.7, 10.0.0.8')).toBe(401)
  expect(await ask('10.0.0.1', '10.0.0.2')).toBe(401)
  expect(await ask('10.0.0.1', '10.0.0.7, nonsense')).toBe(401)
})

test('addresses of one IPv6 network are one client, those of another are another', async () => {
  await using site = await freshSite()
  const from = clients(site)
  for (const n of times(RATES.badTokens.burst)) await from(`2001:db8:0:7::${n.toString(16)}`)('/api/v1/me', bad(n))
  expect((await from('2001:db8:0:7:ffff::1')('/api/v1/me', bad(999))).status).toBe(429)
  expect((await from('2001:db8:0:8::1')('/api/v1/me', bad(999))).status).toBe(401)
})

test('of a thousand bad tokens only the first are looked up; one that was good before still works', async () => {
  await using site = await freshSite()
  const from = clients(site)('10.0.0.1')
  const token = await tokenOf(site)
  expect((await from('/api/v1/me', bearer(token))).status).toBe(200)
  const statuses = []
  for (const n of times(1_000)) statuses.push((await from('/api/v1/me', bad(n))).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(RATES.badTokens.burst)
  expect(statuses.at(-1)).toBe(429)
  const refused = await from('/api/v1/me', bad(1_001))
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect((await from('/api/v1/me', bearer(token))).status).toBe(200)
})

test('secrets of links cannot be tried one after the other', async () => {
  await using site = await freshSite()
  const from = clients(site)('10.0.0.1')
  const statuses = []
  for (const n of times(RATES.badLinks.burst + 1)) statuses.push((await from(`/sign-in/guess${n}`)).status)
  expect(new Set(statuses.slice(0, -1))).toEqual(new Set([404]))
  expect(statuses.at(-1)).toBe(429)
})

test('changes are taken at the pace of people and sound programs', async () => {
  await using site = await freshSite('nothing')
  const from = clients(site)('10.0.0.1')
  const send = { ...bearer(await tokenOf(site)), method: 'POST' }
  const statuses = []
  for (const _ of times(RATES.changes.burst + 1)) statuses.push((await from('/api/v1/follow-ups', send)).status)
  expect(statuses.slice(-2)).toEqual([415, 429])
  expect((await from('/api/v1/me', { headers: send.headers })).status).toBe(200)
})

async function tokenOf(site: Site): Promise<string> {
  const request = await site.as(site.desk.officer)
  const told = { name: 'x', days: '30', read: 'yes', record: 'yes' }
  const page = await (await request('/account/tokens', form(told))).text()
  return /relance_[\w-]{43}/.exec(page)![0]
}
