import { expect, test } from 'vitest'
import { form, freshSite, ORIGIN } from '../support/web.ts'

test('whoever is not signed in is led to sign in, and back to what they asked for', async () => {
  await using site = await freshSite()
  const answer = await site.request('/dossiers/PRK-TC?as-of=2004-12-22')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fdossiers%2FPRK-TC%3Fas-of%3D2004-12-22')
})

test('a link signs in once, in the browser that asked for it', async () => {
  await using site = await freshSite()
  const asked = await site.request('/sign-in', form({ email: site.desk.officer.email }))
  const cookie = asked.headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ')
  const { text } = site.notices[0]!
  const link = new URL(/https:\S+/.exec(text)![0])
  expect(link.origin).toBe(ORIGIN)
  expect((await site.request(link.pathname)).status).toBe(403)
  expect((await site.request(link.pathname, { headers: { cookie } })).status).toBe(200)
  const signedIn = await site.request(link.pathname, { ...form({}), headers: { cookie } })
  expect(signedIn.status).toBe(303)
  expect(signedIn.headers.getSetCookie().find((line) => line.startsWith('__Host-relance='))).toMatch(
    /^__Host-relance=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  expect((await site.request(link.pathname, { ...form({}), headers: { cookie } })).status).toBe(404)
})
