import { array, assert, asyncProperty, boolean } from 'fast-check'
import { expect, test } from 'vitest'
import { appendDesk, appendOfficer } from '../../../src/store/parties/parties.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { readListsOfOwners } from '../../../src/use-cases/digests/lists-of-owners.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { readList } from '../../../src/use-cases/digests/reader-list.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { explained } from '../../support/explained.ts'
import { deeds, isDone, type Deed } from '../../support/drawn/histories.ts'
import { keepingPost, subscribeDaily } from '../../support/ledgers/issues.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const OWNERS = ['desk.officer@example.org', 'Other.Officer@example.org']

/** Two owners and two desks, with something confidential of each, and a reply that nobody has read, at times to what has ended. */
async function deskOfTwo(isConfidential: readonly boolean[]): Promise<Desk> {
  const desk = await freshDesk('the sample')
  const { id: deskId } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  await appendOfficer(desk.db, { email: OWNERS[1]!, name: 'Other', role: 'officer', deskId })
  await openFollowUps(desk.on('2026-11-24'), askOf({ titles: ['Visit', 'Whereabouts'], owner: OWNERS[1]! }))
  for (const [index, is] of isConfidential.entries())
    await desk.db.execute(`update follow_ups set is_confidential = ${is} where reference = 'PRK-TC-${index + 1}'`)
  const reply = {
    receivedOn: '2026-11-24',
    entries: [{ followUp: 'PRK-TC-4', bearing: 'replies' as const, character: 'unread' as const }],
  }
  await recordCommunication(desk.on('2026-11-24'), communicationOf(reply))
  if (isConfidential[0])
    await closeFollowUp(desk.on('2026-11-24'), {
      followUp: 'PRK-TC-4',
      reason: 'lapsed',
      closedOn: day('2026-11-24'),
      remark: null,
    })
  await desk.db.execute(`update follow_ups set desk_id = ${deskId} where reference in ('PRK-TC-2', 'PRK-TC-4')`)
  return desk
}

/** So that something is newly flagged, and what has ended waits to be read, whatever is drawn. */
const LAPSED_AND_ENDED: Deed[] = [
  { does: 'files', character: 'promised', on: 600, dated: 'exact', until: 20, of: [1] },
  { does: 'files', character: 'substantive', on: 600, dated: 'exact', until: 0, of: [2] },
  { does: 'files', character: 'unread', on: 700, dated: 'exact', until: 0, of: [2] },
]

test('whatever is recorded, lists that are read together tell what they tell one by one', async () => {
  let [together, flagged, alone] = [0, 0, 0]
  await assert(
    asyncProperty(
      array(deeds, { minLength: 3, maxLength: 9 }),
      array(boolean(), { minLength: 4, maxLength: 4 }),
      async (done, isConfidential) => {
        await using desk = await deskOfTwo(isConfidential)
        await raiseFlags(desk.on('2026-11-25T08:00'))
        for (const deed of done) await isDone(desk.on('2026-11-25T08:10'), deed)
        await raiseFlags(desk.on('2026-11-25T08:30'))
        const context = desk.on('2026-11-25T09:00')
        const readers = [...OWNERS, 'nobody@example.org'].flatMap((owner) =>
          [1, 2, null].flatMap((deskId) =>
            [null, { plannedAt: desk.on('2026-11-25T08:15').now, plannedIn: null }].map((since) => ({
              query: { owner },
              deskId,
              since,
            })),
          ),
        )
        const listOf = await readListsOfOwners(
          context,
          desk.db,
          readers.map((reader, id) => ({ ...reader, id })),
        )
        for (const [id, { query, deskId, since }] of readers.entries()) {
          const wanted = { query, today: context.today, since }
          const list = listOf(id)
          const expected = await readList({ db: desk.db, sight: { deskId } }, wanted)
          together += list ? list.names.length : 0
          flagged += list ? list.newlyFlagged.count : 0
          alone += list ? 0 : 1
          expect(list ?? expected).toEqual(expected)
          // What has ended is in no bracket.
          expect(list !== null || expected.yourMove.rows.some(({ followUp }) => !followUp.bracket)).toBe(true)
        }
      },
    ),
    { ...ON_DATABASES, numRuns: 36, examples: [[LAPSED_AND_ENDED, [false, false, false, false]]] },
  )
  expect([together > 0, flagged > 0, alone > 0]).toEqual([true, true, true])
})

test('what readers own themselves is read for all of them at once, and what is longer than is shown by itself', async () => {
  await using desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  const titles = Array.from({ length: 51 }, (_, place) => `Ask ${place}`)
  await appendOfficer(desk.db, { email: OWNERS[1]!, name: 'Other', role: 'officer', deskId: 1 })
  await openFollowUps(desk.on('2026-11-24'), askOf({ titles, owner: OWNERS[1]! }))
  for (const owner of [...OWNERS, 'reader@example.org'])
    await subscribeDaily(desk, '2026-11-24T12:00', { officer: owner, query: { owner } })
  await using ledger = explained(desk.connection)
  const post = keepingPost()
  const asked = await ledger.statementsOf(() => planDigests({ ...desk.on('2026-11-25T09:01'), db: ledger.db }, post))
  expect(post.composed.map(({ balance }) => balance.closing).toSorted()).toEqual([0, 2, 51])
  const pages = asked.filter(
    ({ statement }) => statement.includes('from dossiers d') || / join dossiers d /.test(statement),
  )
  expect(pages).toHaveLength(2)
})
