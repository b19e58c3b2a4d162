import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'
import { composeAcross, extentOf, type Across, type Mark } from '../../../src/http/charts/across.ts'
import { composeDown } from '../../../src/http/charts/down.ts'
import { REACH, widthOf, type Happening, type Picture } from '../../../src/http/charts/picture.ts'
import { composeTimeScale } from '../../../src/http/charts/time-scale.ts'
import { day } from '../../support/ledgers/facts.ts'

const SHOWN = '2026-11-24'
const sides = fc.constantFrom('ours' as const, 'theirs' as const, 'both' as const)
const daysOf = (most: number) =>
  fc.integer({ min: 0, max: most }).map((before) => day(SHOWN).subtract({ days: before }).toString())
const dates = (most: number) =>
  fc.oneof(
    { weight: 6, arbitrary: daysOf(most) },
    fc.constantFrom('../2003-08-08', '2003-08-08/..', '2003-08', '2003/2005', '2024~', null),
  )

const pictures = fc
  .tuple(fc.constantFrom(3, 40, 900, 9_000), fc.integer({ min: 0, max: 40 }))
  .chain(([most, size]) =>
    fc.tuple(
      fc.array(fc.tuple(sides, dates(most)), { maxLength: size, minLength: Math.min(size, 1) }),
      fc.array(daysOf(most), { maxLength: 4 }),
      fc.option(daysOf(most)),
    ),
  )
  .map(([told, dues, silentFrom]) => pictureOf(told, dues, silentFrom))

test('no mark touches another, and all are as large as a finger needs', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const { marks } = composeAcross(picture)
      for (const [i, one] of marks.entries())
        for (const other of marks.slice(i + 1)) {
          const isApart = Math.abs(one.x - other.x) >= 2 * REACH || Math.abs(one.y - other.y) >= 2 * REACH
          expect(isApart, `${one.of.number} and ${other.of.number}`).toBe(true)
        }
    }),
  )
})

test('everything lies within the box, what we said above the axis and what they said below', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const drawn = composeAcross(picture)
      const sorts = { ours: -1, both: 0, theirs: 1 }
      for (const { of, x, y } of drawn.marks) {
        expect(x).toBeGreaterThanOrEqual(REACH)
        expect(x).toBeLessThanOrEqual(drawn.width - REACH)
        expect(y).toBeGreaterThanOrEqual(REACH)
        expect(y).toBeLessThanOrEqual(drawn.height - REACH)
        expect(of.side === 'both' ? 0 : Math.sign(y - drawn.axis.y)).toBe(sorts[of.side])
      }
      for (const label of labelsOf(drawn)) {
        const { from, to } = extentOf(label)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(drawn.width)
      }
    }),
  )
})

test('no words lie on other words, nor on a mark', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const drawn = composeAcross(picture)
      const boxes = labelsOf(drawn).map(({ y, ...label }) => ({
        ...extentOf({ ...label, y }),
        top: y - 10,
        bottom: y + 3,
      }))
      for (const [i, one] of boxes.entries()) {
        expect(boxes.slice(i + 1).filter((other) => overlap(one, other))).toEqual([])
        expect(drawn.marks.map(boxOf).filter((mark) => overlap(one, mark))).toEqual([])
      }
    }),
  )
})

test('what has an exact day stands in the order of days', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const exact = composeAcross(picture).marks.filter(({ of }) => of.dating === 'exact')
      const byDay = exact.toSorted((a, b) => Temporal.PlainDate.compare(a.of.on, b.of.on))
      for (const [i, mark] of byDay.entries()) expect(mark.x).toBeGreaterThanOrEqual(byDay[i - 1]?.x ?? 0)
    }),
  )
})

test('on a narrow screen each stands in a line of its own, in the order of days', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const { marks, height, dues } = composeDown(picture)
      const lines = [...marks.map(({ y }) => ({ y, half: 20 })), ...dues.map(({ y }) => ({ y, half: 10 }))]
      const ordered = lines.toSorted((a, b) => a.y - b.y)
      for (const [i, line] of ordered.entries()) {
        const above = ordered[i - 1]
        expect(line.y - line.half).toBeGreaterThanOrEqual(above ? above.y + above.half : 0)
        expect(line.y + line.half).toBeLessThanOrEqual(height)
      }
      const dated = marks.filter(({ of }) => of.dating !== 'unknown').map(({ of }) => of.on)
      expect(dated.map(String)).toEqual(dated.toSorted(Temporal.PlainDate.compare).map(String))
    }),
  )
})

test('years of silence are cut short, so that the letters before them can be told apart', () => {
  const days = ['2003-08-08', '2003-12-16', '2003-12-30', '2004-08-24', SHOWN].map(day)
  const { at, breaks, ticks } = composeTimeScale(days, [0, 900])
  expect(breaks).toHaveLength(1)
  expect(at(day('2003-12-16')) - at(day('2003-08-08'))).toBeGreaterThan(200)
  expect(at(day(SHOWN))).toBe(900)
  expect(ticks.every(({ at: place }) => breaks.every(({ from, to }) => place <= from || to <= place))).toBe(true)
})

test('where nothing needs to be cut short, a day is as long as any other', () => {
  const { at, breaks } = composeTimeScale(['2003-08-08', '2004-08-24', '2004-12-22'].map(day), [0, 502])
  expect(breaks).toEqual([])
  expect(at(day('2003-08-08').add({ days: 100 }))).toBeCloseTo(100)
  expect(at(day('2003-08-08').add({ days: 400 }))).toBeCloseTo(400)
})

test('a date that is open to one side fades to that side, and one of no day is tied to none', () => {
  const { marks } = composeAcross(
    pictureOf(
      [
        ['both', '../2003-08-08'],
        ['both', '2003-08-08/..'],
        ['ours', '2003-08-08'],
        ['ours', null],
      ],
      [],
      null,
    ),
  )
  expect(marks.map(({ span, tiedAt }) => [span?.fades ?? null, tiedAt !== null])).toEqual([
    ['before', true],
    ['after', true],
    [null, true],
    [null, false],
  ])
  const [before, after, letter] = marks as [Mark<Happening>, Mark<Happening>, Mark<Happening>]
  expect(before.x).toBeLessThan(letter.x)
  expect(after.x).toBeGreaterThan(letter.x)
})

function pictureOf(
  told: readonly (readonly [Happening['side'], string | null])[],
  dues: readonly string[],
  silentFrom: string | null,
): Picture<Happening> {
  const happenings = told.map(([side, written], i) => happening(i + 1, side, written))
  return {
    happenings: happenings.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on)),
    dues: dues.map((on) => ({ on: day(on), label: `expected ${on}: PRK-TC-1` })),
    silence: silentFrom === null ? null : { from: day(silentFrom), label: '8,127 days without a word' },
    shownOn: day(SHOWN),
  }
}

function happening(number: number, side: Happening['side'], written: string | null): Happening {
  const label = `${written ?? 'date unknown'} reminds`
  if (written === null) return { number, side, label, on: day(SHOWN), dating: 'unknown', earliest: null, latest: null }
  const { earliest, latest, isExact } = parseVagueDate(written, 'dated')
  return { number, side, label, on: (earliest ?? latest)!, dating: isExact ? 'exact' : 'vague', earliest, latest }
}

function labelsOf({ marks, dues, silence }: Across<Happening>) {
  const beside = marks.flatMap(({ label }) => (label ? [label] : []))
  return [...beside, ...dues.map(({ label }) => label), ...(silence ? [silence.label] : [])].filter(
    ({ text }) => widthOf(text) > 0,
  )
}

interface Box {
  from: number
  to: number
  top: number
  bottom: number
}

function boxOf({ x, y }: Mark<Happening>): Box {
  return { from: x - REACH, to: x + REACH, top: y - REACH, bottom: y + REACH }
}

function overlap(one: Box, other: Box): boolean {
  return one.from < other.to && other.from < one.to && one.top < other.bottom && other.top < one.bottom
}
