import { expect, test } from 'vitest'
import { claimDigests, saveOutcomes } from '../../src/store/digests/claims.ts'
import { readMessage } from '../../src/mail/read-message.ts'
import type { Officer } from '../../src/store/parties/parties.ts'
import { deliverDigests } from '../../src/use-cases/delivery/deliver-digests.ts'
import type { Receipt } from '../../src/use-cases/delivery/send.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { listIssues } from '../support/ledgers/issues.ts'
import { headersOf } from '../support/readers/mail.ts'
import { form, freshSite, ORIGIN, type Site } from '../support/servers/web.ts'

const wordsOf = async (answer: Response | Promise<Response>) =>
  (await (await answer).text()).replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')

/** The sample, and a daily digest of an officer's own. */
async function siteWithDigest(): Promise<Site & { reader: Officer }> {
  const site = await freshSite()
  const reader = await site.enter('reader')
  const as = await site.as(reader)
  await as('/subscriptions', form({ name: 'Mine', cron: '0 9 * * *', zone: 'Europe/Zurich' }))
  return { ...site, reader }
}

const planOn = async ({ desk, web }: Site, when: string) => void (await planDigests(desk.on(when), web.post))

async function passOn(site: Site, when: string, send = site.web.send): Promise<void> {
  await planOn(site, when)
  await deliverDigests(site.desk.on(when), send)
}

const gone: Receipt = { outcome: 'refused', said: '550 5.1.1 no such user', isPermanent: true, concernsServer: false }

test('the next issue is previewed as HTML and as text, today and as of 22 December 2004', async () => {
  await using site = await siteWithDigest()
  const as = await site.as(site.reader)
  const today = await (await as('/subscriptions/2/preview')).text()
  expect(today).toContain('8,127 days ago')
  expect(today).toContain('src="/subscriptions/2/preview.html"')
  expect(today).toContain(`${ORIGIN}/follow-ups/PRK-TC-2`)
  const replay = await (await as('/subscriptions/2/preview?as-of=2004-12-22')).text()
  expect(replay).toContain('358 days ago')
  expect(replay).toContain('/follow-ups/PRK-TC-2?as-of=2004-12-22&amp;known-at=')
  expect(replay).toContain('src="/subscriptions/2/preview.html?as-of=2004-12-22"')
  const frame = await as('/subscriptions/2/preview.html?as-of=2004-12-22')
  expect(frame.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
  )
  expect(frame.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(await frame.text()).toContain('<base target="_blank">')
  const page = await as('/subscriptions/2/preview')
  expect(page.headers.get('content-security-policy')).toContain("style-src 'self'")
  expect(page.headers.get('x-frame-options')).toBe('DENY')
  expect(await listIssues(site.desk)).toEqual([])
})

test('a test goes to the reader alone, says that it is one, and counts for nothing', async () => {
  await using site = await siteWithDigest()
  const as = await site.as(site.reader)
  const sent = await as('/subscriptions/2/test', form({}))
  expect(sent.headers.get('location')).toBe('/subscriptions/2?done=test')
  expect(await wordsOf(as('/subscriptions/2?done=test'))).toContain('taken by the mail server for reader@example.org')
  const [mail] = site.mails
  const headers = headersOf(mail!.bytes)
  expect(mail!.to).toBe('reader@example.org')
  expect(headers.get('subject')).toMatch(/^\[Test\] Relance No\. 1: 2 pending/)
  expect(mail!.messageId).toMatch(/^<test\./)
  expect(await listIssues(site.desk)).toEqual([])
  await passOn(site, '2026-11-25T09:00')
  expect(headersOf(site.mails[1]!.bytes).get('subject')).toMatch(/^Relance No\. 1: 2 pending/)
  site.web.send = () => Promise.resolve(gone)
  const refused = await as('/subscriptions/2/test', form({}))
  expect([refused.status, await wordsOf(refused)]).toEqual([503, expect.stringContaining('550 5.1.1 no such user')])
})

test('each issue is found by its number, as it was sent, with the words of the server', async () => {
  await using site = await siteWithDigest()
  const as = await site.as(site.reader)
  expect(await wordsOf(as('/subscriptions/2/digests'))).toContain('The first comes on Wed 25 Nov 2026, 09:00')
  await passOn(site, '2026-11-25T09:00')
  await passOn(site, '2026-11-28T09:00', () => Promise.resolve(gone))
  const history = await wordsOf(as('/subscriptions/2/digests'))
  expect(history).toMatch(/No\. 2 .*Sat 28 Nov 2026, 09:00.*and 2 earlier ones.*Given up 550 5\.1\.1 no such user/)
  expect(history).toMatch(/No\. 1 .*Wed 25 Nov 2026, 09:00 \(Europe\/Zurich\) Sent 250 taken/)
  const issue = await (await as('/subscriptions/2/digests/1')).text()
  const [mail] = site.mails
  expect(issue).toContain(`<code>${mail!.messageId.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</code>`)
  expect(issue).toContain('id="newly_asked"')
  const { html, text } = readMessage(mail!.bytes)
  expect(text).toContain('PRK-TC-2  [Long overdue]')
  const frame = await (await as('/subscriptions/2/digests/1/mail.html')).text()
  expect(frame.replace('<base target="_blank">', '')).toBe(html)
  for (const path of ['/subscriptions/2/digests/9', '/subscriptions/2/digests/x', '/subscriptions/9/digests'])
    expect((await as(path)).status).toBe(404)
})

test('what an issue says is for its reader: an administrator sees what became of it, others nothing', async () => {
  await using site = await siteWithDigest()
  await passOn(site, '2026-11-25T09:00')
  const administrator = await site.as(await site.enter('administrator'))
  const other = await site.as(site.desk.officer)
  for (const path of ['digests', 'digests/1']) {
    const seen = await wordsOf(administrator(`/subscriptions/2/${path}`))
    expect(seen).toContain('250 taken')
    expect(seen).not.toContain('PRK-TC')
    expect(seen).not.toContain('2 pending')
  }
  const closed = ['preview', 'preview.html', 'digests/1/mail.html']
  for (const path of closed) expect((await administrator(`/subscriptions/2/${path}`)).status).toBe(403)
  for (const path of [...closed, 'digests', 'digests/1'])
    expect((await other(`/subscriptions/2/${path}`)).status).toBe(404)
  for (const path of ['test', 'digests/1/again']) {
    expect((await administrator(`/subscriptions/2/${path}`, form({}))).status).toBe(403)
    expect((await other(`/subscriptions/2/${path}`, form({}))).status).toBe(404)
  }
})

test('an issue is sent again as it was, but not while it is being sent', async () => {
  await using site = await siteWithDigest()
  const as = await site.as(site.reader)
  await planOn(site, '2026-11-25T09:00')
  const [claimed] = await claimDigests(site.desk.db, 60_000, { most: 1 })
  const busy = await as('/subscriptions/2/digests/1/again', form({}))
  expect([busy.status, await wordsOf(busy)]).toEqual([409, expect.stringContaining('is being sent just now')])
  const outcome = { state: 'sent', said: '250 taken', retryAfterMs: null } as const
  await saveOutcomes(site.desk.db, [{ claimed: claimed!, outcome }])
  const [sent] = await listIssues(site.desk)
  const again = await as('/subscriptions/2/digests/1/again', form({}))
  expect(again.headers.get('location')).toBe('/subscriptions/2/digests/1?done=again')
  expect(await wordsOf(as('/subscriptions/2/digests/1?done=again'))).toContain('It is back in line')
  await deliverDigests(site.desk.on('2026-11-25T10:00'), site.web.send)
  expect(site.mails).toMatchObject([{ messageId: sent!.messageId, bytes: sent!.message }])
  expect(await listIssues(site.desk)).toMatchObject([{ state: 'sent', attempts: 2, sentAt: sent!.sentAt }])
})

test('one that had arrived stays sent though it is refused when sent again, and the next issue counts on', async () => {
  await using site = await siteWithDigest()
  const as = await site.as(site.reader)
  await passOn(site, '2026-11-25T09:00')
  await as('/subscriptions/2/digests/1/again', form({}))
  await planOn(site, '2026-11-26T09:00')
  expect(readMessage((await listIssues(site.desk))[1]!.message!).text).not.toContain('Delivery problems')
  await deliverDigests(site.desk.on('2026-11-26T09:00'), () => Promise.resolve(gone))
  const [first, second] = await listIssues(site.desk)
  expect(first).toMatchObject({ state: 'sent', said: 'refused when sent again: 550 5.1.1 no such user' })
  expect(second).toMatchObject({ state: 'undeliverable', balance: { opening: 2, closing: 2 } })
})
