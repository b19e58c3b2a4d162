import { expect, test } from 'vitest'
import { RATES } from '../../src/http/access/rate-limits.ts'
import { appendDesk, type Officer } from '../../src/store/parties/parties.ts'
import { changeOfficer } from '../../src/use-cases/access/officers.ts'
import { closeFollowUp } from '../../src/use-cases/correspondence/close-follow-up.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { saveView } from '../../src/use-cases/pending/saved-views.ts'
import { readCalendar } from '../support/readers/calendar.ts'
import { askOf, day } from '../support/ledgers/desk.ts'
import { form, freshSite, ORIGIN, type Site } from '../support/servers/web.ts'

/** Makes an address as an officer does, and gives its path. */
async function addressOf(site: Site, officer: Officer, view = 'everything'): Promise<string> {
  const made = await (await site.as(officer))('/account/calendars', form({ view }))
  expect(made.status).toBe(201)
  return new RegExp(`value="${ORIGIN}(/calendar/[\\w-]{43}\\.ics)"`).exec(await made.text())![1]!
}

/** As a calendar program does, which has no cookie and sends none of our headers. */
const subscribe = (site: Site, path: string, init: RequestInit = {}): Promise<Response> =>
  site.request(path, { ...init, headers: { ...init.headers, 'sec-fetch-site': '', origin: '' } })

test('a calendar program reads an address without a cookie, and is told when nothing changed', async () => {
  await using site = await freshSite()
  const path = await addressOf(site, await site.enter('reader'))
  const answer = await subscribe(site, path)
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
  })
  expect(answer.headers.get('set-cookie')).toBeNull()
  const { name, appointments } = readCalendar(await answer.text())
  expect(name).toBe('Relance')
  expect(appointments.map(({ from }) => from)).toEqual(['2004-10-23', '2003-10-07'])
  const tag = answer.headers.get('etag')!
  for (const known of [tag, `W/${tag}`, `"x", ${tag}`]) {
    const same = await subscribe(site, path, { headers: { 'if-none-match': known } })
    expect([same.status, await same.text()]).toEqual([304, ''])
  }
  const head = await subscribe(site, path, { method: 'HEAD' })
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, tag, ''])
  const closing = { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn: day('2026-11-24'), remark: null } as const
  await closeFollowUp(site.desk.on('2026-11-24'), closing)
  const changed = await subscribe(site, path, { headers: { 'if-none-match': tag } })
  expect(readCalendar(await changed.text()).appointments.map(({ status }) => status)).toEqual([
    'CONFIRMED',
    'CANCELLED',
  ])
})

test('a saved view has a calendar of its own, which ends with the view', async () => {
  await using site = await freshSite()
  const officer = await site.enter('officer')
  const context = { ...site.desk.on('2026-11-24'), officer }
  await openFollowUps(context, askOf({ dossier: 'KOR-1', dossierTitle: 'Another subject' }))
  const view = await saveView(context, { name: 'Mine, all; of it', query: { dossier: 'KOR-1' }, isShared: false })
  const path = await addressOf(site, officer, String(view.number))
  const { name, appointments } = readCalendar(await (await subscribe(site, path)).text())
  expect([name, appointments.length]).toEqual(['Relance: Mine, all; of it', 1])
  const stranger = await site.as(await site.enter('officer', { email: 'stranger@example.org' }))
  expect((await stranger('/account/calendars', form({ view: String(view.number) }))).status).toBe(404)
  expect((await (await site.as(officer))(`/views/${view.number}/forget`, { method: 'POST' })).status).toBe(303)
  expect((await subscribe(site, path)).status).toBe(404)
})

test.for([
  ['renewed', (site: Site, officer: Officer): Promise<unknown> => addressOf(site, officer)],
  [
    'revoked',
    async (site: Site, officer: Officer) => {
      const get = await site.as(officer)
      const [, revoke] = /action="(\/account\/calendars\/\d+\/revoke)"/.exec(await (await get('/account')).text())!
      await get(revoke!, { method: 'POST' })
    },
  ],
  [
    'of an officer who left',
    async (site: Site, officer: Officer) => {
      const administrator = await site.enter('administrator')
      await changeOfficer({ ...site.desk.on('2026-11-24'), officer: administrator }, officer.id, { isEnded: true })
    },
  ],
] as const)('an address that was %s leads nowhere', async ([, end]) => {
  await using site = await freshSite()
  const officer = await site.enter('officer')
  const path = await addressOf(site, officer)
  expect((await subscribe(site, path)).status).toBe(200)
  await end(site, officer)
  expect((await subscribe(site, path)).status).toBe(404)
})

test('what a calendar shows is what its officer sees, and no other desk’s', async () => {
  await using site = await freshSite()
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  await openFollowUps(site.desk.on('2026-11-24'), askOf({ titles: ['Whereabouts'], isConfidential: true }))
  const path = await addressOf(site, await site.enter('administrator', { deskId }))
  expect(await (await subscribe(site, path)).text()).not.toMatch(/PRK-TC-3|Whereabouts/)
})

test('the secret of an address is nowhere but in the address: not in the ledger, not in what is logged', async () => {
  await using site = await freshSite()
  const answered: unknown[] = []
  site.web.onAnswered = (told) => void answered.push(told)
  const officer = await site.enter('officer')
  const path = await addressOf(site, officer)
  const secret = path.slice('/calendar/'.length, -'.ics'.length)
  await subscribe(site, path)
  await subscribe(site, path.replace(/.\.ics/, '_.ics'))
  const rows = await site.desk.db.execute<{ row: string }>(
    'select to_jsonb(calendar_feeds)::text as row from calendar_feeds',
  )
  expect(rows.length).toBe(1)
  expect(JSON.stringify([...rows])).not.toContain(secret)
  expect(answered.length).toBeGreaterThan(0)
  expect(JSON.stringify([answered, site.faults])).not.toContain(secret)
  const account = await (await site.as(officer))('/account')
  expect(await account.text()).not.toContain(secret)
})

test('whoever tries address after address is told to come back later', async () => {
  await using site = await freshSite()
  for (let tried = 0; tried < RATES.badTokens.burst; tried += 1)
    expect((await subscribe(site, `/calendar/${String(tried).padStart(43, 'x')}.ics`)).status).toBe(404)
  const refused = await subscribe(site, `/calendar/${'y'.repeat(43)}.ics`)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a program that reads its calendar without a pause is told to come back later, and another is not', async () => {
  await using site = await freshSite()
  const path = await addressOf(site, await site.enter('officer'))
  for (let read = 0; read < RATES.calendarReads.burst; read += 1) expect((await subscribe(site, path)).status).toBe(200)
  expect((await subscribe(site, path)).status).toBe(429)
  expect((await subscribe(site, await addressOf(site, await site.enter('reader')))).status).toBe(200)
})
