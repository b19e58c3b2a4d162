import { expect, test } from 'vitest'
import { webApp } from '../../src/http/app.ts'
import { readAgain } from '../../src/http/read-again.ts'
import { freshSite, ORIGIN, type Site } from '../support/servers/web.ts'

/** A desk whose database is lost so many times, with this code, before it answers. */
function losing(site: Site, times: number, code = 'CONNECTION_CLOSED') {
  let lost = 0
  const surroundings = async () => {
    if (lost < times) {
      lost += 1
      throw Object.assign(new Error('lost'), { code })
    }
    return site.web.surroundings()
  }
  const answer = readAgain(webApp({ ...site.web, surroundings }).fetch)
  const ask = (path: string, init?: RequestInit) => answer(new Request(`${ORIGIN}${path}`, init))
  return { ask, lost: () => lost }
}

test('a read that loses its connection is made once more', async () => {
  await using site = await freshSite('nothing')
  const { ask, lost } = losing(site, 1)
  expect((await ask('/sign-in')).status).toBe(200)
  expect(lost()).toBe(1)
})

test('a read that loses it again is told to come back', async () => {
  await using site = await freshSite('nothing')
  const { ask, lost } = losing(site, 9, '57P01')
  const answer = await ask('/sign-in')
  expect({ status: answer.status, after: answer.headers.get('retry-after'), lost: lost() }).toEqual({
    status: 503,
    after: '5',
    lost: 2,
  })
})

test('a change is made once, and told that nobody knows what became of it', async () => {
  await using site = await freshSite('nothing')
  const { ask, lost } = losing(site, 1)
  const answer = await ask('/api/v1/follow-ups', { method: 'POST', body: '{}' })
  expect({ status: answer.status, after: answer.headers.get('retry-after'), lost: lost() }).toEqual({
    status: 503,
    after: '5',
    lost: 1,
  })
  expect(await answer.json()).toMatchObject({
    code: 'unavailable',
    detail: expect.stringMatching(/whether this was recorded is not known: .*same Idempotency-Key/),
  })
})

test.for(['ECONNREFUSED', 'EMFILE', '53300'])(
  'a database that was not reached, for %s, has recorded nothing',
  async (code) => {
    await using site = await freshSite('nothing')
    const { ask, lost } = losing(site, 9, code)
    const answer = await ask('/api/v1/follow-ups', { method: 'POST', body: '{}' })
    expect({ status: answer.status, lost: lost() }).toEqual({ status: 503, lost: 1 })
    expect(await answer.json()).toMatchObject({
      detail: 'the database cannot be reached just now; try again in a moment',
    })
  },
)
