import { expect, test } from 'vitest'
import { apiOf } from '../../support/servers/json-requests.ts'
import { freshSite } from '../../support/servers/web.ts'

const NEW = { email: 'bruno@example.org', name: 'Bruno', role: 'reader', desk: 'TC' }

test('by token an administrator enters, changes and ends an officer', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(await site.enter('administrator')))
  const entered = await api.post('/officers', NEW)
  expect(entered).toMatchObject({ status: 201, body: { ...NEW, endedAt: null } })
  const path = `/officers/${entered.body.number}`
  expect(entered.headers.get('location')).toBe(`/api/v1${path}`)
  expect((await api.patch(path, { role: 'officer' })).body).toMatchObject({ ...NEW, role: 'officer' })
  expect((await api.patch(path, { desk: null })).body.desk).toBeNull()
  expect((await api.patch(path, { isEnded: true })).body.endedAt).toBe('2026-11-24T08:00:00Z')
  expect((await api.get('/officers')).body.items.at(-1)).toMatchObject({ name: 'Bruno', desk: null })
  expect((await api.get('/officers/999')).status).toBe(404)
})

test('a token without the scope admin, or of somebody who is no administrator, may not', async () => {
  await using site = await freshSite()
  const administrator = await site.enter('administrator')
  const requests = [
    await site.withToken(administrator, ['read', 'record']),
    await site.withToken(await site.enter('reader'), ['admin']),
  ]
  for (const api of requests.map(apiOf)) {
    expect((await api.get('/officers')).status).toBe(403)
    expect((await api.post('/officers', NEW)).status).toBe(403)
    expect((await api.patch(`/officers/${administrator.id}`, { name: 'x' })).status).toBe(403)
    expect((await api.post('/desks', { reference: 'HQ', name: 'x' })).status).toBe(403)
    expect((await api.patch('/desks/TC', { name: 'x' })).status).toBe(403)
  }
})

test('desks are entered, renamed and listed', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(await site.enter('administrator')))
  expect(await api.post('/desks', { reference: 'hq', name: 'HQ' })).toMatchObject({
    status: 201,
    body: { reference: 'HQ', name: 'HQ' },
  })
  expect(await api.post('/desks', { reference: 'hq', name: 'HQ' })).toMatchObject({
    status: 409,
    body: { errors: [{ field: 'reference' }] },
  })
  expect((await api.patch('/desks/HQ', { name: 'Headquarters' })).body.name).toBe('Headquarters')
  expect((await api.get('/desks')).body.items).toContainEqual({ reference: 'HQ', name: 'Headquarters' })
})
