import { expect, test } from 'vitest'
import { neglectInWords } from '../../src/cli/neglect.ts'
import { findNeglect } from '../../src/use-cases/operation/check-ledger.ts'
import { freshDesk } from '../support/ledgers/desk.ts'

const at = (text: string) => Temporal.Instant.from(text)

test('a ledger whose digests nobody has planned for a day is neglected, and one whose are due is not', async () => {
  await using desk = await freshDesk('the sample')
  const [since, lastPassAt] = ['2026-11-23T08:00:00Z', '2026-11-20T08:12:00Z'] as const
  await desk.db.execute(`update subscriptions set next_slot_at = '${since}'`)
  await desk.db.execute(`update installations set last_pass_at = '${lastPassAt}'`)
  expect(await findNeglect(desk.on('2026-11-24T08:00'))).toBeNull()
  expect(await findNeglect(desk.on('2026-11-24T10:00'))).toEqual({ since: at(since), lastPassAt: at(lastPassAt) })
})

test.for([
  ['2026-11-21T08:12:00Z', 'the last worker looked at 2026-11-21 09:12, 3 days ago.'],
  ['2026-11-23T07:00:00Z', 'the last worker looked at 2026-11-23 08:00, 1 day ago.'],
  [null, 'no worker has ever looked.'],
] as const)('when a worker last looked at %s, it says: %s', async ([lastPassAt, said]) => {
  await using desk = await freshDesk()
  const neglect = { since: at('2026-11-23T08:00:00Z'), lastPassAt: lastPassAt && at(lastPassAt) }
  expect(neglectInWords(neglect, desk.on('2026-11-24T09:30'))).toBe(
    `Digests are due since 2026-11-23 09:00 and not planned: ${said} ` +
      'Nothing is flagged or mailed until relance start or relance worker runs.',
  )
})
