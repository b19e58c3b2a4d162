import { expect, test } from 'vitest'
import { webApp } from '../../src/http/app.ts'
import type { Answered } from '../../src/http/web.ts'
import { freshSite, ORIGIN } from '../support/servers/web.ts'

test('of each request is told which route answered it and how, and nothing that anybody wrote', async () => {
  await using site = await freshSite()
  const told: Answered[] = []
  const app = webApp({ ...site.web, onAnswered: (answered) => void told.push(answered) })
  const answer = await app.request(`${ORIGIN}/follow-ups/SECRET-1?search=secret`)
  await app.request(`${ORIGIN}/nowhere/secret`)
  await app.request(`${ORIGIN}/healthz`)
  expect(told.map(({ method, route, status, officer }) => [method, route, status, officer])).toEqual([
    ['GET', '/*', 303, null],
    ['GET', '/*', 303, null],
    ['GET', '/healthz', 200, null],
  ])
  expect(answer.headers.get('x-request-id')).toBe(told[0]!.id)
  expect(JSON.stringify(told).toLowerCase()).not.toContain('secret')
})

test('a signed-in officer is told by number, the route by its pattern', async () => {
  await using site = await freshSite()
  const told: Answered[] = []
  site.web.onAnswered = (answered) => void told.push(answered)
  const officer = await site.enter('reader')
  const get = await site.as(officer)
  await get('/follow-ups/PRK-TC-1')
  expect(told.at(-1)).toMatchObject({ route: '/follow-ups/:ref', status: 200, officer: officer.id })
})
