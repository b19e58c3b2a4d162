import { expect, test } from 'vitest'
import { claimDigests } from '../../../src/store/digests/claims.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { listIssues } from '../../support/ledgers/issues.ts'
import { apiOf } from '../../support/servers/json-requests.ts'
import { freshSite, type Site } from '../../support/servers/web.ts'

const NEW = {
  name: 'Mine',
  query: { bracket: 'long_overdue', move: 'theirs' },
  cron: '0 8 * * 1-5',
  timeZone: 'Asia/Seoul',
}
const KEY = { 'idempotency-key': '5f0c1d0e' }
const ANY = { 'if-match': '*' }

async function passOn({ desk, web }: Site, when: string): Promise<void> {
  await planDigests(desk.on(when), web.post)
  await deliverDigests(desk.on(when), web.send)
}

test('a reader subscribes by token, once however often the request is sent', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(await site.enter('reader')))
  const made = await api.post('/subscriptions', NEW, KEY)
  expect(made).toMatchObject({
    status: 201,
    body: {
      number: 2,
      ...NEW,
      reader: { email: 'reader@example.org' },
      isOwn: true,
      onlyIfChanged: false,
      endedAt: null,
      next: ['2026-11-25T08:00:00+09:00', '2026-11-26T08:00:00+09:00', '2026-11-27T08:00:00+09:00'],
      issues: 0,
    },
  })
  expect(JSON.stringify(made.body)).not.toMatch(/[\da-f]{64}/)
  expect(made.headers.get('location')).toBe('/api/v1/subscriptions/2')
  expect((await api.post('/subscriptions', NEW, KEY)).body).toEqual(made.body)
  expect((await api.get('/subscriptions')).body).toEqual({ items: [made.body], next: null })
  expect(await api.post('/subscriptions', NEW)).toMatchObject({ status: 409, body: { errors: [{ field: 'name' }] } })
})

test('a subscription is changed as it was read, ended, and taken up again', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  const { headers } = await api.post('/subscriptions', NEW)
  const read = { 'if-match': headers.get('etag')! }
  expect((await api.patch('/subscriptions/2', { cron: '0 7 * * *' })).status).toBe(428)
  const changed = await api.patch('/subscriptions/2', { cron: '0 7 * * *', query: { isUnread: true } }, read)
  expect(changed).toMatchObject({ status: 200, body: { ...NEW, cron: '0 7 * * *', query: { isUnread: true } } })
  expect(changed.headers.get('etag')).not.toBe(read['if-match'])
  expect((await api.patch('/subscriptions/2', { name: 'x' }, read)).status).toBe(409)
  const ended = [await api.send('DELETE', '/subscriptions/2', { headers: KEY })]
  ended.push(await api.send('DELETE', '/subscriptions/2', { headers: KEY }))
  expect(ended.map(({ status }) => status)).toEqual([204, 204])
  expect((await api.send('DELETE', '/subscriptions/2')).status).toBe(409)
  expect((await api.get('/subscriptions/2')).body).toMatchObject({ endedAt: '2026-11-24T08:00:00Z', next: [] })
  const back = await api.patch('/subscriptions/2', { isEnded: false }, ANY)
  expect(back.body).toMatchObject({
    endedAt: null,
    next: ['2026-11-25T07:00:00+09:00', {}, {}].map(() => expect.any(String)),
  })
  expect((await api.patch('/subscriptions/2', { isEnded: false }, ANY)).status).toBe(200)
})

test('mistakes are told field by field', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  const wrong = { ...NEW, cron: '* * *', timeZone: 'Mars/Olympus', query: { bracket: 'x', unread: true }, titel: 1 }
  const { status, body } = await api.post('/subscriptions', wrong)
  expect(status).toBe(422)
  expect(body.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual(
    ['cron', 'query.bracket', 'query.unread', 'timeZone', 'titel'].toSorted(),
  )
  expect((await api.get('/subscriptions/1e3')).status).toBe(422)
  expect((await api.get('/subscriptions/2/digests?after=x')).status).toBe(422)
})

test('the next issue is previewed, and replayed', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer, ['read', 'record']))
  await api.post('/subscriptions', { ...NEW, query: {} })
  const { status, body } = await api.get('/subscriptions/2/preview?as-of=2004-12-22')
  expect([status, body.subject]).toEqual([200, 'Relance No. 1: 2 pending, 2 overdue, longest silence 358 days'])
  expect(body.text).toContain('358 days ago')
  expect(body.html).toContain('358 days ago')
  expect(await api.send('POST', '/subscriptions/2/tests')).toMatchObject({ status: 200, body: { said: '250 taken' } })
  expect(site.mails).toHaveLength(1)
})

test('issues are listed a page at a time, shown, and sent again', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  await api.post('/subscriptions', { ...NEW, query: {} })
  for (const day of ['25', '26', '27']) await passOn(site, `2026-11-${day}T09:00`)
  const first = await api.get('/subscriptions/2/digests?limit=2')
  expect(first.body.items).toMatchObject([{ number: 3 }, { number: 2, state: 'sent', said: '250 taken', attempts: 1 }])
  expect(first.headers.get('link')).toBe(`<${first.body.next}>; rel="next"`)
  const rest = await api.get(first.body.next.replace('/api/v1', ''))
  expect(rest.body).toMatchObject({ items: [{ number: 1, slotAt: '2026-11-24T23:00:00Z' }], next: null })
  const issue = await api.get('/subscriptions/2/digests/1')
  expect(issue.body.content.balance).toMatchObject({
    opening: 0,
    changes: { newly_asked: ['PRK-TC-1', 'PRK-TC-2'], closed: [] },
    unnamed: 0,
    closing: 2,
  })
  expect(issue.body.content.text).toContain('PRK-TC-2  [Long overdue]')
  const again = await api.send('POST', '/subscriptions/2/digests/1/deliveries')
  expect(again).toMatchObject({ status: 202, body: { number: 1, state: 'planned', sentAt: issue.body.sentAt } })
  const story = await api.get('/subscriptions/2/digests/1')
  expect(story.body.deliveries).toMatchObject([{ state: 'sent', attempts: 1, said: '250 taken' }, { state: 'planned' }])
  const late = 'known-at=2200-01-01T00:00:00Z'
  expect((await api.get(`/subscriptions/2/digests?as-of=2026-11-25&${late}`)).body.items).toMatchObject([{ number: 1 }])
  expect((await api.get(`/subscriptions/2/digests/1?as-of=2026-11-25&${late}`)).status).toBe(200)
  expect((await api.get(`/subscriptions/2/digests/2?as-of=2026-11-25&${late}`)).status).toBe(404)
  await claimDigests(site.desk.db, 60_000, { most: 1 })
  expect((await api.send('POST', '/subscriptions/2/digests/1/deliveries')).status).toBe(409)
  expect(await listIssues(site.desk)).toHaveLength(3)
})

test('what is of another is not there; an administrator learns what became of it and no more', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  await api.post('/subscriptions', { ...NEW, query: {} })
  await passOn(site, '2026-11-25T09:00')
  const other = apiOf(await site.withToken(await site.enter('officer')))
  const administrator = apiOf(await site.withToken(await site.enter('administrator')))
  const known = ['/subscriptions/2', '/subscriptions/2/digests', '/subscriptions/2/digests/1']
  for (const path of known) {
    expect((await other.get(path)).status).toBe(404)
    const { status, body } = await administrator.get(path)
    expect([status, JSON.stringify(body)]).toEqual([200, expect.not.stringMatching(/PRK-TC|2 pending/)])
  }
  expect((await administrator.get('/subscriptions/2/digests/1')).body).toMatchObject({ content: null, subject: null })
  for (const [who, status] of [
    [other, 404],
    [administrator, 403],
  ] as const) {
    expect((await who.get('/subscriptions/2/preview')).status).toBe(status)
    expect((await who.patch('/subscriptions/2', { name: 'x' }, ANY)).status).toBe(status)
    expect((await who.send('DELETE', '/subscriptions/2')).status).toBe(status)
    expect((await who.send('POST', '/subscriptions/2/tests')).status).toBe(status)
    expect((await who.send('POST', '/subscriptions/2/digests/1/deliveries')).status).toBe(status)
  }
  const reading = apiOf(await site.withToken(site.desk.officer, ['read']))
  expect((await reading.post('/subscriptions', { ...NEW, name: 'Other' })).status).toBe(403)
  expect((await reading.send('DELETE', '/subscriptions/2')).status).toBe(403)
})
