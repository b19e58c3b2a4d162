import { array, assert, asyncProperty, constantFrom } from 'fast-check'
import { expect, test } from 'vitest'
import { readList } from '../../../src/use-cases/digests/reader-list.ts'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { deeds, isDone, type Deed } from '../../support/drawn/histories.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const QUERIES = [
  {},
  { counterpart: 'PRK-GVA' },
  { state: 'answered' as const },
  { bracket: 'long_overdue' as const },
  { move: 'ours' as const },
  { isUnread: true },
]

/** So that something waits, whatever is drawn; the sample itself is flagged. */
const UNREAD: Deed = { does: 'files', character: 'unread', on: 500, dated: 'exact', until: 0, of: [1] }

// At a moment every part is read by a statement of its own, as it is of a list that is too long to be shown whole.
test('whatever is recorded, a list that is read once tells what its statements tell one by one', async () => {
  let [waiting, flagged] = [0, 0]
  await assert(
    asyncProperty(array(deeds, { minLength: 3, maxLength: 12 }), constantFrom(...QUERIES), async (done, query) => {
      await using desk = await freshDesk('the sample')
      for (const deed of done) await isDone(desk.on('2026-11-25T08:00'), deed)
      await raiseFlags(desk.on('2026-11-25T08:30'))
      const since = { plannedAt: desk.on('2026-11-25T08:15').now, plannedIn: null }
      const { db, sight, today, now } = desk.on('2026-11-25T09:00')
      const moment = { asOf: today, knownAt: now }
      for (const wanted of [
        { query, today, since: null },
        { query, today, since },
      ]) {
        const once = await readList({ db, sight }, wanted)
        const { names, ...each } = await readList({ db, sight, moment }, wanted)
        waiting += once.yourMove.count
        flagged += once.newlyFlagged.count
        expect({ ...once, names: once.names.map(({ id }) => id) }).toEqual({
          ...each,
          names: names.map(({ id }) => id),
        })
      }
    }),
    { ...ON_DATABASES, numRuns: 45, examples: [[[UNREAD], {}]] },
  )
  expect([waiting > 0, flagged > 0]).toEqual([true, true])
})
