import { daysBetween } from '../../domain/dates/day.ts'

export interface TimeScale {
  at(day: Temporal.PlainDate): number
  /** Stretches in which nothing happens for years, drawn shorter than they are. */
  breaks: readonly { from: number; to: number }[]
  ticks: readonly { on: Temporal.PlainDate; at: number; isYear: boolean }[]
}

interface Stretch {
  first: Temporal.PlainDate
  last: Temporal.PlainDate
  days: number
  isBroken: boolean
  from: number
  to: number
}

const LONG_DAYS = 730
const TICK_APART = 74

/** A scale through the days on which something happens, as far as it can be true: only years of nothing are cut short. */
export function composeTimeScale(
  days: readonly Temporal.PlainDate[],
  [from, to]: readonly [number, number],
): TimeScale {
  const stretches = spread(stretchesOf(days), from, to)
  const [first] = stretches
  return {
    at: (day) =>
      placeOf(day, stretches) ?? (first && isBefore(day, first.first) ? from : stretches.length > 0 ? to : from),
    breaks: stretches.filter(({ isBroken }) => isBroken).map((stretch) => ({ from: stretch.from, to: stretch.to })),
    ticks: ticksOf(stretches),
  }
}

function stretchesOf(days: readonly Temporal.PlainDate[]): Omit<Stretch, 'from' | 'to'>[] {
  const ordered = [...new Map(days.map((day) => [day.toString(), day])).values()].toSorted(Temporal.PlainDate.compare)
  const stretches = ordered.slice(1).map((last, i) => {
    const first = ordered[i]!
    return { first, last, days: daysBetween(first, last), isBroken: false }
  })
  let rest = stretches.reduce((sum, stretch) => sum + stretch.days, 0)
  for (const stretch of stretches.toSorted((a, b) => b.days - a.days)) {
    const outweighs = stretch.days > LONG_DAYS && stretch.days > 0.4 * rest && stretch.days < rest
    if (!outweighs) break
    stretch.isBroken = true
    rest -= stretch.days
  }
  return stretches
}

/** What is broken gets a share of the room, the last the most because silence is what one looks for. */
function spread(stretches: readonly Omit<Stretch, 'from' | 'to'>[], from: number, to: number): Stretch[] {
  const room = to - from
  const broken = stretches.filter(({ isBroken }) => isBroken).length
  const lastShare = stretches.at(-1)?.isBroken ? 0.26 : 0
  const share = Math.min(0.1, 0.34 / Math.max(1, broken))
  const shareOf = (stretch: object) => (stretch === stretches.at(-1) ? lastShare : share)
  const given = stretches.reduce((sum, stretch) => sum + (stretch.isBroken ? shareOf(stretch) : 0), 0)
  const counted = stretches.reduce((sum, stretch) => sum + (stretch.isBroken ? 0 : stretch.days), 0)
  let at = from
  return stretches.map((stretch) => {
    const length = stretch.isBroken ? shareOf(stretch) * room : ((1 - given) * room * stretch.days) / counted
    const placed = { ...stretch, from: at, to: at + length }
    at += length
    return placed
  })
}

function placeOf(day: Temporal.PlainDate, stretches: readonly Stretch[]): number | null {
  const within = stretches.find(({ first, last }) => !isBefore(day, first) && !isBefore(last, day))
  if (!within) return null
  return within.from + ((within.to - within.from) * daysBetween(within.first, day)) / within.days
}

/** Firsts of months or of years, as close as their labels allow. */
function ticksOf(stretches: readonly Stretch[]): TimeScale['ticks'] {
  const even = stretches.filter(({ isBroken }) => !isBroken)
  const days = even.reduce((sum, stretch) => sum + stretch.days, 0)
  if (days === 0) return []
  const pointsPerDay = even.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0) / days
  const months = STEPS_IN_MONTHS.find((step) => step * 30.4 * pointsPerDay >= TICK_APART) ?? STEPS_IN_MONTHS.at(-1)!
  return even.flatMap((stretch) =>
    firstsOfMonths(stretch, months).map((on) => ({ on, at: placeOf(on, [stretch])!, isYear: months >= 12 })),
  )
}

const STEPS_IN_MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600]

/** After the first day and not after the last, so that no tick stands twice where two stretches meet. */
function firstsOfMonths({ first, last }: Stretch, step: number): Temporal.PlainDate[] {
  const index = first.year * 12 + first.month - 1
  const start = Math.ceil((index + (first.day > 1 ? 1 : 0)) / step) * step
  const end = last.year * 12 + last.month - 1
  const ticks: Temporal.PlainDate[] = []
  for (let month = start; month <= end; month += step) {
    const on = Temporal.PlainDate.from({ year: Math.floor(month / 12), month: (month % 12) + 1, day: 1 })
    if (!on.equals(first)) ticks.push(on)
  }
  return ticks
}

function isBefore(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) < 0
}
