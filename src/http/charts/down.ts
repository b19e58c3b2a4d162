import { daysBetween } from '../../domain/dates/day.ts'
import { REACH, type Happening, type Picture } from './picture.ts'

/** One below the other, for narrow screens: in the order of days, with what passed between them drawn shorter than it was. */
export interface Down<H extends Happening> {
  width: number
  height: number
  /** Where each side's marks stand. */
  rails: Record<Happening['side'], number>
  axis: { from: number; to: number }
  marks: readonly { of: H; x: number; y: number }[]
  dues: readonly { y: number; label: string }[]
  /** What passed without anything, where it was a month or more. */
  gaps: readonly { y: number; days: number }[]
  silence: { from: number; to: number; label: string } | null
  shownAt: number
}

const WIDTH = 340
const RAILS = { ours: 22, both: 52, theirs: 82 } as const
const HEAD = 26
const STEP = 44
const LINE = 26
const GAP_DAYS = 30

type Step<H> = { on: Temporal.PlainDate; rank: number } & (
  | { kind: 'mark'; of: H }
  | { kind: 'due'; label: string }
  | { kind: 'silence' }
  | { kind: 'shown' }
)

export function composeDown<H extends Happening>(picture: Picture<H>): Down<H> {
  const marks: { of: H; x: number; y: number }[] = []
  const dues: { y: number; label: string }[] = []
  const gaps: { y: number; days: number }[] = []
  const edges = { silence: HEAD, shown: HEAD }
  let y = HEAD
  let before: Temporal.PlainDate | null = null
  for (const step of stepsOf(picture)) {
    const days: number = before ? Math.max(0, daysBetween(before, step.on)) : 0
    const gap = gapOf(days)
    if (days >= GAP_DAYS) gaps.push({ y: y + gap / 2, days })
    y += gap
    if (step.kind === 'mark') {
      marks.push({ of: step.of, x: RAILS[step.of.side], y: y + STEP / 2 })
      y += STEP
    }
    if (step.kind === 'due') {
      dues.push({ y: y + LINE / 2, label: step.label })
      y += LINE
    }
    if (step.kind === 'silence') edges.silence = y
    if (step.kind === 'shown') {
      if (picture.silence) y += LINE
      edges.shown = y
      y += LINE
    }
    before = step.on
  }
  return {
    width: WIDTH,
    height: y + 4,
    rails: RAILS,
    axis: { from: HEAD, to: y },
    marks,
    dues,
    gaps,
    silence: picture.silence && { from: edges.silence, to: edges.shown, label: picture.silence.label },
    shownAt: edges.shown,
  }
}

function stepsOf<H extends Happening>({ happenings, dues, silence, shownOn }: Picture<H>): Step<H>[] {
  const unknown = happenings.filter(({ dating }) => dating === 'unknown')
  const first = [...happenings.filter(({ dating }) => dating !== 'unknown'), { on: shownOn }][0]!.on
  const steps: Step<H>[] = [
    ...unknown.map((of) => ({ kind: 'mark' as const, of, on: first, rank: -1 })),
    ...happenings
      .filter(({ dating }) => dating !== 'unknown')
      .map((of) => ({ kind: 'mark' as const, of, on: of.on, rank: 0 })),
    ...(silence ? [{ kind: 'silence' as const, on: silence.from, rank: 1 }] : []),
    ...dues.map(({ on, label }) => ({ kind: 'due' as const, label, on, rank: 2 })),
    { kind: 'shown' as const, on: shownOn, rank: 3 },
  ]
  return steps.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.rank - b.rank)
}

/** Longer for longer, but ten times the days are no ten times the way. */
function gapOf(days: number): number {
  if (days === 0) return 0
  return days >= GAP_DAYS ? 18 + 5 * Math.log2(days / GAP_DAYS + 1) : 6
}

/** How far to the right of a rail the words begin. */
export const WORDS_AT = RAILS.theirs + REACH + 10
