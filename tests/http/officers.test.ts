import { expect, test } from 'vitest'
import { listDesks, listOfficers } from '../../src/store/parties/parties.ts'
import { form, freshSite } from '../support/servers/web.ts'

const PAGES = ['/officers', '/officers/new', '/officers/1', '/desks', '/desks/TC']
const NEW = { email: 'bruno@example.org', name: 'Bruno', role: 'reader', desk: 'TC' }

test.for(['reader', 'officer'] as const)(
  'to a %s, who is who is not shown, and not for them to change',
  async (role) => {
    await using site = await freshSite()
    const request = await site.as(await site.enter(role))
    for (const path of PAGES) expect((await request(path)).status, path).toBe(403)
    const before = await listOfficers(site.desk.db)
    const told = { ...NEW, reference: 'NEW' }
    const changes = ['/officers/new', '/officers/1', '/officers/1/end', '/officers/1/return', '/desks', '/desks/TC']
    for (const path of changes) expect((await request(path, form(told))).status, path).toBe(403)
    expect(await listOfficers(site.desk.db)).toEqual(before)
    expect(await (await request('/account')).text()).not.toContain('href="/officers"')
  },
)

test('an administrator enters an officer, who then signs in; changes them; and ends them', async () => {
  await using site = await freshSite()
  const request = await site.as(await site.enter('administrator'))
  expect((await request('/officers/new', form(NEW))).headers.get('location')).toBe('/officers')
  const bruno = (await listOfficers(site.desk.db)).find(({ name }) => name === 'Bruno')!
  const theirs = await site.as(bruno)
  expect((await theirs('/account')).status).toBe(200)
  await request(`/officers/${bruno.id}`, form({ name: 'Bruno B.', role: 'officer', desk: '' }))
  const account = await (await theirs('/account')).text()
  expect(account).toContain('<bdi>Bruno B.</bdi>')
  expect(account).toContain('You see no confidential follow-ups.')
  await request(`/officers/${bruno.id}/end`, form({}))
  expect((await theirs('/account')).status).toBe(303)
  await site.request('/sign-in', form({ email: bruno.email }))
  expect(site.notices).toEqual([])
  const list = await (await request('/officers')).text()
  expect(list.indexOf('Bruno B.')).toBeGreaterThan(list.indexOf('<h2>Ended</h2>'))
})

test('a mistake shows the form again with all that was typed', async () => {
  await using site = await freshSite()
  const request = await site.as(await site.enter('administrator'))
  const answer = await request('/officers/new', form({ ...NEW, email: 'bruno@', role: 'king' }))
  expect(answer.status).toBe(422)
  const page = await answer.text()
  for (const part of ['value="bruno@"', 'value="Bruno"', 'id="email-wrong"', 'id="role-wrong"'])
    expect(page).toContain(part)
  const double = await request('/officers/new', form({ ...NEW, email: 'AMINA@example.org' }))
  expect([double.status, await double.text()]).toEqual([409, expect.stringContaining('id="email-wrong"')])
})

test('the last administrator is told why they stay one', async () => {
  await using site = await freshSite()
  const me = await site.enter('administrator')
  const request = await site.as(me)
  const others = (await listOfficers(site.desk.db)).filter(({ role, id }) => role === 'administrator' && id !== me.id)
  for (const { id } of others) expect((await request(`/officers/${id}/end`, form({}))).status).toBe(303)
  const answer = await request(`/officers/${me.id}`, form({ name: me.name, role: 'reader' }))
  expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('is the last administrator')])
  expect((await request(`/officers/${me.id}/end`, form({}))).status).toBe(409)
  expect((await request('/officers')).status).toBe(200)
})

test('desks are entered once and renamed, and keep their reference', async () => {
  await using site = await freshSite()
  const request = await site.as(await site.enter('administrator'))
  expect((await request('/desks', form({ reference: 'hq', name: 'Headquarters' }))).status).toBe(303)
  const again = await request('/desks', form({ reference: 'HQ', name: 'Other' }))
  expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('id="reference-wrong"')])
  expect((await request('/desks/hq', form({ name: 'The headquarters' }))).status).toBe(303)
  expect((await listDesks(site.desk.db)).find(({ reference }) => reference === 'HQ')?.name).toBe('The headquarters')
  expect((await request('/desks/none', form({ name: 'x' }))).status).toBe(404)
})

test.for(['/officers/0', '/officers/-1', '/officers/1e3', '/officers/999', '/officers/9007199254740993', '/desks/%00'])(
  '%s is nowhere',
  async (path) => {
    await using site = await freshSite()
    const request = await site.as(await site.enter('administrator'))
    expect([400, 404]).toContain((await request(path)).status)
    expect(site.faults).toEqual([])
  },
)
