import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Fact, inOrderOfEffect } from '../../../src/domain/correspondence/facts.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { closure, entry, inWriting, RECORDED_ON } from '../../support/ledgers/facts.ts'
import { LETTER, tookEffectBy } from '../../support/ledgers/golden-facts.ts'
import { days, histories } from '../../support/drawn/random-facts.ts'

const ask = entry('2003-08-08', 'asks')
const answers = entry('2003-09-01', 'replies', 'substantive', { place: 1 })
const stateOf = (...facts: Fact[]) => deriveStanding(facts).state

test('what is recorded late takes effect on its own day', () => {
  const bounced = entry('2003-08-20', 'replies', 'bounced', { place: 2 })
  expect(stateOf(ask, bounced)).toBe('undelivered')
  expect(stateOf(ask, answers, bounced)).toBe('answered')
})

test('two things of one day keep the order in which they were recorded', () => {
  const asksAgain = { ...ask, effect: answers.effect }
  expect(stateOf(ask, answers, { ...asksAgain, place: 2 })).toBe('awaiting_reply')
  expect(stateOf(ask, { ...answers, place: 2 }, { ...asksAgain, place: 1 })).toBe('answered')
})

test('an explicit order within the day goes before that of recording', () => {
  const asksAgain = { ...ask, effect: answers.effect, place: 0 }
  expect(stateOf(ask, answers, asksAgain)).toBe('answered')
  expect(stateOf(ask, answers, { ...asksAgain, orderOnDay: 1 })).toBe('awaiting_reply')
  expect(stateOf(ask, { ...answers, orderOnDay: -1 }, asksAgain)).toBe('awaiting_reply')
})

test('a closure of the day of a reply comes after it where it was recorded after it', () => {
  expect(stateOf(ask, closure('2003-09-01', { place: 2 }), answers)).toBe('closed')
  expect(stateOf(ask, closure('2003-09-01', { place: 0 }), answers)).toBe('answered')
})

test('what is vague takes effect on its earliest possible day', () => {
  const vague = entry('2003-09', 'replies', 'noted', { place: 2 })
  const mid = entry('2003-09-15', 'replies', 'acknowledged', { place: 1 })
  expect(stateOf(ask, mid, vague)).toBe('acknowledged')
  expect(deriveStanding([ask, vague]).lastWord).toEqual(vague.effect)
})

test.for([
  ['2003', 'holding', 'it may have come at any time of the year'],
  ['2003-07/2003-08-08', 'holding', 'it may have come on the day of the ask'],
  ['2003-07', 'awaiting_reply', 'it came before the ask'],
] as const)('a reply of %s to the letter of 8 August 2003 leaves it %s: %s', ([written, state]) => {
  expect(stateOf(ask, entry(written, 'replies', 'noted', { place: 1 }))).toBe(state)
})

test('what has no date takes effect on the day it was recorded', () => {
  const unknown = entry(null, 'replies', 'acknowledged')
  expect(inWriting(unknown.effect)).toEqual({ on: RECORDED_ON, latestOn: RECORDED_ON, dating: 'unknown' })
  expect(stateOf(...LETTER, unknown)).toBe('acknowledged')
  expect(stateOf(...LETTER, unknown, entry('2005-02-01', 'replies', 'noted'))).toBe('holding')
})

test('the standing does not depend on the order in which its facts are given', () => {
  const shuffled = histories.chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
  )
  fc.assert(
    fc.property(shuffled, ([facts, others]) => {
      expect(deriveStanding(others)).toEqual(deriveStanding(facts))
    }),
  )
})

test('the standing as of a day is that of what had happened by then, whatever came after', () => {
  fc.assert(
    fc.property(histories, days, (facts, asOf) => {
      const byThen = facts.filter(tookEffectBy(asOf))
      expect(deriveStanding(byThen)).toEqual(deriveStanding(inOrderOfEffect(facts).slice(0, byThen.length)))
    }),
  )
})

test('every history that holds an ask has a standing that agrees with itself', () => {
  fc.assert(
    fc.property(histories, (facts) => {
      const { state, asked, answeredOn, closedOn, beforeClosure, pauses } = deriveStanding(facts)
      expect(asked).not.toBeNull()
      expect(closedOn !== null).toBe(state === 'closed')
      expect(beforeClosure !== null).toBe(state === 'closed')
      const { state: before, answeredOn: since } = beforeClosure ?? { state, answeredOn }
      expect(since !== null).toBe(before === 'answered' || before === 'declined')
      expect(pauses.slice(0, -1).every(({ until }) => until !== null)).toBe(true)
    }),
  )
})

test('a courtesy after an answer changes neither the state nor the day of the answer', () => {
  const answer = fc.constantFrom('substantive', 'accepted', 'declined', 'disputed' as const)
  const courtesies = fc.array(fc.constantFrom('acknowledged', 'transmitted', 'noted', 'bounced', 'delivered' as const))
  fc.assert(
    fc.property(histories, answer, courtesies, (before, character, later) => {
      const answered = [...before, entry('2005-03-01', 'replies', character)]
      const thanked = later.map((courtesy, i) => entry('2005-03-01', 'replies', courtesy, { order: 1, place: i }))
      const { state, answeredOn } = deriveStanding(answered)
      const after = deriveStanding([...answered, ...thanked])
      expect([after.state, after.answeredOn]).toEqual([state, answeredOn])
      expect(answeredOn).toEqual(entry('2005-03-01', 'reminds').effect.on)
    }),
  )
})
