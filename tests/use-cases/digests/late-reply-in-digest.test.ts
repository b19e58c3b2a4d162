import { expect, test } from 'vitest'
import { listFlags } from '../../../src/store/standings/flags.ts'
import { findFollowUp } from '../../../src/store/correspondence/follow-ups.ts'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { communicationOf, freshDesk } from '../../support/ledgers/desk.ts'
import { passOn, subscribeDaily } from '../../support/ledgers/issues.ts'

test('a reply of a day before its ask was told to be overdue, found after that, is in the next digest, and the record keeps both', async () => {
  await using desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  await raiseFlags(desk.on('2026-11-25T08:59'))
  const [told] = await passOn(desk, '2026-11-25T09:00')
  expect(told!.newlyFlagged.rows.map(({ followUp, kind }) => [followUp.reference, kind])).toContainEqual([
    'PRK-TC-1',
    'long_overdue',
  ])
  const entries = [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'substantive' }] as const
  await recordCommunication(desk.on('2026-11-25T10:00'), communicationOf({ receivedOn: '2003-10-01', entries }))
  const [next] = await passOn(desk, '2026-11-26T09:00')
  expect(next!.balance).toMatchObject({ opening: 2, changes: { answered: ['PRK-TC-1'] }, closing: 1 })
  expect(next!.newlyFlagged.rows).toEqual([])
  const { id, state, answeredOn } = (await findFollowUp(desk.seen, 'PRK-TC-1'))!
  expect([state, answeredOn?.toString()]).toEqual(['answered', '2003-10-01'])
  expect((await listFlags(desk.db, id)).map(({ kind }) => kind)).toContain('long_overdue')
})
