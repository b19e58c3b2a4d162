import { once } from 'node:events'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { postOf } from '../../src/post.ts'
import { parseConfig } from '../../src/config.ts'
import type { Connection } from '../../src/store/connection/database.ts'
import { readClock } from '../../src/store/connection/clock.ts'
import { makeApiToken } from '../../src/use-cases/access/api-tokens.ts'
import type { Post } from '../../src/use-cases/delivery/post.ts'
import { cancelSubscription } from '../../src/use-cases/digests/subscribe.ts'
import { runPass } from '../../src/worker/pass.ts'
import { freshDesk } from '../support/ledgers/desk.ts'
import { holdBack } from '../support/databases/held-back.ts'
import { listIssues, subscribeDaily, takingAll } from '../support/ledgers/issues.ts'
import { addPending } from '../support/ledgers/many-pending.ts'
import { form, freshSite, listen, sessionOf } from '../support/servers/web.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { serviceAtWork } from './support/running.ts'

test('F60: one row that cannot be put into words, and one digest that cannot be put together', async ({ task }) => {
  await using desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  for (const name of ['Whole', 'A row', 'None']) await subscribeDaily(desk, '2026-11-24T12:00', { name })
  const unshown: unknown[] = []
  const post = postOf(
    parseConfig({}, () => '', '/nowhere'),
    (row) => unshown.push(row),
  )
  const poisoned: Post = {
    ...post,
    compose: (digest, series) => {
      if (digest.subscription.name === 'None') return Promise.reject(new Error('poison'))
      const [first, ...others] = digest.pending
      const pending =
        digest.subscription.name === 'A row' ? [{ ...first!, title: null as never }, ...others] : digest.pending
      return post.compose({ ...digest, pending }, series)
    },
  }
  const server = takingAll()
  const mail = { post: poisoned, send: server.send }
  for (const at of ['09:00', '09:01'])
    await expect(runPass(desk.on(`2026-11-25T${at}`), mail)).rejects.toThrow('poison')
  await runPass(desk.on('2026-11-25T09:02'), { ...mail, post })
  const issues = await listIssues(desk)
  const distinct = new Set(server.taken.map(({ messageId }) => messageId)).size
  tell(task, {
    fault: 'F60',
    injected: 'a row and a digest that throw',
    delivered: server.taken.length,
    distinct,
    lost: 0,
  })
  expect(issues.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
  expect(unshown).toEqual([{ subscription: 3, number: 1, reference: 'PRK-TC-1' }])
})

test('F62: a title of ten megabytes', async ({ task }) => {
  await using site = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  const officer = await site.enter('officer')
  const title = 'x'.repeat(10 * 1024 * 1024)
  const [own, token] = [await site.as(officer), await site.withToken(officer)]
  const headers = { 'content-type': 'application/json' }
  const answers = [
    await own('/dossiers/PRK-TC/follow-ups/new', form({ title })),
    await token('/api/v1/follow-ups', { method: 'POST', headers, body: JSON.stringify({ titles: [title] }) }),
  ].map(({ status }) => status)
  await using work = await atWork()
  const child = work.start(['import', '-'])
  child.stdin.on('error', () => undefined).end(JSON.stringify({ relance: 1, dossiers: [{ reference: 'A', title }] }))
  const [code] = (await once(child, 'close')) as [number]
  tell(task, { fault: 'F62', injected: 'a title of 10 MB', note: `HTTP ${answers.join()}, command line ${code}` })
  expect({ answers, code }).toEqual({ answers: [413, 413], code: 2 })
})

const MANY = 100_000
const HEAP_MB = 96

test('F64: a list of 100,000 rows goes out a page at a time, from a heap that could not hold it', async ({ task }) => {
  await using work = await atWork()
  const { db, officer } = work.desk
  await addPending(work.desk, MANY)
  const context = { ...work.desk.on('2026-11-24'), now: await readClock(db), officer, sight: { deskId: null } }
  const { secret } = await makeApiToken(context, { name: 'test', scopes: ['read'], days: 30 })
  await using service = await serviceAtWork(work, { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` })
  await service.ready()
  const headers = { accept: 'text/csv', authorization: `Bearer ${secret}` }
  const answer = await fetch(`${service.origin}/api/v1/follow-ups`, { headers })
  let [lines, bytes] = [0, 0]
  for await (const piece of answer.body!) {
    bytes += piece.length
    lines += Buffer.from(piece).toString('latin1').split('\n').length - 1
  }
  const note = `${Math.round(bytes / 1024 ** 2)} MB from a heap of ${HEAP_MB} MB`
  tell(task, { fault: 'F64', injected: `${MANY} rows as CSV`, lost: MANY + 3 - lines, note })
  expect({ lines, isAlive: service.isAlive() }).toEqual({ lines: MANY + 3, isAlive: true })
})

test('F64: an export stops where its reader goes', async ({ task }) => {
  await using site = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  await addPending(site.desk, MANY)
  const administrator = await site.enter('administrator')
  const headers = { cookie: `relance=${await sessionOf(site.web, administrator.email)}` }
  const leaving = request(`${site.origin}/pending.csv`, { headers })
  leaving.end()
  const [response] = (await once(leaving, 'response')) as [NodeJS.ReadableStream]
  await once(response, 'data')
  leaving.destroy()
  let pagesAfter = 0
  while (pagesAfter < 3 && (await asksForMore(site.desk.connection))) pagesAfter += 1
  tell(task, { fault: 'F64', injected: 'reader of an export goes', note: `${pagesAfter} pages more were read` })
  expect(pagesAfter).toBeLessThan(3) // what was being read when they went may still come
})

/** Whether anybody waits for a page while nobody can have one. */
async function asksForMore(connection: Connection): Promise<boolean> {
  await using barrier = await holdBack(connection, 'lock table follow_ups in access exclusive mode')
  return barrier.waiting(1).then(
    () => true,
    () => false,
  )
}
