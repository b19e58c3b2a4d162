import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { parseConfig } from '../../../src/config.ts'
import { postOf } from '../../../src/post.ts'
import { checkReadiness } from '../../../src/use-cases/operation/check-readiness.ts'
import type { Context, Instance } from '../../../src/use-cases/context.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import type { OutgoingMail } from '../../../src/use-cases/delivery/send.ts'
import { adopt, reasonNotToMail } from '../../../src/use-cases/operation/instance.ts'
import { sendAgain } from '../../../src/use-cases/delivery/send-again.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { sendTest } from '../../../src/use-cases/delivery/send-test.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'

const POST = postOf(parseConfig({}, () => '', '/nowhere'))
const RESTORED = 'this database was copied or restored from another; if it was moved here, run relance adopt'
const ANOTHERS = expect.stringMatching(
  /^this database belongs to another instance, .+; if it was moved here, run relance adopt$/,
)

const as = (desk: Desk, { id = null, place = null }: Partial<Instance>, when = '2026-12-01T12:00'): Context => ({
  ...desk.on(when),
  instance: { id, place },
})

/** What a dump that is put back elsewhere is told by. */
const restore = ({ db }: Desk) => db.execute(sql`update installations set home = 'elsewhere.' || home`)

function mailbox() {
  const taken: OutgoingMail[] = []
  const send = (mail: OutgoingMail) => {
    taken.push(mail)
    return Promise.resolve({ outcome: 'accepted', said: '250 taken' } as const)
  }
  return { taken, send }
}

test('the first process moves in, and those beside it are at home, however many come at once', async () => {
  await using desk = await freshDesk('the sample')
  const reasons = await Promise.all(Array.from({ length: 8 }, () => reasonNotToMail(as(desk, { id: 'production' }))))
  expect(reasons).toEqual(Array(8).fill(null))
})

test.for<[string, Partial<Instance>, Partial<Instance>]>([
  ['another INSTANCE_ID', { id: 'production' }, { id: 'staging' }],
  ['none where there was one', { id: 'production' }, {}],
  ['one where there was none', {}, { id: 'staging' }],
])('a process with %s mails nothing', async ([, first, second]) => {
  await using desk = await freshDesk('the sample')
  expect(await reasonNotToMail(as(desk, first))).toBeNull()
  expect(await reasonNotToMail(as(desk, second))).toEqual(ANOTHERS)
  expect(await reasonNotToMail(as(desk, first))).toBeNull()
})

test('the embedded database in a copy of its folder is not at home', async () => {
  await using desk = await freshDesk('the sample')
  expect(await reasonNotToMail(as(desk, { place: '42' }))).toBeNull()
  expect(await reasonNotToMail(as(desk, { place: '43' }))).toBe(RESTORED)
})

test('a restored database plans and sends nothing, and readiness says why', async () => {
  await using desk = await freshDesk('the sample')
  const context = as(desk, {})
  await planExtraDigest(context, POST, 1)
  await restore(desk)
  const { taken, send } = mailbox()
  expect(await planDigests(context, POST)).toBe(0)
  await deliverDigests(context, send)
  await expect(sendTest(context, { post: POST, send }, 1)).rejects.toThrow(RESTORED)
  await expect(planExtraDigest(context, POST, 1)).rejects.toThrow(RESTORED)
  await expect(sendAgain(context, { subscription: 1, number: 1 })).rejects.toThrow(RESTORED)
  expect(taken).toEqual([])
  expect((await checkReadiness(context)).failings).toContain(`mail: ${RESTORED}`)
})

test.for([
  ['resume', 'planned', 1],
  ['discard', 'undeliverable', 0],
] as const)('what waited when the copy was made is %sd only as told', async ([choice, state, sent]) => {
  await using desk = await freshDesk('the sample')
  const context = as(desk, {})
  const { taken, send } = mailbox()
  await planExtraDigest(as(desk, {}, '2026-11-30T12:00'), POST, 1)
  await deliverDigests(context, send)
  await planExtraDigest(context, POST, 1)
  await desk.db.execute(sql`update digests set state = 'sending', token = gen_random_uuid(),
    leased_until = clock_timestamp() + interval '1 hour', next_attempt_at = null where number = 2`)
  await restore(desk)
  await expect(adopt(context, null)).rejects.toThrow('1 digest was still to be sent when this database was copied')
  expect(await adopt(context, choice)).toEqual({ isNew: true, waiting: 1 })
  expect([...(await desk.db.execute(sql`select number, state from digests order by number`))]).toEqual([
    { number: 1, state: 'sent' },
    { number: 2, state },
  ])
  await deliverDigests(context, send)
  expect(taken).toHaveLength(1 + sent)
  expect(await adopt(context, null)).toEqual({ isNew: false, waiting: 0 })
})

test('an issue after an adoption has a Message-ID that none before can have had', async () => {
  await using desk = await freshDesk('the sample')
  const { messageId: before } = await planExtraDigest(as(desk, {}), POST, 1)
  await desk.tamper('delete from documents', 'delete from digests', 'update subscriptions set issues = 0')
  await restore(desk)
  await adopt(as(desk, {}), null)
  const { number, messageId: after } = await planExtraDigest(as(desk, {}), POST, 1)
  expect(number).toBe(1)
  expect(after).not.toBe(before)
})

test('slots that came while nothing was mailed go into one issue', async () => {
  await using desk = await freshDesk('the sample')
  await reasonNotToMail(as(desk, {}))
  await restore(desk)
  for (const when of ['2026-12-01T12:00', '2026-12-08T12:00', '2026-12-15T12:00'])
    expect(await planDigests(as(desk, {}, when), POST)).toBe(0)
  await adopt(as(desk, {}), null)
  expect(await planDigests(as(desk, {}, '2026-12-15T12:00'), POST)).toBe(1)
  const [digest] = await desk.db.execute<{ collapsed: number }>(
    sql`select collapsed_slots::int as collapsed from digests`,
  )
  expect(digest?.collapsed).toBeGreaterThan(0)
})
