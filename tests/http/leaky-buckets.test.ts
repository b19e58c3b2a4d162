import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { leakyBuckets } from '../../src/http/leaky-buckets.ts'

const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(1_000_000 + ms)

test('in no stretch of time is more let through than what comes at once and what leaks meanwhile', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 })
  const rates = fc.record({ burst: fc.integer({ min: 1, max: 8 }), everyMs: fc.integer({ min: 1, max: 2_000 }) })
  fc.assert(
    fc.property(rates, steps, (rate, waits) => {
      const buckets = leakyBuckets(rate)
      const passed: number[] = []
      let now = 0
      for (const wait of waits) {
        now += wait
        if (buckets.waitMs('a', at(now)) > 0) continue
        buckets.pour('a', at(now))
        passed.push(now)
      }
      for (const [first, from] of passed.entries())
        for (const [more, to] of passed.slice(first).entries())
          expect(more + 1).toBeLessThanOrEqual(rate.burst + Math.floor((to - from) / rate.everyMs))
    }),
  )
})

test('whoever waits as long as they are told is let through then, and not before', () => {
  const buckets = leakyBuckets({ burst: 3, everyMs: 100 })
  for (const _ of '123') buckets.pour('a', at(0))
  expect(buckets.waitMs('a', at(0))).toBe(100)
  expect(buckets.waitMs('a', at(99))).toBe(1)
  expect(buckets.waitMs('a', at(100))).toBe(0)
  expect(buckets.waitMs('b', at(0))).toBe(0)
})

test('a clock that is set back keeps nobody out for longer than a full bucket does', () => {
  const buckets = leakyBuckets({ burst: 3, everyMs: 100 })
  for (const _ of '123') buckets.pour('a', at(900_000))
  expect(buckets.waitMs('a', at(0))).toBe(100)
})

test('a hundred thousand keys take the room of as many as are kept', () => {
  const buckets = leakyBuckets({ burst: 1, everyMs: 1_000_000 }, 50)
  for (let key = 0; key < 100_000; key += 1) {
    buckets.pour('often', at(key))
    buckets.pour(String(key), at(key))
  }
  expect(buckets.size).toBe(50)
  expect(buckets.waitMs('often', at(100_000))).toBeGreaterThan(0)
})
