import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Change, CHANGES, type Crossing, deriveBalance } from '../../../src/domain/digests/balance.ts'
import { bracketsOf } from '../../support/in-memory.ts'
import { BRACKETS } from '../../../src/domain/standings/brackets.ts'
import { type State, STATES } from '../../../src/domain/correspondence/characters.ts'
import { followUp } from '../../support/ledgers/facts.ts'

const crossing = (state: State, isNew = false, wasPending = false): Crossing => ({
  followUp: followUp('PRK-TC-1', state),
  isNew,
  wasPending,
})
const onlyChangeOf = (came: Crossing[], went: Crossing[]): string[] =>
  Object.entries(deriveBalance(5, bracketsOf([]), came, went).changes)
    .filter(([, references]) => references.length > 0)
    .map(([change]) => change)

test.for([
  ['newly_asked', true, false],
  ['newly_asked', true, true],
  ['reopened', false, false],
  ['entered_view', false, true],
] as const)('it came as %s where it is new: %s, and was pending elsewhere: %s', ([change, isNew, wasPending]) => {
  expect(onlyChangeOf([crossing('awaiting_reply', isNew, wasPending)], [])).toEqual([change])
})

const DEPARTURES: Record<State, Change> = {
  awaiting_reply: 'left_view',
  undelivered: 'left_view',
  acknowledged: 'left_view',
  holding: 'left_view',
  promised: 'left_view',
  with_us: 'left_view',
  partial: 'left_view',
  answered: 'answered',
  declined: 'declined',
  closed: 'closed',
}

test.for(STATES)('what went while it is %s is counted as what became of it', (state) => {
  expect(onlyChangeOf([], [crossing(state, false, true)])).toEqual([DEPARTURES[state]])
})

const named = (reference: string, state: State): Crossing => ({
  ...crossing(state),
  followUp: followUp(reference, state),
})

test('each number can be opened into its list', () => {
  const { changes } = deriveBalance(
    2,
    bracketsOf([]),
    [named('A-1', 'holding')],
    [named('B-1', 'answered'), named('B-2', 'answered')],
  )
  expect(changes).toEqual({
    newly_asked: [],
    reopened: ['A-1'],
    entered_view: [],
    answered: ['B-1', 'B-2'],
    declined: [],
    closed: [],
    left_view: [],
  })
})

test('what is pending is counted in its bracket, and every bracket has a number', () => {
  const pending = (['overdue', 'overdue', 'date_unknown'] as const).map((bracket) =>
    followUp('PRK-TC-1', 'holding', { bracket }),
  )
  expect(bracketsOf(pending)).toEqual({
    long_overdue: 0,
    overdue: 2,
    due_soon: 0,
    on_time: 0,
    no_deadline: 0,
    date_unknown: 1,
  })
})

const ARRIVALS = ['newly_asked', 'reopened', 'entered_view'] as const
const DEPARTED = ['answered', 'declined', 'closed', 'left_view'] as const

const crossings = fc.array(
  fc
    .tuple(fc.constantFrom(...STATES), fc.boolean(), fc.boolean())
    .map(([state, isNew, wasPending]) => crossing(state, isNew, wasPending)),
)
const listed = fc.array(fc.constantFrom(...BRACKETS).map((bracket) => followUp('PRK-TC-1', 'holding', { bracket })))

test('what was there, and what came, less what went, is what is there', () => {
  fc.assert(
    fc.property(fc.nat(), listed, crossings, crossings, (opening, pending, came, went) => {
      const { changes, closing, byBracket } = deriveBalance(opening, bracketsOf(pending), came, went)
      const count = (kinds: readonly Change[]) => kinds.reduce((sum, kind) => sum + changes[kind].length, 0)
      expect(opening + count(ARRIVALS) - count(DEPARTED)).toBe(closing)
      expect(Object.values(byBracket).reduce((sum, number) => sum + number, 0)).toBe(pending.length)
    }),
  )
  expect([...ARRIVALS, ...DEPARTED].toSorted()).toEqual(CHANGES.toSorted())
})
