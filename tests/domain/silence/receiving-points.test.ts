import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  daysLeft,
  daysUnread,
  nextUnread,
  readThrough,
  type ReceivingPoint,
} from '../../../src/domain/silence/receiving-points.ts'
import { day } from '../../support/ledgers/facts.ts'

const span = (from: string, through: string) => ({ from: day(from), through: day(through) })
const read = (from: string, through: string) => ({ ...span(from, through), by: 'Amina', attestedOn: day('2026-11-24') })

function registry(rest: Partial<ReceivingPoint>): ReceivingPoint {
  const usual = { reference: 'TC-REGISTRY', name: 'Registry', channels: ['letter'], retiredOn: null } as const
  return { ...usual, sinceOn: day('2004-01-01'), attestations: [], ...rest }
}

test.for([
  ['nothing is attested', [], [['2004-03-01', '2004-03-31']]],
  ['all of it is', [['2004-01-01', '2004-12-31']], []],
  ['the last day is not', [['2004-03-01', '2004-03-30']], [['2004-03-31', '2004-03-31']]],
  ['the first day is not', [['2004-03-02', '2004-04-30']], [['2004-03-01', '2004-03-01']]],
  [
    'one follows on the other, in whatever order',
    [
      ['2004-03-11', '2004-03-31'],
      ['2004-02-01', '2004-03-10'],
    ],
    [],
  ],
  [
    'there is a hole',
    [
      ['2004-03-01', '2004-03-10'],
      ['2004-03-12', '2004-03-31'],
    ],
    [['2004-03-11', '2004-03-11']],
  ],
  [
    'a long one hides a short one',
    [
      ['2004-03-01', '2004-03-31'],
      ['2004-03-05', '2004-03-06'],
    ],
    [],
  ],
] as const)('the days of March that are left where %s', ([, attested, left]) => {
  const days = daysLeft(
    span('2004-03-01', '2004-03-31'),
    attested.map(([from, through]) => span(from, through)),
  )
  expect(days.map(({ from, through }) => [String(from), String(through)])).toEqual(left)
})

test('nothing comes in by a point before it is declared, nor from the day on which it is retired', () => {
  const point = registry({ sinceOn: day('2004-02-01'), retiredOn: day('2004-03-01') })
  expect(daysUnread(point, span('2004-01-01', '2004-12-31'))).toEqual([span('2004-02-01', '2004-02-29')])
  expect(daysUnread(point, span('2004-03-01', '2004-12-31'))).toEqual([])
})

test('the next attestation begins where the last one ends, and the first where the point does', () => {
  expect(nextUnread(registry({}))).toEqual(day('2004-01-01'))
  const attestations = [read('2004-03-01', '2004-03-31'), read('2004-01-01', '2004-01-31')]
  expect(nextUnread(registry({ attestations }))).toEqual(day('2004-04-01'))
  expect(readThrough(registry({}))).toBeNull()
})

const FIRST = day('2004-01-01')
const spans = fc
  .tuple(fc.nat({ max: 40 }), fc.nat({ max: 12 }))
  .map(([from, length]) => ({ from: FIRST.add({ days: from }), through: FIRST.add({ days: from + length }) }))

test('whatever is attested, the days that are left are those that a count of each day finds', () => {
  fc.assert(
    fc.property(spans, fc.array(spans, { maxLength: 8 }), (wanted, covering) => {
      const left = daysLeft(wanted, covering)
      for (let on = wanted.from; !isAfter(on, wanted.through); on = on.add({ days: 1 })) {
        const isIn = ({ from, through }: { from: Temporal.PlainDate; through: Temporal.PlainDate }) =>
          !isAfter(from, on) && !isAfter(on, through)
        expect(left.some(isIn)).toBe(!covering.some(isIn))
      }
      for (const gap of left) expect(isAfter(wanted.from, gap.from) || isAfter(gap.through, wanted.through)).toBe(false)
    }),
  )
})

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0
}
