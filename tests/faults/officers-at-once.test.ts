import { expect, test } from 'vitest'
import { closeFollowUp } from '../../src/use-cases/correspondence/close-follow-up.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { cancelSubscription } from '../../src/use-cases/digests/subscribe.ts'
import { communicationOf, day, freshDesk } from '../support/ledgers/desk.ts'
import { holdBack } from '../support/databases/held-back.ts'
import { keepingPost, passOn, subscribeDaily } from '../support/ledgers/issues.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { raiseFlags } from '../../src/use-cases/standings/raise-flags.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

const REPLY = ['record', 'PRK-TC-1', 'substantive', '--channel', 'letter', '--received-on', '2005-01-20']
const CLOSE = ['close', 'PRK-TC-2', '--reason', 'lapsed', '--on', '2026-11-20']

test.for([
  ['F56', 'two processes record the same reply at once', REPLY, 'communications', /already recorded as PRK-TC\/7 by/],
  ['F57', 'two processes close one ask at once', CLOSE, 'closures', /was closed on 2026-11-20 already/],
] as const)('%s: %s', async ([fault, injected, words, table, refusal], { task }) => {
  await using work = await atWork()
  const count = async () =>
    (await work.desk.db.execute<{ rows: number }>(`select count(*)::int as rows from ${table}`))[0]!.rows
  const before = await count()
  await using barrier = await holdBack(work.desk.connection, `lock table ${table} in share mode`)
  const both = [work.run(words), work.run(words)]
  await barrier.waiting(2, 60_000) // two programs have to start first
  await barrier.letGo()
  const ended = (await Promise.all(both)).toSorted((a, b) => a.code! - b.code!)
  const added = (await count()) - before
  tell(task, { fault, injected, lost: 1 - added, note: 'one is done, the other is told' })
  expect(ended).toMatchObject([{ code: 0 }, { code: 1, stderr: expect.stringMatching(refusal) }])
  expect(added).toBe(1)
})

test('F58: an officer closes an ask while a digest is planned', async ({ task }) => {
  await using desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  await using barrier = await holdBack(desk.connection, 'lock table flags in access exclusive mode')
  const post = keepingPost()
  const planned = planDigests(desk.on('2026-11-25T09:00'), post)
  await barrier.waiting(1)
  const closing = { followUp: 'PRK-TC-2', reason: 'lapsed', closedOn: day('2026-11-25'), remark: null } as const
  await closeFollowUp(desk.on('2026-11-25T08:59'), closing)
  await barrier.letGo()
  await planned
  const [{ pending, balance, asOf }] = post.composed as [(typeof post.composed)[number]]
  const next = await passOn(desk, '2026-11-26T09:00')
  tell(task, { fault: 'F58', injected: 'ask closed while a digest is planned', note: `one snapshot, as of ${asOf}` })
  expect([pending.length, balance.closing, asOf.toString()]).toEqual([2, 2, '2026-11-25'])
  expect(next[0]!.balance.closing).toBe(1)
})

test('F59: a reply of an earlier day is found after its ask was told to be overdue', async ({ task }) => {
  await using desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  await raiseFlags(desk.on('2026-11-25'))
  const [told] = await passOn(desk, '2026-11-25T09:00')
  const entries = [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'substantive' }] as const
  await recordCommunication(desk.on('2026-11-25T10:00'), communicationOf({ receivedOn: '2003-10-01', entries }))
  const [next] = await passOn(desk, '2026-11-26T09:00')
  const { answered } = next!.balance.changes
  tell(task, {
    fault: 'F59',
    injected: 'late reply of an earlier day',
    note: `next digest: answered ${answered.join()}`,
  })
  expect(told!.newlyFlagged.rows.map(({ followUp }) => followUp.reference)).toContain('PRK-TC-1')
  expect(answered).toEqual(['PRK-TC-1'])
})
