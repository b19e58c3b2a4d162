import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { answerOnce } from '../../../src/use-cases/access/answer-once.ts'
import { offerSignIn, readSession, signIn } from '../../../src/use-cases/access/sign-in.ts'
import { runPass } from '../../../src/worker/pass.ts'
import { freshSite, type Site } from '../../support/servers/web.ts'

const BROWSER = { secret: null, userAgent: null }

async function counts({ desk }: Site) {
  const [row] = await desk.db.execute(sql`select (select count(*)::int from sign_in_links) as links,
    (select count(*)::int from sessions) as sessions, (select count(*)::int from idempotency_keys) as keys`)
  return row
}

test('a pass removes what is over, and nothing that still holds', async () => {
  await using site = await freshSite('nothing')
  const { desk, web } = site
  const first = desk.on('2026-11-01T09:00')
  const { secret: old } = (await offerSignIn(first, desk.officer.email, null))!
  await signIn(first, old, BROWSER)
  await answerOnce(first, { key: 'old', request: [] }, () => Promise.resolve({ status: 200, body: '' }))
  const later = desk.on('2026-11-14T09:00')
  const { secret: link } = (await offerSignIn(later, desk.officer.email, null))!
  const { secret: session } = await signIn(later, link, BROWSER)
  await answerOnce(later, { key: 'new', request: [] }, () => Promise.resolve({ status: 200, body: '' }))

  await runPass(desk.on('2026-11-14T09:01'), web)
  expect(await counts(site)).toEqual({ links: 1, sessions: 2, keys: 1 })
  await runPass(desk.on('2026-11-16T09:00'), web)
  expect(await counts(site)).toEqual({ links: 0, sessions: 1, keys: 1 })
  expect(await readSession(desk.on('2026-11-16T09:00'), session)).not.toBeNull()
  await runPass(desk.on('2026-12-20T09:00'), web)
  expect(await counts(site)).toEqual({ links: 0, sessions: 0, keys: 0 })
})
