import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { webApp } from '../../src/http/app.ts'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { readClock } from '../../src/store/connection/clock.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { subscribe } from '../../src/use-cases/digests/subscribe.ts'
import { runPass } from '../../src/worker/pass.ts'
import { askOf } from '../support/ledgers/desk.ts'
import { freshSite, ORIGIN, type Site } from '../support/servers/web.ts'

const ready = async (site: Site) => {
  const answer = await site.request('/readyz')
  const { failings } = (await answer.json()) as { failings: string[] }
  return { status: answer.status, failings }
}

test('without its database the process is healthy, and not ready', async () => {
  await using site = await freshSite('nothing')
  const db = openDatabase({ url: 'postgres://relance@127.0.0.1:1/relance' })
  const surroundings = async () => {
    const now = await readClock(db)
    return { ...(await site.web.surroundings()), db, now }
  }
  const app = webApp({ ...site.web, surroundings })
  const answers = async (path: string) => (await app.request(`${ORIGIN}${path}`)).status
  expect(await Promise.all(['/healthz', '/readyz', '/metrics', '/sign-in'].map(answers))).toEqual([200, 503, 503, 503])
  await closeDatabase(db)
})

test.for([
  ['update installations set last_pass_at = null', 'worker: none has run yet'],
  [
    "update installations set last_pass_at = clock_timestamp() - interval '9 minutes'",
    'worker: last looked 9 minutes ago',
  ],
  [
    'delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)',
    'migrations: 1 are not applied',
  ],
] as const)('after %s it is not ready, and says why', async ([statement, failing]) => {
  await using site = await freshSite('nothing')
  await site.desk.db.execute(sql`update installations set last_pass_at = clock_timestamp()`)
  expect((await ready(site)).status).toBe(200)
  await site.desk.db.execute(statement)
  expect(await ready(site)).toMatchObject({ status: 503, failings: [failing] })
})

test('where it lacks a right it says so, and not that the database is away', async () => {
  await using site = await freshSite('nothing')
  await site.desk.db.execute(sql`revoke select on installations from current_user`)
  const answer = await site.request('/readyz')
  expect([answer.status, ((await answer.json()) as { failings: string[] }).failings]).toEqual([
    503,
    ['database: our role lacks a right on it; relance roles --apply grants what is wanted'],
  ])
})

test('the metrics count everything, and name nothing', async () => {
  await using site = await freshSite()
  const context = site.desk.on('2026-11-24')
  const confidential = { dossier: 'SECRET', dossierTitle: 'A hidden case', isConfidential: true }
  await openFollowUps(context, askOf({ ...confidential, titles: ['A hidden ask'] }))
  const digest = { cron: '* * * * *', timeZone: 'Europe/Zurich', language: 'en', query: {}, name: 'Daily' }
  const reader = { officer: 'reader@example.org', onlyIfChanged: false, suppressIfEmpty: false }
  await subscribe(context, { ...digest, ...reader })
  await runPass(site.desk.on('2026-11-24T09:01'), site.web)
  site.clock.now = '2026-11-24T09:03'
  const answer = await site.request('/metrics')
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const text = await answer.text()
  for (const line of [
    'relance_follow_ups_pending{bracket="long_overdue"} 3',
    'relance_follow_ups_pending{bracket="on_time"} 0',
    'relance_digests{state="sent"} 1',
    'relance_digests{state="planned"} 0',
    'relance_digest_delivery_seconds_bucket{le="+Inf"} 1',
    'relance_digest_delivery_seconds_count 1',
    'relance_digest_oldest_undelivered_seconds 0',
    'relance_worker_last_pass_age_seconds 120',
  ])
    expect(text.split('\n')).toContain(line)
  expect(text).toMatch(/^relance_worker_last_pass_duration_seconds \d+(?:\.\d+)?$/m)
  expect(text).not.toMatch(/hidden|SECRET|PRK|example\.org|Amina|Permanent/)
})

test('every line of the metrics is one that Prometheus reads, and buckets only grow', async () => {
  await using site = await freshSite()
  const text = await (await site.request('/metrics')).text()
  const name = '[a-z_]+'
  const form = new RegExp(
    `^(?:# HELP ${name} .+|# TYPE ${name} (?:gauge|histogram)|${name}(?:\\{${name}="[^"]*"\\})? [\\d.e+-]+)$`,
  )
  expect(
    text
      .trimEnd()
      .split('\n')
      .filter((line) => !form.test(line)),
  ).toEqual([])
  expect(text.endsWith('\n')).toBe(true)
  const buckets = [...text.matchAll(/_bucket\{le="[^"]+"\} (\d+)/g)].map(([, count]) => Number(count))
  expect(buckets).toEqual(buckets.toSorted((a, b) => a - b))
})

test('a digest that waits is seen waiting', async () => {
  await using site = await freshSite()
  const context = site.desk.on('2026-11-24')
  const digest = { cron: '* * * * *', timeZone: 'Europe/Zurich', language: 'en', query: {}, name: 'Daily' }
  const reader = { officer: 'reader@example.org', onlyIfChanged: false, suppressIfEmpty: false }
  await subscribe(context, { ...digest, ...reader })
  const refusal = { outcome: 'refused', said: '451 later', isPermanent: false, concernsServer: false } as const
  await runPass(site.desk.on('2026-11-24T09:01'), { ...site.web, send: () => Promise.resolve(refusal) })
  site.clock.now = '2026-11-24T09:11'
  const text = await (await site.request('/metrics')).text()
  expect(text).toContain('relance_digest_oldest_undelivered_seconds 600\n')
  expect(text).toContain('relance_digests{state="planned"} 1\n')
})
