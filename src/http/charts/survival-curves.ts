import { shareOpenAfter, type Span, type Survival } from '../../domain/standings/survival.ts'

/** What one curve is drawn from. */
export interface Lasting {
  /** The shortest first. */
  measured: readonly Span[]
  survival: Survival
}

export interface Box {
  width: number
  height: number
}

/** Where one curve runs, in points of its box. */
export interface Curve {
  path: string
  /** What ended, and what was watched no longer: days so close that one finger covers them are one mark. */
  ends: readonly CurveMark[]
  stops: readonly CurveMark[]
  last: { x: number; y: number; share: number } | null
}

export interface CurveMark {
  x: number
  y: number
  from: number
  to: number
  count: number
}

export interface Drawn {
  box: Box
  area: { left: number; right: number; top: number; bottom: number }
  curves: readonly Curve[]
  ticks: readonly { days: number; x: number }[]
  levels: readonly { share: number; y: number }[]
}

const MARGIN = { left: 44, right: 46, top: 10, bottom: 26 }
const SHORTEST = 30
const TICKS = [30, 90, 180, 365, 730, 1826, 3652, 7305, 14_610, 29_220]
const TICK_APART = 44
/** As wide as a finger needs. */
export const TARGET = 24

/** Days lie the closer the longer it takes, because most happens early and silences last for years. */
export function composeCurves(lasting: readonly Lasting[], box: Box): Drawn {
  const area = {
    left: MARGIN.left,
    right: box.width - MARGIN.right,
    top: MARGIN.top,
    bottom: box.height - MARGIN.bottom,
  }
  const longest = Math.max(SHORTEST, ...lasting.map(({ survival }) => survival.watched ?? 0))
  const pointsPerFold = (area.right - area.left) / Math.log1p(longest / SHORTEST)
  const xOf = (days: number) => rounded(area.left + pointsPerFold * Math.log1p(days / SHORTEST))
  const yOf = (share: number) => rounded(area.bottom - (area.bottom - area.top) * share)
  return {
    box,
    area,
    curves: lasting.map((of) => curveOf(of, xOf, yOf)),
    ticks: apart(
      TICKS.filter((days) => days <= longest).map((days) => ({ days, x: xOf(days) })),
      area.left,
    ),
    levels: [1, 0.5, 0].map((share) => ({ share, y: yOf(share) })),
  }
}

type Scale = (value: number) => number

function curveOf({ measured, survival }: Lasting, xOf: Scale, yOf: Scale): Curve {
  const { steps, watched } = survival
  const share = (days: number) => shareOpenAfter(survival, days) ?? 0
  const drops = steps.map(({ day, survival: left }) => `H${xOf(day)} V${yOf(left)}`)
  const bundled = (isEnded: boolean) =>
    bundles(
      measured.filter((span) => span.isEnded === isEnded).map(({ days }) => days),
      xOf,
    ).map((days) => {
      const [from, to] = [days[0]!, days.at(-1)!]
      return { x: xOf(to), y: yOf(share(to)), from, to, count: days.length }
    })
  return {
    path: watched === null ? '' : [`M${xOf(0)},${yOf(1)}`, ...drops, `H${xOf(watched)}`].join(' '),
    ends: bundled(true),
    stops: bundled(false),
    last: watched === null ? null : { x: xOf(watched), y: yOf(share(watched)), share: share(watched) },
  }
}

function bundles(days: readonly number[], xOf: Scale): number[][] {
  return days.reduce<number[][]>((found, day) => {
    const last = found.at(-1)
    if (last && xOf(day) - xOf(last[0]!) < TARGET) last.push(day)
    else found.push([day])
    return found
  }, [])
}

function apart(ticks: Drawn['ticks'], from: number): Drawn['ticks'] {
  return ticks.reduce<Drawn['ticks'][number][]>(
    (kept, tick) => (tick.x - (kept.at(-1)?.x ?? from) >= TICK_APART ? [...kept, tick] : kept),
    [],
  )
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
