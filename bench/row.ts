import type { Ground } from './ground.ts'
import type { Ratio } from './measure.ts'

/** One line of the table. */
export interface Found {
  /** The same in every run. */
  what: string
  ours: string
  baseline: string
  /** Absent where there is nothing to compare with. */
  ratio?: Ratio
  /** Empty where none was set. */
  goal: string
  isMet: boolean
  /** All that is left of a row that came to no end. */
  isBroken?: true
}

export interface Row {
  name: string
  measure: (ground: Ground) => Promise<Found[]>
}

export function brokenRow(name: string, why: string): Found {
  return { what: name, ours: `broke: ${why}`, baseline: '', goal: '', isMet: false, isBroken: true }
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

export function ratioInWords({ median, min, max, of }: Ratio): string {
  return of === 1
    ? `${median.toFixed(2)}x (once)`
    : `${median.toFixed(2)}x (${min.toFixed(2)} to ${max.toFixed(2)} of ${of})`
}

export const verdictOf = ({ goal, isMet }: Found) => (isMet ? goal && 'met' : 'NOT MET')
