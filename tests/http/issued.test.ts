import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { appendDesk } from '../../src/store/parties/parties.ts'
import { correctCommunication } from '../../src/use-cases/correspondence/correct-communication.ts'
import { giveList } from '../../src/use-cases/issued/give-list.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { askOf, day } from '../support/ledgers/desk.ts'
import { sendExtra } from '../support/ledgers/issues.ts'
import { freshSite } from '../support/servers/web.ts'

const CORRECTION = {
  communication: 'PRK-TC/5',
  why: "The registry's stamp says so",
  content: { receivedOn: day('2003-12-31') },
  entries: [],
  isWithdrawn: false,
}
const FORMATS: Record<number, 'csv' | 'json'> = { 10: 'csv', 11: 'json' }
const textOf = async (response: Response) =>
  (await response.text()).replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')

test('a correction shows on its page what had told it otherwise, with the corrigendum as a file', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  expect(await textOf(await get('/dossiers/PRK-TC/issued'))).toContain('has been given out yet')
  await sendExtra(site.desk, '2026-11-24T10:00')
  const csv = await get('/pending.csv?dossier=PRK-TC')
  expect(await csv.text()).toContain('2003-12-30')
  site.clock.now = '2026-11-25T09:00'
  await correctCommunication(site.desk.on('2026-11-25T08:00'), CORRECTION)
  const page = await textOf(await get('/dossiers/PRK-TC/communications/5'))
  expect(page).toContain('Documents that carried the earlier version')
  expect(page).toContain('Pending, PRK-TC-1, last word : for “30 December 2003” read “31 December 2003”')
  expect(await textOf(await get('/dossiers/PRK-TC/issued'))).toContain('corrected since')
  const file = await get('/dossiers/PRK-TC/corrigendum?format=md&communication=5')
  expect(file.headers.get('content-disposition')).toContain('corrigendum-PRK-TC-5.md')
  expect(await file.text()).toContain('# Corrigendum')
  expect((await get('/dossiers/PRK-TC/communications/6')).status).toBe(200)
})

test('as known before a correction, the page and the corrigendum tell of none, and links stay there', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  await giveList(site.desk.on('2026-11-24T08:30'), { query: { dossier: 'PRK-TC' }, format: 'csv' })
  site.clock.now = '2026-11-26T09:00'
  await correctCommunication(site.desk.on('2026-11-25T08:00'), CORRECTION)
  const known = 'known-at=2026-11-24T12:00'
  const page = await (await get(`/dossiers/PRK-TC/issued?${known}`)).text()
  expect(page).toContain('says what the record said then')
  expect(await (await get('/dossiers/PRK-TC/issued')).text()).toContain('corrected since')
  const earlier = await get('/dossiers/PRK-TC/issued?as-of=2026-11-23')
  expect(await textOf(earlier)).toContain('had been given out by then')
  const ofDay = await (await get('/dossiers/PRK-TC/issued?as-of=2026-11-25')).text()
  expect(ofDay).toContain('/dossiers/PRK-TC/corrigendum?format=md&amp;as-of=2026-11-25')
  const file = await get(`/dossiers/PRK-TC/corrigendum?format=md&${known}`)
  expect(await file.text()).toContain('Nothing that was given out says otherwise')
  const itsPage = '/dossiers/PRK-TC/communications/5'
  const carried = 'Documents that carried the earlier version'
  expect(await (await get(`${itsPage}?${known}`)).text()).not.toContain(carried)
  const beforeAnything = await get(`${itsPage}?as-of=2004-12-22`)
  expect(beforeAnything.status).toBe(200)
  expect(await beforeAnything.text()).not.toContain(carried)
  const since = await (await get(`${itsPage}?as-of=2026-11-25`)).text()
  expect(since).toContain(carried)
  expect(since).toContain('/dossiers/PRK-TC/corrigendum?format=md&amp;communication=5&amp;as-of=2026-11-25')
})

test('a document with a confidential follow-up in it is named to its desk alone', async () => {
  await using site = await freshSite()
  await openFollowUps(site.desk.on('2026-11-24'), askOf({ isConfidential: true }))
  await giveList(site.desk.on('2026-11-24T10:00'), { query: {}, format: 'csv' })
  await giveList(
    { ...site.desk.on('2026-11-24T11:00'), sight: { deskId: null } },
    { query: { dossier: 'PRK-TC' }, format: 'csv' },
  )
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const get = await site.withToken(await site.enter('reader', { deskId }))
  const told = (await (await get('/api/v1/dossiers/PRK-TC/documents')).json()) as { items: { number: number }[] }
  expect(told.items.map(({ number }) => number)).toEqual([2])
})

test('the corrigendum of one communication is had over the API', async () => {
  await using site = await freshSite()
  await sendExtra(site.desk, '2026-11-24T08:30')
  await correctCommunication(site.desk.on('2026-11-24T08:40'), CORRECTION)
  const get = await site.withToken(await site.enter('reader'))
  const answer = await get('/api/v1/dossiers/PRK-TC/communications/5/corrigendum')
  expect(await answer.json()).toMatchObject({
    communication: 5,
    corrections: [{ reference: 'PRK-TC/5', why: "The registry's stamp says so" }],
    documents: [{ kind: 'digest', differences: [{ about: 'PRK-TC-1', was: '2003-12-30', is: '2003-12-31' }, {}] }],
  })
  expect((await get('/api/v1/dossiers/PRK-TC/communications/99/corrigendum')).status).toBe(404)
})

test('what was given out is shown a page at a time, each with what of it was corrected since', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  for (let minute = 10; minute < 12; minute += 1)
    await giveList(site.desk.on(`2026-11-24T10:${minute}`), { query: { dossier: 'PRK-TC' }, format: FORMATS[minute]! })
  await site.desk.db
    .execute(sql`insert into documents (recipe, dossier_id, confidential_to, as_of, known_at, title, format, given_to, given_at)
    select recipe, dossier_id, confidential_to, as_of, '2026-11-24T12:00Z', title, format, given_to, '2026-11-24T12:00Z'
    from documents, generate_series(1, 49) where id = 2`)
  site.clock.now = '2026-11-25T09:00'
  await correctCommunication(site.desk.on('2026-11-25T08:00'), CORRECTION)
  const first = await (await get('/dossiers/PRK-TC/issued')).text()
  expect(first.match(/corrected since<\/strong>/g)).toHaveLength(50)
  const [, next] = /<a rel="next" href="([^"]+)"/.exec(first)!
  const second = await (await get(next!)).text()
  expect(second.match(/corrected since<\/strong>/g)).toHaveLength(1)
  expect(second).toContain('</bdi>), CSV, as of')
  expect(second).not.toContain('rel="next" href="/dossiers/PRK-TC/issued')
  const file = await (await get('/dossiers/PRK-TC/corrigendum?format=md')).text()
  expect(file.match(/^## What is pending/gm)).toHaveLength(51)
  const api = await site.withToken(site.desk.officer)
  const told = (await (await api('/api/v1/dossiers/PRK-TC/documents?limit=2')).json()) as {
    items: unknown[]
    next: string
  }
  expect(told.items).toHaveLength(2)
  const rest = (await (await api(told.next)).json()) as { items: { number: number }[] }
  expect(rest.items.map(({ number }) => number)).toEqual([50, 49])
})
