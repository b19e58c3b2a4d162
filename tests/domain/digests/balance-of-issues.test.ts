import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Balance, type Change, type Crossing, deriveBalance } from '../../../src/domain/digests/balance.ts'
import { bracketsOf } from '../../support/in-memory.ts'
import { BRACKETS } from '../../../src/domain/standings/brackets.ts'
import { isPending, STATES } from '../../../src/domain/correspondence/characters.ts'
import type { FollowUpOnDay } from '../../../src/domain/standings/follow-up.ts'
import { followUp } from '../../support/ledgers/facts.ts'

// A follow-up in one issue: not yet asked, or in a state and a bracket, on the reader's list or on another's.
const seen = fc.option(
  fc.record({ state: fc.constantFrom(...STATES), bracket: fc.constantFrom(...BRACKETS), isMeant: fc.boolean() }),
)
type Seen = typeof seen extends fc.Arbitrary<infer S> ? S : never

/** A row is an issue that reached its reader, a column is a follow-up. */
const issues = fc
  .integer({ min: 0, max: 8 })
  .chain((width) => fc.array(fc.array(seen, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }))

test('opening and what came, less what went, is what is pending now, whatever happened', () => {
  fc.assert(
    fc.property(issues, (history) => {
      for (const [i, now] of history.slice(1).entries()) {
        const balance = balanceBetween(history[i]!, now)
        expect(reckoned(balance)).toBe(listOf(now).length)
        expect(balance.closing).toBe(listOf(now).length)
        expect(Object.values(balance.byBracket).reduce(sum, 0)).toBe(balance.closing)
      }
    }),
  )
})

test('what crossed stands in one change, and in one only', () => {
  fc.assert(
    fc.property(issues, ([before, now]) => {
      const [opening, closing] = [before!, now!].map((row) => new Set(listOf(row).map(({ reference }) => reference)))
      const crossed = [...opening!.symmetricDifference(closing!)]
      const named = Object.values(balanceBetween(before!, now!).changes).flat()
      expect(named.toSorted()).toEqual(crossed.toSorted())
    }),
  )
})

function balanceBetween(before: readonly Seen[], now: readonly Seen[]): Balance {
  const came = now.flatMap((each, i): Crossing[] => {
    const then = before[i] ?? null
    if (!isListed(each) || isListed(then)) return []
    return [{ followUp: shown(each!, i), isNew: then === null, wasPending: then !== null && isPending(then.state) }]
  })
  const went = before.flatMap((then, i): Crossing[] => {
    if (!isListed(then) || isListed(now[i] ?? null)) return []
    return [{ followUp: shown(now[i] ?? then!, i), isNew: false, wasPending: true }]
  })
  return deriveBalance(listOf(before).length, bracketsOf(listOf(now)), came, went)
}

function listOf(row: readonly Seen[]): FollowUpOnDay[] {
  return row.flatMap((each, i) => (isListed(each) ? [shown(each!, i)] : []))
}

function isListed(each: Seen): boolean {
  return each !== null && each.isMeant && isPending(each.state)
}

function shown({ state, bracket }: NonNullable<Seen>, i: number): FollowUpOnDay {
  return followUp(`PRK-TC-${i}`, state, { bracket: isPending(state) ? bracket : null })
}

function reckoned({ opening, changes }: Balance): number {
  const count = (...names: Change[]) => names.map((name) => changes[name].length).reduce(sum, 0)
  const came = count('newly_asked', 'reopened', 'entered_view')
  return opening + came - count('answered', 'declined', 'closed', 'left_view')
}

function sum(one: number, other: number): number {
  return one + other
}
