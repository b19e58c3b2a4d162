import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendDesk, findDesk } from '../../src/store/parties/parties.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { crawl } from '../support/readers/crawl.ts'
import { askOf, communicationOf } from '../support/ledgers/desk.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

/** Words that stand in what is confidential, and nowhere else. */
const SECRET = /SECRET|Whereabouts|Quixote|hushed/

let site: Site
let own: Awaited<ReturnType<Site['as']>>
let other: Awaited<ReturnType<Site['as']>>
let otherToken: Awaited<ReturnType<Site['withToken']>>

/** One dossier that is confidential as a whole, and one ask in PRK-TC that is, with a letter that bears on it alone. */
beforeAll(async () => {
  site = await freshSite()
  const { desk } = site
  const on = desk.on('2026-11-20')
  const asks = {
    dossier: 'SECRET',
    dossierTitle: 'The case of Mr Quixote',
    isConfidential: true,
    titles: ['Whereabouts'],
  }
  await openFollowUps(on, askOf(asks))
  await openFollowUps(on, askOf({ titles: ['Whereabouts of another'], isConfidential: true }))
  const reply = communicationOf({
    receivedOn: '2026-11-19',
    entries: [{ followUp: 'SECRET-1', bearing: 'replies', character: 'unread' }],
  })
  await recordCommunication(on, { ...reply, summary: 'A hushed word', sender: 'Quixote' })
  const { id: ownDesk } = (await findDesk(desk.db, 'TC'))!
  const { id: otherDesk } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  own = await site.as(await site.enter('officer', { email: 'own@example.org', deskId: ownDesk }))
  const administrator = await site.enter('administrator', { deskId: otherDesk })
  other = await site.as(administrator)
  otherToken = await site.withToken(administrator)
})

afterAll(() => site[Symbol.asyncDispose]())

const FIRST = [
  '/',
  '/?search=whereabouts',
  '/?as-of=2026-11-23',
  '/?group=dossier',
  '/?group=counterpart',
  '/dossiers?as-of=2026-11-23',
]

test('no page that another desk reaches says a word of what is confidential, which its own desk reads', async () => {
  const shown = [...(await crawl(own, FIRST)).values()].filter(({ page }) => SECRET.test(page))
  expect(shown.length).toBeGreaterThan(5)
  const found = await crawl(other, FIRST)
  expect(found.size).toBeGreaterThan(20)
  const leaks = [...found.values()].filter(({ page }) => SECRET.test(page))
  expect(leaks.map(({ path, page }) => `${path}: ${SECRET.exec(page)?.[0]}`)).toEqual([])
})

test.for([
  '/dossiers/SECRET',
  '/dossiers/SECRET/record',
  '/dossiers/SECRET/communications/1',
  '/dossiers/SECRET/communications/2/correct',
  '/dossiers/SECRET/communications/1/attachments',
  '/dossiers/SECRET/communications/1/attachments/1',
  '/dossiers/PRK-TC/communications/7',
  '/follow-ups/SECRET-1',
  '/follow-ups/SECRET-1?as-of=2026-11-23',
  '/follow-ups/SECRET-1/close',
  '/follow-ups/PRK-TC-3',
  '/follow-ups/PRK-TC-3/assess',
  '/api/v1/dossiers/SECRET',
  '/api/v1/dossiers/SECRET/communications',
  '/api/v1/dossiers/SECRET/communications/2',
  '/api/v1/follow-ups/SECRET-1',
  '/api/v1/follow-ups/PRK-TC-3',
])('%s is not there for another desk', async (path) => {
  const ask = path.startsWith('/api') ? otherToken : other
  const answer = await ask(path)
  expect(answer.status).toBe(404)
  const nowhere = await ask(
    path
      .replaceAll('SECRET', 'NOWHERE')
      .replace('PRK-TC-3', 'PRK-TC-99')
      .replace('communications/7', 'communications/99'),
  )
  expect(nowhere.status).toBe(404)
})

test('lists, counts and exports for another desk leave it out', async () => {
  for (const path of [
    '/api/v1/follow-ups',
    '/api/v1/follow-ups?as-of=2026-11-23',
    '/api/v1/follow-ups?search=whereabouts',
    '/api/v1/balance',
    '/api/v1/balance?by=dossier',
    '/api/v1/dossiers',
    '/api/v1/dossiers/PRK-TC',
    '/api/v1/dossiers/PRK-TC/communications',
    '/api/v1/counterparts/PRK-GVA/responses',
  ]) {
    const answer = await otherToken(path)
    expect(answer.status, path).toBe(200)
    expect(await answer.text(), path).not.toMatch(SECRET)
  }
  const csv = await otherToken('/api/v1/follow-ups', { headers: { accept: 'text/csv' } })
  expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(3)
  expect(await (await other('/pending.csv')).text()).not.toMatch(SECRET)
})

test('nothing can be done to it from another desk, and nobody is told that it exists', async () => {
  const reply = { direction: 'received', channel: 'letter', on: '2026-11-21', 'bears-SECRET-1': 'substantive' }
  expect((await other('/dossiers/SECRET/record', form(reply))).status).toBe(404)
  expect((await other('/follow-ups/PRK-TC-3/close', form({ on: '2026-11-21', reason: 'lapsed' }))).status).toBe(404)
  expect((await other('/dossiers/PRK-TC/record', form({ ...reply, 'bears-PRK-TC-3': 'noted' }))).status).toBe(422)
  expect(site.faults).toEqual([])
})
