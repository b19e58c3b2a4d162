import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { digests, subscriptions } from '../../../src/store/schema/digests.ts'
import { readClock } from '../../../src/store/connection/clock.ts'
import type { Moment } from '../../../src/use-cases/context.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import type { Send } from '../../../src/use-cases/delivery/send.ts'
import { listDigests, listHistory, tellDigest } from '../../../src/use-cases/digests/list-digests.ts'
import { resendDigest, sendAgain } from '../../../src/use-cases/delivery/send-again.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { keepingPost, subscribeDaily, takingAll } from '../../support/ledgers/issues.ts'
import { instantOf } from '../../support/ledgers/sample-ledger.ts'

const ISSUE = { subscription: 1, number: 1 }

const refusing =
  (said: string, isPermanent: boolean): Send =>
  () =>
    Promise.resolve({ outcome: 'refused', said, isPermanent, concernsServer: false })

/** By the database's clock, as the service works, for that is what its own notes are of. */
const now = async (desk: Desk) => ({ ...desk.on('2026-11-24'), now: await readClock(desk.db) })

const pass = async (desk: Desk, send: Send) => deliverDigests(await now(desk), send)

const dueNow = (desk: Desk) =>
  desk.db
    .update(digests)
    .set({ nextAttemptAt: sql`clock_timestamp()` })
    .where(eq(digests.state, 'planned'))

/** All that can happen to an issue, one thing after the other. */
const STEPS: readonly (readonly [string, (desk: Desk) => Promise<unknown>])[] = [
  ['planned', async (desk) => planExtraDigest(await now(desk), keepingPost(), 1)],
  ['refused for now', (desk) => pass(desk, refusing('451 later', false))],
  ['refused for now once more', async (desk) => [await dueNow(desk), await pass(desk, refusing('451 later', false))]],
  ['given up', async (desk) => [await dueNow(desk), await pass(desk, refusing('550 no', true))]],
  ['in line again', async (desk) => resendDigest(await now(desk), ISSUE)],
  ['sent', (desk) => pass(desk, takingAll().send)],
  ['asked for again', async (desk) => sendAgain(await now(desk), ISSUE)],
  ['refused when sent again', (desk) => pass(desk, refusing('552 full', true))],
  ['another slot, of which nothing is mailed', async (desk) => planDigests(await now(desk), keepingPost())],
]

test('at any moment the list tells what it told then, whatever became of each issue since', async () => {
  await using desk = await freshDesk('the sample')
  await subscribeDaily(desk, '2025-11-24T12:00', { query: { counterpart: 'PRK-PYO' }, suppressIfEmpty: true })
  // The sample's own comes due on 30 November 2026, by whichever clock the test runs.
  await desk.db
    .update(subscriptions)
    .set({ nextSlotAt: instantOf('2200-01-01T09:00') })
    .where(eq(subscriptions.id, 1))
  const then = await readClock(desk.db)
  const told = [{ step: 'nothing yet', knownAt: then, list: await listed(desk), story: await storyOf(desk) }]
  for (const [step, take] of STEPS) {
    await take(desk)
    told.push({ step, knownAt: await readClock(desk.db), list: await listed(desk), story: await storyOf(desk) })
  }
  expect(told.map(({ list }) => list.at(-1)?.state)).toEqual([
    undefined,
    'planned',
    'planned',
    'planned',
    'undeliverable',
    'planned',
    'sent',
    'planned',
    'sent',
    'sent',
  ])
  for (const { step, knownAt, list, story } of told) {
    const moment = { asOf: day('2200-01-01'), knownAt }
    expect([step, await listed(desk, moment), await storyOf(desk, moment)]).toEqual([step, list, story])
  }
})

test('each attempt stands in the story of the issue, with the words of the server', async () => {
  await using desk = await freshDesk('the sample')
  for (const [, take] of STEPS.slice(0, 6)) await take(desk)
  const { deliveries } = await tellDigest(await now(desk), ISSUE)
  expect(deliveries.map(({ state, attempts, said }) => [state, attempts, said])).toEqual([
    ['planned', 1, '451 later'],
    ['planned', 2, '451 later'],
    ['undeliverable', 3, '550 no'],
    ['planned', 3, '550 no'],
    ['sent', 4, '250 OK'],
  ])
})

test('as of a day before it was planned there is no issue', async () => {
  await using desk = await freshDesk('the sample')
  const before = { asOf: day('2025-11-24'), knownAt: await readClock(desk.db) }
  await planExtraDigest(await now(desk), keepingPost(), 1)
  expect(await listDigests(await now(desk), {}, before)).toEqual([])
  await expect(tellDigest(await now(desk), ISSUE, before)).rejects.toThrow('digest 1/1 had not been planned by then')
})

/** Without the next attempt, which is of the present alone. */
async function listed(desk: Desk, moment?: Moment) {
  const context = await now(desk)
  const list = await listDigests(context, {}, moment)
  const history = await listHistory(context, { subscription: 1, limit: 9 }, moment)
  expect(history.digests.map(({ id }) => id)).toEqual(
    list.filter(({ subscription }) => subscription === 1).map(({ id }) => id),
  )
  return list.map(({ nextAttemptAt: _, ...told }) => told)
}

async function storyOf(desk: Desk, moment?: Moment) {
  try {
    const { digest, deliveries } = await tellDigest(await now(desk), ISSUE, moment)
    return [digest.state, digest.attempts, digest.said, digest.sentAt?.toString(), deliveries]
  } catch {
    return 'none'
  }
}
