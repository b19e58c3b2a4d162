import { expect, test } from 'vitest'
import { apiOf } from '../../support/servers/json-requests.ts'
import { freshSite } from '../../support/servers/web.ts'

const OVERDUE = { name: 'Overdue, theirs', query: { bracket: 'overdue', move: 'theirs', isUnread: false } }

test('a view is saved, listed and forgotten', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  const saved = await api.post('/views', OVERDUE)
  expect(saved).toMatchObject({
    status: 201,
    body: {
      ...OVERDUE,
      query: { bracket: 'overdue', move: 'theirs' },
      isShared: false,
      by: 'Amina Officer',
      isOwn: true,
    },
  })
  expect((await api.get('/views')).body.items).toEqual([saved.body])
  expect((await api.post('/views', OVERDUE)).status).toBe(409)
  const path = `/views/${saved.body.number}`
  expect((await api.send('DELETE', path)).status).toBe(204)
  expect((await api.send('DELETE', path)).status).toBe(404)
  expect((await api.get('/views')).body.items).toEqual([])
})

test('only what is shared is seen by others, and nobody forgets it but who saved it', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  await api.post('/views', OVERDUE)
  const { body: shared } = await api.post('/views', {
    name: 'All of the mission',
    query: { counterpart: 'prk-gva' },
    isShared: true,
  })
  const other = apiOf(await site.withToken(await site.enter('reader')))
  expect((await other.get('/views')).body.items).toEqual([{ ...shared, isOwn: false }])
  expect((await other.send('DELETE', `/views/${shared.number}`)).status).toBe(404)
})

test('a view with mistakes is refused with all of them', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer))
  const { status, body } = await api.post('/views', {
    name: '',
    query: { state: 'answerd', unread: true },
    isShared: 'yes',
  })
  expect([status, body.errors.map(({ field }: { field: string }) => field).toSorted()]).toEqual([
    422,
    ['isShared', 'name', 'query.state', 'query.unread'],
  ])
})
