import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHANGES, type Change } from '../../../src/domain/digests/balance.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import type { Receipt } from '../../../src/use-cases/delivery/send.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { deeds, isDone } from '../../support/drawn/histories.ts'
import { keepingPost, subscribeDaily, takingAll } from '../../support/ledgers/issues.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const COMES: readonly Change[] = ['newly_asked', 'reopened', 'entered_view']

const unknownUser = (): Promise<Receipt> =>
  Promise.resolve({ outcome: 'refused', said: '550 no such user', isPermanent: true, concernsServer: false })

test('whatever happens between issues, each balance opens with what the last delivered one showed, and adds up', async () => {
  const days = fc.array(fc.record({ done: fc.array(deeds, { maxLength: 4 }), isTaken: fc.boolean() }), {
    minLength: 2,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(days, fc.constantFrom({}, { state: 'holding' as const }), async (week, query) => {
      await using desk = await freshDesk('the sample')
      await cancelSubscription(desk.on('2026-11-24'), 1)
      await subscribeDaily(desk, '2026-11-24T12:00', { query })
      let opening: readonly string[] = []
      for (const [passed, { done, isTaken }] of week.entries()) {
        const today = `2026-11-${25 + passed}`
        for (const deed of done) await isDone(desk.on(`${today}T08:00`), deed)
        const post = keepingPost()
        await planDigests(desk.on(`${today}T09:00`), post)
        await deliverDigests(desk.on(`${today}T09:00`), isTaken ? takingAll().send : unknownUser)
        const { balance, pending } = post.composed[0]!
        const shown = pending.map(({ reference }) => reference)
        const came = COMES.flatMap((change) => balance.changes[change])
        const went = CHANGES.filter((change) => !COMES.includes(change)).flatMap((change) => balance.changes[change])
        expect(balance).toMatchObject({ opening: opening.length, closing: shown.length })
        expect([...opening.filter((one) => !went.includes(one)), ...came].toSorted()).toEqual(shown.toSorted())
        expect(went.filter((one) => !opening.includes(one))).toEqual([])
        expect(Object.values(balance.byBracket).reduce((sum, count) => sum + count)).toBe(shown.length)
        if (isTaken) opening = shown
      }
    }),
    { ...ON_DATABASES, numRuns: 36 },
  )
}, 180_000)
