import { expect, test } from 'vitest'
import type { Digest } from '../../../src/domain/digests/digest.ts'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { passOn, subscribeDaily } from '../../support/ledgers/issues.ts'

const FLAGGED = ['PRK-TC-1', 'PRK-TC-2']

/** Two readers, of everything and of what one owner has, who were told that nothing is flagged. */
async function toldDesk(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  await subscribeDaily(desk, '2026-11-24T12:00', { name: 'Own', query: { owner: 'desk.officer@example.org' } })
  expect(await flaggedOn(desk, '2026-11-25T09:00')).toEqual([[], []])
  return desk
}

async function flaggedOn(desk: Desk, when: string): Promise<string[][]> {
  const issues = await passOn(desk, when)
  return issues.map(({ newlyFlagged: { rows } }: Digest) => rows.map(({ followUp }) => followUp.reference))
}

test('what one worker was flagging while another planned an issue is told by the next, once', async () => {
  await using desk = await toldDesk()
  const [reached, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const sweep = desk.db.transaction(async (tx) => {
    await raiseFlags({ ...desk.on('2026-11-26T08:59'), db: tx })
    reached.resolve()
    await letGo.promise
  })
  await reached.promise
  expect(await flaggedOn(desk, '2026-11-26T09:00')).toEqual([[], []])
  letGo.resolve()
  await sweep
  expect(await flaggedOn(desk, '2026-11-27T09:00')).toEqual([FLAGGED, FLAGGED])
  expect(await flaggedOn(desk, '2026-11-28T09:00')).toEqual([[], []])
})

test('what was flagged by a later clock than the issue that tells of it is told but once', async () => {
  await using desk = await toldDesk()
  await raiseFlags(desk.on('2026-11-26T09:01'))
  expect(await flaggedOn(desk, '2026-11-26T09:00')).toEqual([FLAGGED, FLAGGED])
  expect(await flaggedOn(desk, '2026-11-27T09:00')).toEqual([[], []])
})

test('in a cluster whose transactions have lower numbers, flags are told by when they were raised', async () => {
  await using desk = await toldDesk()
  await desk.db.execute(`update digests set planned_in = '9000000000:9000000000:'`)
  await raiseFlags(desk.on('2026-11-26T08:59'))
  expect(await flaggedOn(desk, '2026-11-26T09:00')).toEqual([FLAGGED, FLAGGED])
  expect(await flaggedOn(desk, '2026-11-27T09:00')).toEqual([[], []])
})

test('nor does it matter that they have reached those numbers since', async () => {
  await using desk = await toldDesk()
  await raiseFlags(desk.on('2026-11-27T08:59'))
  await desk.db.execute(`update digests set planned_in = pg_current_snapshot()`)
  expect(await flaggedOn(desk, '2026-11-27T09:00')).toEqual([FLAGGED, FLAGGED])
})
