import { expect, test } from 'vitest'
import { deriveDueDays } from '../../../src/domain/standings/clocks.ts'
import type { Fact } from '../../../src/domain/correspondence/facts.ts'
import {
  byLongestSilence,
  type FollowUpOnDay,
  keep,
  KEPT_STANDING,
  onDay,
} from '../../../src/domain/standings/follow-up.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { closure, day, entry, followUp } from '../../support/ledgers/facts.ts'
import { LETTER, PROPOSAL } from '../../support/ledgers/golden-facts.ts'

const sixtyDays = { firstReplyWithin: null, answerWithin: { length: 60, unit: 'calendar_days' } } as const
const kept = (facts: readonly Fact[]) => {
  const standing = deriveStanding(facts)
  return keep(standing, deriveDueDays(standing, sixtyDays, null))
}
const seenOn = (on: string, facts: readonly Fact[]): FollowUpOnDay =>
  onDay(day(on), followUp('PRK-TC-1', 'holding'), kept(facts))

test.for([
  ['2004-12-22', 'PRK-TC-1', LETTER, 502, 358, 442],
  ['2004-12-22', 'PRK-TC-2', PROPOSAL, 120, 120, 60],
  ['2003-08-08', 'PRK-TC-1 on its first day', LETTER.slice(0, 1), 0, null, 0],
] as const)('on %s, %s is as old as E/CN.4/2005/32 says', ([on, , facts, sinceAsked, sinceLastWord, daysOverdue]) => {
  const seen = seenOn(on, facts)
  expect(seen.daysSinceAsked).toBe(sinceAsked)
  expect(seen.daysSinceLastWord).toBe(sinceLastWord)
  expect(seen.daysOverdue).toBe(daysOverdue)
  expect([seen.isAskedVague, seen.isLastWordVague, seen.isBracketCertain]).toEqual([false, false, true])
})

test('on 24 November 2026 the last word is 8,127 days old', () => {
  expect(seenOn('2026-11-24', PROPOSAL).daysSinceLastWord).toBe(8127)
})

test('the age of what is vague is at least that of its latest day', () => {
  const seen = seenOn('2003-09-10', [entry('2003-08', 'asks'), entry('2003-09-01/2003-09-05', 'replies', 'noted')])
  expect([seen.isAskedVague, seen.daysSinceAsked]).toEqual([true, 10])
  expect([seen.isLastWordVague, seen.daysSinceLastWord]).toEqual([true, 5])
})

test('what may yet lie ahead is at least no days old', () => {
  const seen = seenOn('2003-08-10', [entry('2003-08', 'asks')])
  expect([seen.isAskedVague, seen.daysSinceAsked]).toEqual([true, 0])
})

test('what has no date has no age', () => {
  const seen = seenOn('2004-12-22', [entry(null, 'asks'), entry(null, 'replies', 'noted', { place: 1 })])
  expect([seen.askedOn, seen.daysSinceAsked]).toEqual([null, null])
  expect([seen.lastWordOn, seen.daysSinceLastWord]).toEqual([null, null])
  expect([seen.bracket, seen.daysOverdue]).toEqual(['date_unknown', null])
})

// Asked in August 2003: due from 30 September to 30 October 2003, long overdue after 29 November or 29 December.
test.for([
  ['2003-09-22', 'on_time', true],
  ['2003-09-25', 'due_soon', false],
  ['2003-10-25', 'overdue', false],
  ['2003-10-31', 'overdue', true],
  ['2003-11-30', 'long_overdue', false],
  ['2003-12-30', 'long_overdue', true],
] as const)('on %s what was asked in August 2003 is %s, for certain: %s', ([on, bracket, isCertain]) => {
  const seen = seenOn(on, [entry('2003-08', 'asks')])
  expect([seen.bracket, seen.isBracketCertain]).toEqual([bracket, isCertain])
})

test.for([
  ['answered', entry('2004-01-05', 'replies', 'substantive')],
  ['declined', entry('2004-01-05', 'replies', 'declined')],
  ['closed', closure('2004-01-05')],
] as const)('what is %s has no bracket and is not overdue', ([state, fact]) => {
  expect(seenOn('2004-12-22', [...LETTER, fact])).toMatchObject({ state, bracket: null, daysOverdue: null })
})

test('a due day that they promised is kept as a promise, until it is another', () => {
  const promised = [...LETTER, entry('2004-01-05', 'replies', 'promised', { until: '2004-03-01' })]
  expect(kept(promised).isPromise).toBe(true)
  expect(kept([...promised, entry('2004-02-01', 'grants', { until: '2004-04-01' })]).isPromise).toBe(false)
})

test('the list of what is kept names each thing that is kept', () => {
  expect(Object.keys(kept(LETTER)).toSorted()).toEqual(KEPT_STANDING.toSorted())
})

const silent = (reference: string, lastWordOn: string | null, askedOn: string | null) =>
  followUp(reference, 'holding', {
    lastWordOn: lastWordOn === null ? null : day(lastWordOn),
    askedOn: askedOn === null ? null : day(askedOn),
  })

test('the longest silence comes first, and what has no date before everything else', () => {
  const inOrder = [
    silent('B-1', null, null),
    silent('C-1', null, null),
    silent('A-3', null, '2003-08-08'),
    silent('A-1', '2003-12-30', '2001-01-01'),
    silent('A-2', '2003-12-30', '2002-01-01'),
    silent('A-4', null, '2004-08-24'),
  ]
  const references = inOrder.map(({ reference }) => reference)
  expect(
    inOrder
      .toReversed()
      .toSorted(byLongestSilence)
      .map(({ reference }) => reference),
  ).toEqual(references)
  expect(inOrder.toSorted(byLongestSilence).map(({ reference }) => reference)).toEqual(references)
})
