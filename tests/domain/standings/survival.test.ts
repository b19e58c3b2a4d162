import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  estimateSurvival,
  shareOpenAfter,
  standingAfterDays,
  type Span,
} from '../../../src/domain/standings/survival.ts'

const ended = (days: number): Span => ({ days, isEnded: true })
const open = (days: number): Span => ({ days, isEnded: false })

// Freireich et al. 1963, weeks in remission with 6-mercaptopurine, as Gehan 1965 and every textbook since has them.
const SIX_MP = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(open),
]

test('the remissions of Freireich 1963 come out as published', () => {
  const { steps, median, watched } = estimateSurvival(SIX_MP)
  expect(steps.map(({ day, atRisk, ended: of, survival }) => [day, atRisk, of, survival.toFixed(3)])).toEqual([
    [6, 21, 3, '0.857'],
    [7, 17, 1, '0.807'],
    [10, 15, 1, '0.753'],
    [13, 12, 1, '0.690'],
    [16, 11, 1, '0.627'],
    [22, 7, 1, '0.538'],
    [23, 6, 1, '0.448'],
  ])
  expect({ median, watched }).toEqual({ median: 23, watched: 35 })
})

test.for([
  [0, '1.000'],
  [5, '1.000'],
  [6, '0.857'],
  [9, '0.807'],
  [10, '0.753'],
  [35, '0.448'],
] as const)('after %i weeks %s of them were in remission', ([week, share]) => {
  expect(shareOpenAfter(estimateSurvival(SIX_MP), week)?.toFixed(3)).toBe(share)
})

test('what was not watched for so long is not told, unless all had ended by then', () => {
  expect(shareOpenAfter(estimateSurvival(SIX_MP), 36)).toBeNull()
  expect(shareOpenAfter(estimateSurvival([ended(3), ended(9)]), 36)).toBe(0)
  expect(shareOpenAfter(estimateSurvival([]), 0)).toBeNull()
})

test('of nothing there is no estimate, and of what never ended no median', () => {
  expect(estimateSurvival([])).toEqual({ steps: [], median: null, watched: null })
  expect(estimateSurvival([open(8127), open(8509)])).toEqual({ steps: [], median: null, watched: 8509 })
})

test.for([
  [[1, 2, 3, 4], 2],
  [[1, 2, 3], 2],
  [[5, 5, 5], 5],
  [Array.from({ length: 1000 }, (_, day) => day + 1), 500],
] as const)('half of %j are over by %i', ([days, median]) => {
  expect(estimateSurvival(days.map(ended)).median).toBe(median)
})

test.for([
  [ended(30), 29, 'open'],
  [ended(30), 30, 'ended'],
  [open(30), 30, 'open'],
  [open(30), 31, 'unwatched'],
] as const)('%j is after %i days %s', ([span, after, standing]) => {
  expect(standingAfterDays(span, after)).toBe(standing)
})

const spans = fc.array(fc.record({ days: fc.nat({ max: 400 }), isEnded: fc.boolean() }), { maxLength: 60 })

test('the share only falls, between 1 and 0, at each day on which something ended', () => {
  fc.assert(
    fc.property(spans, (of) => {
      const { steps } = estimateSurvival(of)
      const days = [...new Set(of.filter(({ isEnded }) => isEnded).map((span) => span.days))]
      expect(steps.map(({ day }) => day)).toEqual(days.toSorted((a, b) => a - b))
      for (const [i, { day, atRisk, ended: count, survival }] of steps.entries()) {
        expect(survival).toBeLessThan(steps[i - 1]?.survival ?? 1)
        expect(survival).toBeGreaterThanOrEqual(0)
        expect(atRisk).toBe(of.filter((span) => span.days >= day).length)
        expect(count).toBe(of.filter((span) => span.isEnded && span.days === day).length)
      }
    }),
  )
})

test('where all have ended it is the share of those that lasted longer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 60 }), fc.nat({ max: 80 }), (days, after) => {
      const lasted = days.filter((day) => day > after).length / days.length
      expect(shareOpenAfter(estimateSurvival(days.map(ended)), after)).toBeCloseTo(lasted, 9)
    }),
  )
})

test('to watch what is still open for longer never makes it look answered sooner', () => {
  fc.assert(
    fc.property(spans, fc.nat({ max: 400 }), (of, after) => {
      const later = of.map((span) => (span.isEnded ? span : { ...span, days: span.days + 500 }))
      const [now, then] = [of, later].map((those) => shareOpenAfter(estimateSurvival(those), after))
      fc.pre(typeof now === 'number')
      expect(then).toBeGreaterThanOrEqual(now - 1e-9)
    }),
  )
})

test('after any number of days each is open, ended or unwatched, and the estimate counts no unwatched one as ended', () => {
  fc.assert(
    fc.property(spans, fc.nat({ max: 400 }), (of, after) => {
      const standing = Map.groupBy(of, (span) => standingAfterDays(span, after))
      const count = (which: 'open' | 'ended' | 'unwatched') => standing.get(which)?.length ?? 0
      expect(count('open') + count('ended') + count('unwatched')).toBe(of.length)
      const share = shareOpenAfter(estimateSurvival(of), after)
      fc.pre(share !== null)
      expect(share).toBeGreaterThanOrEqual(count('open') / of.length - 1e-9)
    }),
  )
})
