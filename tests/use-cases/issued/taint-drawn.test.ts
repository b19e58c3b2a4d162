import * as fc from 'fast-check'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { WORDING } from '../../../src/documents/wording.ts'
import { CHANGES, countOf } from '../../../src/domain/digests/balance.ts'
import { Problem } from '../../../src/domain/problem.ts'
import { digests } from '../../../src/store/schema/digests.ts'
import { documents } from '../../../src/store/schema/documents.ts'
import { listCarried } from '../../../src/use-cases/issued/list-carried.ts'
import { retell } from '../../../src/use-cases/issued/retell.ts'
import { change, changings } from '../../support/drawn/changing.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { give, givings } from '../../support/drawn/giving.ts'
import { deeds, isDone } from '../../support/drawn/histories.ts'
import { subscribeDaily } from '../../support/ledgers/issues.ts'
import { attest, declarePoints, POINTS } from '../../support/ledgers/receiving-points.ts'
import { regenerate } from '../../support/regenerate.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const step = fc.oneof(
  { weight: 2, arbitrary: deeds },
  { weight: 3, arbitrary: givings },
  { weight: 2, arbitrary: changings },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** What the ledger refuses is not done. */
async function take(desk: Desk, taken: Step, when: string): Promise<void> {
  if ('does' in taken) return void (await isDone(desk.on(when), taken))
  await ('changes' in taken ? change(desk.on(when), taken) : give(desk, taken, when)).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
  })
}

/** What a digest is retold to have said is what it did say. */
async function expectBalancesRetold(desk: Desk): Promise<void> {
  const issued = await desk.db.select().from(documents).innerJoin(digests, eq(digests.id, documents.digestId))
  for (const {
    documents: { recipe, asOf, knownAt },
    digests: { balance },
  } of issued) {
    if (recipe.kind !== 'digest') throw new Error('it is no digest')
    const told = await retell({ ...desk.on('2026-11-25'), wording: WORDING }, recipe, { moment: { asOf, knownAt } })
    const { opening, closing, changes, byBracket } = balance
    const counted = CHANGES.map((of) => [of, [countOf(balance, of), ...changes[of].toSorted()].join(' ')])
    expect(told.find(({ section }) => section === 'Balance')?.fields).toEqual({
      opening: String(opening),
      ...Object.fromEntries(counted),
      closing: String(closing),
    })
    const brackets = Object.entries(byBracket).map(([bracket, count]) => [bracket, String(count)])
    expect(told.find(({ section }) => section === 'By bracket')?.fields).toEqual(Object.fromEntries(brackets))
  }
}

/** Each document made again with what was known to it, and with what is known now. */
async function listTainted(desk: Desk): Promise<string[]> {
  const { now } = desk.on('2026-11-26')
  const tainted = []
  const given = await desk.db.select().from(documents).orderBy(asc(documents.id))
  for (const { id, recipe, asOf, knownAt: toldAt } of given) {
    const context = desk.on('2026-11-25')
    const told = await regenerate(context, recipe, { asOf, knownAt: toldAt, toldAt })
    const instead = await regenerate(context, recipe, { asOf, knownAt: now, toldAt })
    if (told !== instead) tainted.push(`${id} ${recipe.kind}`)
  }
  return tainted
}

test('those named are exactly those that are made otherwise now, whatever was given out and recorded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (history) => {
      await using desk = await freshDesk('the sample')
      await subscribeDaily(desk, '2026-11-24T09:00', { query: { move: 'theirs' } })
      await declarePoints(desk.on('2026-11-24T09:01'))
      await attest(desk.on('2026-11-24T09:02'), Object.keys(POINTS), '2026-11-24')
      for (const [i, taken] of history.entries()) await take(desk, taken, `2026-11-25T10:${10 + i}`)
      const found = await listCarried({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC' })
      const named = found.map(({ document }) => `${document.number} ${document.kind}`)
      expect(named.toReversed()).toEqual(await listTainted(desk))
      await expectBalancesRetold(desk)
    }),
    { ...ON_DATABASES, numRuns: 45 },
  )
}, 240_000)
