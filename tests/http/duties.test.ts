import { expect, test } from 'vitest'
import { appendDesk } from '../../src/store/parties/parties.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

type Get = (path: string, init?: RequestInit) => Promise<Response>

const page = async (get: Get, path: string) =>
  (await (await get(path)).text()).replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')

async function enter(get: Get, fields: Record<string, string> = {}) {
  const usual = { body: 'Commission on Human Rights', session: 'sixty-second session', due: '2027-03-14' }
  return get('/dossiers/PRK-TC/duties', form({ ...usual, ...fields }))
}

async function officerOf(site: Site): Promise<Get> {
  return site.as(await site.enter('officer'))
}

test('a report is entered, told with its asks on its day, and said to have gone out, all without JavaScript', async () => {
  await using site = await freshSite()
  const get = await officerOf(site)
  expect((await enter(get)).headers.get('location')).toBe('/dossiers/PRK-TC#mandates')
  expect(await page(get, '/duties')).toMatch(
    /Commission on Human Rights, sixty-second session 14 March 2027; in 110 days 2 of 2 asks pending, 2 overdue/,
  )
  expect(await page(get, '/duties/2')).toMatch(
    /On 14 March 2027, if nothing happens.*PRK-TC-1 .*holding, long overdue; 8,475 days without a word/,
  )
  const met = await get('/duties/2/met', form({ document: 'E/CN.4/2006/35', on: '2026-11-20' }))
  expect(met.headers.get('location')).toBe('/duties/2')
  expect(await page(get, '/duties/2')).toMatch(/Met by E\/CN.4\/2006\/35 of 20 November 2026 ?Recorded by The officer/)
  expect(await page(get, '/duties')).toMatch(/Nothing is to be reported.*2 reports went out/)
  expect(await page(get, '/duties?as-of=2026-11-19')).toMatch(/sixty-second session 14 March 2027/)
})

test('the board names the nearest reports above what is pending, and only those that are owed', async () => {
  await using site = await freshSite()
  const get = await officerOf(site)
  expect(await page(get, '/')).not.toContain('Reports ahead')
  expect(await page(get, '/?as-of=2004-12-01')).toMatch(
    /Reports ahead Commission on Human Rights, sixty-first session no day known/,
  )
  await enter(get)
  expect(await page(get, '/')).toMatch(
    /Reports ahead Commission on Human Rights, sixty-second session 14 March 2027; in 110 days/,
  )
  expect(await page(get, '/?counterpart=UZB-GVA')).not.toContain('Reports ahead')
})

test('a form that is refused keeps what was typed and says why', async () => {
  await using site = await freshSite()
  const get = await officerOf(site)
  const answer = await enter(get, { session: 'sixty-first session', due: '14/03/2027' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/value="sixty-first session"[\s\S]*id="due-wrong"/)
  const twice = await enter(get, { session: 'sixty-first session' })
  expect(twice.status).toBe(409)
  expect(await twice.text()).toContain('id="session-wrong"')
  expect((await get('/duties/1/met', form({ document: 'E/CN.4/2005/33', on: '2004-12-22' }))).status).toBe(409)
})

test('a mandate is entered, and a report under the one of several that is chosen', async () => {
  await using site = await freshSite()
  const get = await officerOf(site)
  const mandate = { document: 'A/RES/60/173', paragraph: '5', requires: 'To report.' }
  expect((await get('/dossiers/PRK-TC/mandates', form(mandate))).status).toBe(303)
  expect((await enter(get)).status).toBe(422)
  expect((await enter(get, { mandate: '2' })).status).toBe(303)
  expect(await page(get, '/duties/2')).toContain('Under A/RES/60/173, para. 5')
})

test('a reader reads and is offered no form; what a desk cannot see is not there', async () => {
  await using site = await freshSite()
  const get = await officerOf(site)
  await enter(get)
  const reader = await site.as(await site.enter('reader'))
  expect(await page(reader, '/duties/2')).not.toContain('It went out')
  expect((await reader('/duties/2/met')).status).toBe(403)
  await site.desk.db.execute('update follow_ups set is_confidential = true')
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const stranger = await site.as(await site.enter('officer', { email: 'stranger@example.org', deskId }))
  for (const path of ['/duties/2', '/duties/2/met', '/dossiers/PRK-TC/duties/new'])
    expect((await stranger(path)).status).toBe(404)
  expect(await page(stranger, '/duties')).not.toContain('sixty')
})

test('a day that became known is corrected with its reason, and a duty that is none goes', async () => {
  await using site = await freshSite()
  const get = await officerOf(site)
  await enter(get, { due: '' })
  expect(await page(get, '/duties')).toContain('no day known')
  expect((await get('/duties/2/correct', form({ due: '2027-03-14' }))).status).toBe(422)
  expect((await get('/duties/2/correct', form({ due: '2027-03-14', why: 'The calendar is out' }))).status).toBe(303)
  expect(await page(get, '/duties/2')).toMatch(/Corrected, due 14 March 2027: The calendar is out/)
  expect((await get('/duties/2/correct', form({ withdraw: 'yes', why: 'Not theirs' }))).status).toBe(303)
  expect((await get('/duties/2')).status).toBe(404)
})

test('what somebody wrote is shown and never acts', async () => {
  await using site = await freshSite()
  const get = await officerOf(site)
  await enter(get, { body: '<script>alert(1)</script>\u202e', session: '"><img src=x>' })
  for (const path of ['/', '/duties', '/duties/2', '/dossiers/PRK-TC']) {
    const text = await (await get(path)).text()
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<img src=x')
    expect(text).not.toContain('\u202e')
  }
})
