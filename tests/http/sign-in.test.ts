import { expect, test } from 'vitest'
import { form, freshSite, ORIGIN, sessionOf, type Site } from '../support/servers/web.ts'

/** Asks for a link; gives its path, and the cookie of the browser that asked. */
async function askFor(site: Site, fields: Record<string, string> = {}) {
  const asked = await site.request('/sign-in', form({ email: site.desk.officer.email, ...fields }))
  const cookie = asked.headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ')
  const link = new URL(/https:\S+/.exec(site.notices.at(-1)!.text)![0])
  return { link, path: link.pathname, cookie }
}

test('whoever is not signed in is led to sign in, and back to what they asked for', async () => {
  await using site = await freshSite()
  const answer = await site.request('/dossiers/PRK-TC?as-of=2004-12-22')
  expect(answer.status).toBe(303)
  const location = answer.headers.get('location')!
  expect(location).toBe('/sign-in?next=%2Fdossiers%2FPRK-TC%3Fas-of%3D2004-12-22')
  const next = /name="next" value="([^"]+)"/.exec(await (await site.request(location)).text())![1]!
  const { link, path, cookie } = await askFor(site, { next })
  expect(link.searchParams.get('next')).toBe('/dossiers/PRK-TC?as-of=2004-12-22')
  const signedIn = await site.request(path, { ...form({ next }), headers: { cookie } })
  expect(signedIn.headers.get('location')).toBe('/dossiers/PRK-TC?as-of=2004-12-22')
})

test('a link signs in once, in the browser that asked for it', async () => {
  await using site = await freshSite()
  const { link, path, cookie } = await askFor(site)
  expect(link.origin).toBe(ORIGIN)
  const elsewhere = await site.request(path)
  expect([elsewhere.status, await elsewhere.text()]).toEqual([403, expect.stringContaining('in another browser')])
  expect((await site.request(path, { headers: { cookie } })).status).toBe(200)
  const signedIn = await site.request(path, { ...form({}), headers: { cookie } })
  expect(signedIn.status).toBe(303)
  expect(signedIn.headers.getSetCookie().find((line) => line.startsWith('__Host-relance='))).toMatch(
    /^__Host-relance=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const again = await site.request(path, { ...form({}), headers: { cookie } })
  expect([again.status, await again.text()]).toEqual([404, expect.stringContaining('Ask for a new link')])
})

test('a link that is older than ten minutes leads to a new one', async () => {
  await using site = await freshSite()
  const { path, cookie } = await askFor(site)
  site.clock.now = '2026-11-24T09:10'
  const late = await site.request(path, { headers: { cookie } })
  const page = await late.text()
  expect([late.status, page]).toEqual([404, expect.stringContaining('older than ten minutes')])
  expect(page).toContain('action="/sign-in"')
})

test('scanners that follow the link, however often, use nothing up', async () => {
  await using site = await freshSite()
  const { path, cookie } = await askFor(site)
  for (const method of ['GET', 'HEAD', 'GET']) await site.request(path, { method, headers: { cookie } })
  expect((await site.request(path, { ...form({}), headers: { cookie } })).status).toBe(303)
})

test('an address that nobody has is answered alike, byte for byte, and nothing is sent', async () => {
  await using site = await freshSite()
  const answers = []
  for (const email of ['amina@example.org', 'nobody@example.org']) {
    const answer = await site.request('/sign-in', form({ email }))
    const told = [...answer.headers].filter(([name]) => name !== 'x-request-id')
    const headers = told.map(([name, value]) => [name, value.replace(/=[\w-]{43};/, '=…;')])
    answers.push({ status: answer.status, headers, text: (await answer.text()).replaceAll(email, 'ADDRESS') })
  }
  expect(answers[1]).toEqual(answers[0])
  expect(site.notices.map(({ to }) => to.address)).toEqual(['amina@example.org'])
})

test('a mail that cannot be sent is logged, and tells whoever asks nothing', async () => {
  await using site = await freshSite()
  site.web.sendNotice = () => Promise.reject(new Error('no mail server'))
  const answer = await site.request('/sign-in', form({ email: 'amina@example.org' }))
  expect(answer.status).toBe(200)
  expect(site.faults).toHaveLength(1)
})

test.for(['', 'nobody', 'a@x.org, evil@y.org', 'a@x.org\r\nBcc: e@y.org', '<a@x.org>'])(
  'the address %j is refused, and stays in its field',
  async (email) => {
    await using site = await freshSite()
    const answer = await site.request('/sign-in', form({ email, next: '/dossiers' }))
    const page = await answer.text()
    expect([answer.status, page]).toEqual([422, expect.stringContaining('id="email-wrong"')])
    expect(page).toContain('name="next" value="/dossiers"')
    expect(site.notices).toEqual([])
  },
)

test.for(['https://evil.org/', '//evil.org', '/\\evil.org', 'javascript:alert(1)', '/a b', '/\r\nSet-Cookie: a=b'])(
  'nobody is led to %j after signing in',
  async (next) => {
    await using site = await freshSite()
    const { path, cookie } = await askFor(site, { next })
    const signedIn = await site.request(path, { ...form({ next }), headers: { cookie } })
    expect(signedIn.headers.get('location')).toBe('/')
  },
)

test('signing in ends the session that the browser had', async () => {
  await using site = await freshSite()
  const before = `__Host-relance=${await sessionOf(site.web, site.desk.officer.email)}`
  expect((await site.request('/account', { headers: { cookie: before } })).status).toBe(200)
  const { path, cookie } = await askFor(site)
  await site.request(path, { ...form({}), headers: { cookie: `${cookie}; ${before}` } })
  expect((await site.request('/account', { headers: { cookie: before } })).status).toBe(303)
})
