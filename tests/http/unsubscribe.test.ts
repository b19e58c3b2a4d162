import { expect, test } from 'vitest'
import { webApp } from '../../src/http/app.ts'
import { readMessage } from '../../src/mail/read-message.ts'
import { findOfficer, saveOfficer } from '../../src/store/parties/parties.ts'
import { findSubscription } from '../../src/store/digests/subscriptions.ts'
import { deliverDigests } from '../../src/use-cases/delivery/deliver-digests.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { holdBack } from '../support/databases/held-back.ts'
import { listIssues, subscribeDaily } from '../support/ledgers/issues.ts'
import { headersOf } from '../support/readers/mail.ts'
import { freshSite, ORIGIN, type Site } from '../support/servers/web.ts'

/** A daily digest, subscription 2, and the address that stands in its mails. */
async function siteWithLink(): Promise<Site & { link: string }> {
  const site = await freshSite()
  await subscribeDaily(site.desk, '2026-11-24T09:00')
  const { unsubscribeToken } = (await findSubscription(site.desk.db, 2))!
  return { ...site, link: `/unsubscribe/${unsubscribeToken}` }
}

/** As a mail program sends it: without cookies, from no page of ours. */
const oneClick = ({ web }: Site, path: string) =>
  Promise.resolve(
    webApp(web).request(`${web.baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    }),
  )

const endedAt = async ({ desk }: Site) => (await findSubscription(desk.db, 2))!.cancelledAt

test('every mail of a series says how to end it, to programs and to people', async () => {
  await using site = await siteWithLink()
  await planDigests(site.desk.on('2026-11-25T09:00'), site.web.post)
  await deliverDigests(site.desk.on('2026-11-25T09:00'), site.web.send)
  const [mail] = site.mails
  const headers = headersOf(mail!.bytes)
  expect(headers.get('list-unsubscribe')).toBe(`<${ORIGIN}${site.link}>`)
  expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  const { html, text } = readMessage(mail!.bytes)
  expect(html).toContain(`href="${ORIGIN}${site.link}">To unsubscribe</a>`)
  expect(text).toContain(`To unsubscribe:\n    ${ORIGIN}${site.link}\n`)
  expect(text).toContain(`    ${ORIGIN}/subscriptions/2\n`)
})

test('every reference and every number of a mail leads to its page, and nowhere else', async () => {
  await using site = await siteWithLink()
  await planDigests(site.desk.on('2026-11-25T09:00'), site.web.post)
  const { html } = readMessage((await listIssues(site.desk))[0]!.message!)
  const links = [...html!.matchAll(/href="([^"]*)"[^>]*>([^<]*)</g)].map(([, to, words]) => [words, to])
  expect(links).toEqual([
    ['PRK-TC-1', `${ORIGIN}/follow-ups/PRK-TC-1`],
    ['PRK-TC-2', `${ORIGIN}/follow-ups/PRK-TC-2`],
    ['2', `${ORIGIN}/subscriptions/2/digests/1#newly_asked`],
    ['2', `${ORIGIN}/`],
    ['2', `${ORIGIN}/?bracket=long_overdue`],
    ['PRK-TC-1', `${ORIGIN}/follow-ups/PRK-TC-1`],
    ['PRK-TC-2', `${ORIGIN}/follow-ups/PRK-TC-2`],
    ['To change what it lists or when it comes', `${ORIGIN}/subscriptions/2`],
    ['To unsubscribe', `${ORIGIN}${site.link}`],
  ])
})

test('looking at the link never ends anything, however often', async () => {
  await using site = await siteWithLink()
  for (let time = 0; time < 10; time += 1) {
    const answer = await site.request(site.link, { method: time % 2 ? 'HEAD' : 'GET' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  expect(await endedAt(site)).toBeNull()
})

test('one click ends it once, from a program that knows no cookies; a second click says the same', async () => {
  await using site = await siteWithLink()
  const first = await oneClick(site, site.link)
  expect([first.status, await first.text()]).toEqual([200, expect.stringContaining('no more')])
  const ended = await endedAt(site)
  site.clock.now = '2026-11-24T10:00'
  expect((await oneClick(site, site.link)).status).toBe(200)
  expect(await endedAt(site)).toEqual(ended)
  expect(await planDigests(site.desk.on('2026-11-25T09:00'), site.web.post)).toBe(0)
})

test('many clicks at once end it once, and none is a fault', async () => {
  await using site = await siteWithLink()
  await using held = await holdBack(site.desk.connection, 'lock table subscriptions in share mode')
  const clicks = Array.from({ length: 4 }, () => oneClick(site, site.link))
  await held.waiting(4)
  await held.letGo()
  expect((await Promise.all(clicks)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(site.faults).toEqual([])
})

test('who comes back gets the next issue of the same series, and the link stays good', async () => {
  await using site = await siteWithLink()
  await planDigests(site.desk.on('2026-11-25T09:00'), site.web.post)
  await oneClick(site, site.link)
  site.clock.now = '2026-11-27T12:00'
  const back = await oneClick(site, `${site.link}/return`)
  expect([back.status, back.headers.get('location')]).toEqual([303, site.link])
  expect((await oneClick(site, `${site.link}/return`)).status).toBe(303)
  expect(await (await site.request(site.link)).text()).toContain('End it')
  await planDigests(site.desk.on('2026-11-28T09:00'), site.web.post)
  expect(await listIssues(site.desk)).toMatchObject([{ number: 1 }, { number: 2, collapsedSlots: 0 }])
})

test('somebody who has left does not come back by a link', async () => {
  await using site = await siteWithLink()
  await oneClick(site, site.link)
  const { id, ...reader } = (await findOfficer(site.desk.db, 'reader@example.org'))!
  await saveOfficer(site.desk.db, id, { ...reader, endedAt: site.desk.on('2026-11-24').now })
  expect((await oneClick(site, `${site.link}/return`)).status).toBe(403)
  expect(await endedAt(site)).not.toBeNull()
})

test('a link that was cut, altered or guessed leads nowhere', async () => {
  await using site = await siteWithLink()
  const token = site.link.slice('/unsubscribe/'.length)
  const other = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  for (const wrong of [token.slice(0, -1), `${token}0`, token.toUpperCase(), other, '%00', '..%2f1', 'x'.repeat(64)]) {
    const path = `/unsubscribe/${wrong}`
    if (wrong === token) continue
    for (const answer of [await site.request(path), await oneClick(site, path), await oneClick(site, `${path}/return`)])
      expect([404, 400]).toContain(answer.status)
  }
  expect(await endedAt(site)).toBeNull()
})

test('over plain http no program is offered the click, while people still find the link', async () => {
  await using site = await freshSite('the sample', { baseUrl: 'http://127.0.0.1:7373' })
  await planDigests(site.desk.on('2026-11-30T09:00'), site.web.post)
  const { message } = (await listIssues(site.desk))[0]!
  expect([...headersOf(message!).keys()].filter((name) => name.startsWith('list-'))).toEqual(['list-id'])
  expect(readMessage(message!).text).toMatch(
    /To unsubscribe:\n {4}http:\/\/127\.0\.0\.1:7373\/unsubscribe\/[\da-f]{64}\n/,
  )
})
