import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateSurvival, type Span } from '../../../src/domain/standings/survival.ts'
import { composeCurves, TARGET, type Lasting } from '../../../src/http/charts/survival-curves.ts'

const lasting = fc
  .constantFrom(3, 40, 900, 9_000)
  .chain((max) =>
    fc.array(fc.record({ days: fc.nat({ max }), isEnded: fc.boolean() }), { minLength: 0, maxLength: 120 }),
  )
  .map(lastingOf)
const boxes = fc.constantFrom({ width: 900, height: 320 }, { width: 344, height: 270 })

function lastingOf(spans: readonly Span[]): Lasting {
  return { measured: spans.toSorted((a, b) => a.days - b.days), survival: estimateSurvival(spans) }
}

test('every ask is in one mark and no other, whose list is what the mark counts', () => {
  fc.assert(
    fc.property(lasting, boxes, (of, box) => {
      const [curve] = composeCurves([of], box).curves
      for (const [marks, isEnded] of [
        [curve!.ends, true],
        [curve!.stops, false],
      ] as const) {
        const spans = of.measured.filter((span) => span.isEnded === isEnded)
        expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(spans.length)
        for (const { from, to, count } of marks)
          expect(spans.filter(({ days }) => days >= from && days <= to)).toHaveLength(count)
      }
    }),
  )
})

test('marks of one kind begin a finger apart', () => {
  fc.assert(
    fc.property(lasting, boxes, (of, box) => {
      const { curves, area } = composeCurves([of], box)
      const longest = Math.max(30, of.survival.watched ?? 0)
      const xOf = (days: number) =>
        area.left + ((area.right - area.left) * Math.log1p(days / 30)) / Math.log1p(longest / 30)
      for (const marks of [curves[0]!.ends, curves[0]!.stops])
        for (const [i, { from }] of marks.slice(1).entries())
          expect(xOf(from) - xOf(marks[i]!.from)).toBeGreaterThanOrEqual(TARGET - 0.2)
    }),
  )
})

test('a curve runs within its area, to the right and down, and its marks lie on it', () => {
  fc.assert(
    fc.property(lasting, boxes, (of, box) => {
      const { curves, area } = composeCurves([of], box)
      const { path, ends, stops, last } = curves[0]!
      const xs = [...path.matchAll(/[MH]([\d.]+)/g)].map(([, x]) => Number(x))
      const ys = [...path.matchAll(/[V,]([\d.]+)/g)].map(([, y]) => Number(y))
      expect(xs).toEqual(xs.toSorted((a, b) => a - b))
      expect(ys).toEqual(ys.toSorted((a, b) => a - b))
      for (const { x, y } of [...ends, ...stops, ...(last ? [last] : [])]) {
        expect(x).toBeGreaterThanOrEqual(area.left)
        expect(x).toBeLessThanOrEqual(area.right)
        expect(ys).toContain(y)
      }
    }),
  )
})

test('of nothing there is no curve', () => {
  const [curve] = composeCurves([lastingOf([])], { width: 344, height: 270 }).curves
  expect(curve).toEqual({ path: '', ends: [], stops: [], last: null })
})
