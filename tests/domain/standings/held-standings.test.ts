import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveDueDays, type Policy } from '../../../src/domain/standings/clocks.ts'
import { withFirstAskPlaced, type Fact } from '../../../src/domain/correspondence/facts.ts'
import { keep } from '../../../src/domain/standings/follow-up.ts'
import {
  heldStandings,
  isHeldAt,
  tellingsOf,
  unlikeStandings,
  type HeldStanding,
  type RecordedFact,
} from '../../../src/domain/standings/held-standings.ts'
import { deriveStanding, type Standing } from '../../../src/domain/standings/standing.ts'
import { closure, day, entry, inWriting } from '../../support/ledgers/facts.ts'
import { histories } from '../../support/drawn/random-facts.ts'

const WITHIN_60: Policy = { firstReplyWithin: null, answerWithin: { length: 60, unit: 'calendar_days' } }
const keptOf = (standing: Standing) => keep(standing, deriveDueDays(standing, WITHIN_60, null))
const held = (facts: readonly RecordedFact[]) => heldStandings(tellingsOf(facts), keptOf)

const FIRST = Temporal.Instant.from('2005-02-01T08:00:00Z')
const at = (minutes: number) => FIRST.add({ minutes })
const recorded = (fact: Fact, from: number, until: number | null = null): RecordedFact => ({
  ...fact,
  recordedAt: at(from),
  supersededAt: until === null ? null : at(until),
})

const shown = (rows: readonly HeldStanding[], on: string, minutes: number) =>
  rows.filter(
    ({ fromOn, nextOn, nextKnownAt, knownFrom, knownUntil }) =>
      fromOn.toString() <= on &&
      !(nextOn && nextOn.toString() <= on && Temporal.Instant.compare(nextKnownAt!, at(minutes)) <= 0) &&
      Temporal.Instant.compare(knownFrom, at(minutes)) <= 0 &&
      !(knownUntil && Temporal.Instant.compare(knownUntil, at(minutes)) <= 0),
  )

const ASK = entry('2003-08-08', 'asks', { place: 1 })
const REMINDER = entry('2003-12-16', 'reminds', { place: 2 })
const REPLY = entry('2003-12-30', 'replies', 'transmitted', { place: 3 })

test('what is recorded in the order in which it happened adds one row each, and ends none', () => {
  const rows = held([recorded(ASK, 0), recorded(REMINDER, 1), recorded(REPLY, 2)])
  expect(rows.map(({ fromOn, knownUntil }) => [fromOn.toString(), knownUntil])).toEqual([
    ['2003-08-08', null],
    ['2003-12-16', null],
    ['2003-12-30', null],
  ])
})

test('what is recorded late stands before what was told on top of it, which is told anew', () => {
  const rows = held([recorded(ASK, 0), recorded(REPLY, 1), recorded(REMINDER, 2)])
  expect(shown(rows, '2003-12-20', 1)).toMatchObject([{ fromOn: day('2003-08-08') }])
  expect(shown(rows, '2003-12-20', 2)).toMatchObject([{ fromOn: day('2003-12-16') }])
  expect(shown(rows, '2004-01-01', 1)).toMatchObject([{ kept: { state: 'holding', reminders: 0 } }])
  expect(shown(rows, '2004-01-01', 2)).toMatchObject([{ kept: { state: 'holding', reminders: 1 } }])
})

test('a reply that says nothing new of the ask is no new standing', () => {
  const receipt = entry('2003-09-01', 'replies', 'delivered', { place: 2 })
  expect(held([recorded(ASK, 0), recorded(receipt, 1)])).toHaveLength(1)
})

test('things of one day are one standing: that in which they left the ask', () => {
  const closed = closure('2003-12-30', { place: 4 })
  const rows = held([recorded(ASK, 0), recorded(REPLY, 0), recorded(closed, 0)])
  expect(rows.map(({ kept }) => kept.state)).toEqual(['awaiting_reply', 'closed'])
})

test('before it was asked, an ask stood in no way, though a reply to it may have come', () => {
  const early = entry('2003-07-01', 'replies', 'noted', { place: 0 })
  const rows = held([recorded(ASK, 0), recorded(early, 0)])
  expect(rows.map(({ fromOn }) => fromOn.toString()).toSorted()[0]).toBe('2003-08-08')
})

const minutes = fc.integer({ min: 0, max: 8 })
const anything = histories.chain((facts) =>
  fc.tuple(...facts.map((fact) => fc.tuple(fc.constant(fact), minutes, fc.option(minutes, { freq: 3 })))),
)

test('at every pair of dates there is the standing that a fold of what was held then gives, and no other', () => {
  fc.assert(
    fc.property(anything, (told) => {
      const facts = told.map(([fact, from, until]) => recorded(fact, from, until))
      const rows = held(facts)
      const days = facts.flatMap(({ effect: { on } }) => [on, on.subtract({ days: 1 })])
      for (const on of new Set(days.map(String)))
        for (let minute = -1; minute <= 9; minute += 1) {
          const known = withFirstAskPlaced(facts.filter((fact) => isHeldAt(fact, at(minute)))).filter(
            ({ effect }) => effect.on.toString() <= on,
          )
          const standing = deriveStanding(known)
          const expected = standing.asked ? [inWriting(keptOf(standing))] : []
          expect(shown(rows, on, minute).map(({ kept }) => inWriting(kept))).toEqual(expected)
        }
    }),
    { numRuns: 150 },
  )
})

test('nothing that was known before changes when something more is recorded', () => {
  fc.assert(
    fc.property(anything, (told) => {
      const facts = told.map(([fact, from, until]) => recorded(fact, from, until))
      const whole = held(facts).filter(({ knownFrom }) => Temporal.Instant.compare(knownFrom, at(4)) < 0)
      const earlier = facts
        .filter(({ recordedAt }) => Temporal.Instant.compare(recordedAt, at(4)) < 0)
        .map((fact) => ({
          ...fact,
          supersededAt:
            fact.supersededAt && Temporal.Instant.compare(fact.supersededAt, at(4)) < 0 ? fact.supersededAt : null,
        }))
      const asBefore = whole.map((row) => untold(row, 4))
      expect(unlikeStandings(asBefore, held(earlier))).toEqual([])
    }),
    { numRuns: 150 },
  )
})

/** A row as it was before an instant. */
function untold(row: HeldStanding, minute: number): HeldStanding {
  const isSince = (instant: Temporal.Instant | null) =>
    instant !== null && Temporal.Instant.compare(instant, at(minute)) >= 0
  return {
    ...row,
    ...(isSince(row.nextKnownAt) && { nextOn: null, nextKnownAt: null }),
    knownUntil: isSince(row.knownUntil) ? null : row.knownUntil,
  }
}
