import type { Ground } from './ground.ts'
import type { Ratio } from './measure.ts'

/** One line of the table. */
export interface Found {
  what: string
  ours: string
  baseline: string
  /** Absent where there is nothing to compare with. */
  ratio?: Ratio
  goal: string
  isMet: boolean
}

export interface Row {
  name: string
  measure: (ground: Ground) => Promise<Found[]>
}

export const atLeast = (ratio: Ratio, goal: number) => ({
  ratio,
  goal: `at least ${goal.toFixed(2)}x`,
  isMet: ratio.median >= goal,
})

export const atMost = (ratio: Ratio, goal: number) => ({
  ratio,
  goal: `at most ${goal.toFixed(2)}x`,
  isMet: ratio.median <= goal,
})

export const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`
export const inTime = (seconds: number) =>
  seconds < 1 ? `${(seconds * 1_000).toFixed(seconds < 0.01 ? 2 : 0)} ms` : `${seconds.toFixed(1)} s`
