import { expect, test } from 'vitest'
import type { Officer } from '../../src/store/parties/parties.ts'
import { listSuppressions } from '../../src/store/digests/suppressions.ts'
import { deliverDigests } from '../../src/use-cases/delivery/deliver-digests.ts'
import type { Refusal } from '../../src/use-cases/delivery/send.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { listIssues } from '../support/ledgers/issues.ts'
import { apiOf } from '../support/servers/json-requests.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

const GONE: Refusal = {
  outcome: 'refused',
  said: '550 5.1.1 <no> such user',
  isPermanent: true,
  concernsServer: false,
  condemnsAddress: true,
}

/** The sample, and a daily digest of a reader whose address is refused. */
async function siteWithoutMailbox(): Promise<Site & { reader: Officer; asReader: Awaited<ReturnType<Site['as']>> }> {
  const site = await freshSite()
  const reader = await site.enter('reader')
  const asReader = await site.as(reader)
  await asReader('/subscriptions', form({ name: 'Mine', cron: '0 9 * * *', zone: 'Europe/Zurich' }))
  await passOn(site, '2026-11-25T09:00', () => Promise.resolve(GONE))
  return { ...site, reader, asReader }
}

async function passOn({ desk, web }: Site, when: string, send = web.send): Promise<void> {
  await planDigests(desk.on(when), web.post)
  await deliverDigests(desk.on(when), send)
}

const isSuppressed = async ({ desk }: Site) => (await listSuppressions(desk.db)).length > 0

test('the page of the issue says that nothing is sent to its address, and so does the officer’s', async () => {
  await using site = await siteWithoutMailbox()
  const own = await (await site.asReader('/subscriptions/2/digests/1')).text()
  expect(own).toContain('Nothing is sent to <bdi>reader@example.org</bdi> since')
  expect(own).toContain('550 5.1.1 &lt;no&gt; such user')
  expect(own).not.toContain('/officers/')
  const administrator = await site.as(await site.enter('administrator'))
  const seen = await (await administrator('/subscriptions/2/digests/1')).text()
  expect(seen).toContain(`href="/officers/${site.reader.id}"`)
  const page = await (await administrator(`/officers/${site.reader.id}`)).text()
  expect(page).toContain('Gets no mail')
  expect(page).toContain('href="/subscriptions/2/digests/1"')
})

test('what is planned meanwhile is kept and not sent, until an administrator lifts it', async () => {
  await using site = await siteWithoutMailbox()
  await passOn(site, '2026-11-26T09:00')
  expect(site.mails).toEqual([])
  expect((await listIssues(site.desk))[1]).toMatchObject({ state: 'undeliverable', attempts: 0 })
  const officer = await site.as(await site.enter('officer'))
  expect((await officer(`/officers/${site.reader.id}/mail`, form({}))).status).toBe(403)
  const administrator = await site.as(await site.enter('administrator'))
  const lifted = await administrator(`/officers/${site.reader.id}/mail`, form({}))
  expect(lifted.headers.get('location')).toBe(`/officers/${site.reader.id}`)
  expect(await (await administrator(`/officers/${site.reader.id}`)).text()).not.toContain('Gets no mail')
  await passOn(site, '2026-11-27T09:00')
  expect(site.mails).toHaveLength(1)
})

test('the reader lifts it by signing in again, not by a session that was there before', async () => {
  await using site = await siteWithoutMailbox()
  expect(await isSuppressed(site)).toBe(true)
  await site.as(site.reader)
  expect(await isSuppressed(site)).toBe(false)
})

test('an issue that its reader sends again is tried, and lifts it where it gets through', async () => {
  await using site = await siteWithoutMailbox()
  await site.asReader('/subscriptions/2/digests/1/again', form({}))
  await deliverDigests(site.desk.on('2026-11-25T10:00'), () => Promise.resolve(GONE))
  expect(await isSuppressed(site)).toBe(true)
  await site.asReader('/subscriptions/2/digests/1/again', form({}))
  await deliverDigests(site.desk.on('2026-11-25T11:00'), site.web.send)
  expect(await isSuppressed(site)).toBe(false)
  expect(site.mails).toHaveLength(1)
})

test('a test mail that gets through lifts it', async () => {
  await using site = await siteWithoutMailbox()
  await site.asReader('/subscriptions/2/test', form({}))
  expect(await isSuppressed(site)).toBe(false)
})

test('a program is told of it and lifts it, and the metrics count it', async () => {
  await using site = await siteWithoutMailbox()
  const api = apiOf(await site.withToken(await site.enter('administrator')))
  const path = `/officers/${site.reader.id}/suppression`
  expect((await api.get(path)).body.suppression).toMatchObject({ digest: '2/1', said: GONE.said })
  expect(await (await site.request('/metrics')).text()).toContain('relance_suppressed_addresses 1\n')
  const officers = apiOf(await site.withToken(await site.enter('officer'), ['admin']))
  expect((await officers.get(path)).status).toBe(403)
  expect((await api.delete(path, {})).status).toBe(204)
  expect((await api.get(path)).body).toEqual({ suppression: null })
  expect((await api.get('/officers/999/suppression')).status).toBe(404)
  expect(await (await site.request('/metrics')).text()).toContain('relance_suppressed_addresses 0\n')
})
