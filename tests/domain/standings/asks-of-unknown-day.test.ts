import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { withFirstAskPlaced, type Fact } from '../../../src/domain/correspondence/facts.ts'
import { deriveRounds } from '../../../src/domain/correspondence/rounds.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { closure, day, entry, inWriting, RECORDED_ON } from '../../support/ledgers/facts.ts'
import { days, histories } from '../../support/drawn/random-facts.ts'

const ask = entry(null, 'asks', { place: 1 })
const reminder = entry('2004-02-01', 'reminds', { place: 2 })
const reply = entry('2004-03-01', 'replies', 'noted', { place: 3 })

test('what is dated follows an ask of unknown day, and the day of the ask stays unknown', () => {
  const standing = deriveStanding([reply, ask, reminder])
  expect(inWriting(standing)).toMatchObject({
    state: 'holding',
    reminders: 1,
    asked: { on: '2004-02-01', latestOn: '2004-02-01', dating: 'unknown' },
    firstReplyOn: '2004-03-01',
  })
})

test('an ask of unknown day on which nothing else bears counts from the day it was recorded', () => {
  expect(inWriting(deriveStanding([ask]).asked!)).toEqual({ on: RECORDED_ON, latestOn: RECORDED_ON, dating: 'unknown' })
})

test('a closure and a vague reply follow it too', () => {
  expect(deriveStanding([ask, closure('2004-05-01', { place: 4 })]).state).toBe('closed')
  expect(deriveStanding([ask, entry('2003', 'replies', 'partial', { place: 4 })]).state).toBe('partial')
})

test('asking again on an unknown day, after an ask that was made by then, opens a round on the day of recording', () => {
  const first = entry('2003-08-08', 'asks', { place: 0 })
  const answer = entry('2004-03-01', 'replies', 'substantive', { place: 0.5 })
  expect(deriveRounds([first, answer, ask]).map(({ asked }) => asked.dating)).toEqual(['exact', 'unknown'])
  expect(deriveStanding([first, answer, ask]).state).toBe('awaiting_reply')
})

test('an ask recorded before it, but corrected to a later day, was not made by then', () => {
  const later = entry('2005-02-01', 'asks', { place: 0 })
  expect(inWriting(deriveStanding([later, ask, reply]))).toMatchObject({
    state: 'awaiting_reply',
    asked: { on: '2004-03-01' },
  })
})

/** Any facts, among them asks of unknown day that may be the first. */
const unknown = fc.tuple(histories, fc.nat({ max: 3 })).map(([[first, ...facts], kind]): Fact[] =>
  [kind === 0 ? first! : { ...ask, place: 0 }, ...facts].map((fact, place) => ({
    ...fact,
    place: kind === 2 ? -place : place,
  })),
)

test('the first ask is placed alike among all facts and among those up to any day', () => {
  fc.assert(
    fc.property(unknown, days, (facts, asOf) => {
      const placed = withFirstAskPlaced(facts)
      const byThen = placed.filter(({ effect }) => Temporal.PlainDate.compare(effect.on, day(asOf)) <= 0)
      expect(inWriting(withFirstAskPlaced(byThen))).toEqual(inWriting(byThen))
      expect(deriveStanding(placed)).toEqual(deriveStanding(facts))
    }),
    { numRuns: 2000 },
  )
})
