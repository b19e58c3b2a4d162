import { REACH, widthOf, type Happening, type Picture } from './picture.ts'
import { isFree, rowsFor, type Taken } from './rows.ts'
import { composeTimeScale, type TimeScale } from './time-scale.ts'

export interface Mark<H> {
  of: H
  x: number
  y: number
  label: Label | null
  /** The days that a vague date can mean; what is open fades. */
  span: (Taken & { fades: 'before' | 'after' | null }) | null
  /** Where it is tied to the axis; null where its day is not known. */
  tiedAt: number | null
}

export interface Label {
  x: number
  y: number
  anchor: 'start' | 'end'
  text: string
}

/** Time from left to right, our side above the axis and theirs below, in points of its box. */
export interface Across<H extends Happening> {
  width: number
  height: number
  axis: Taken & { y: number }
  /** Where what is drawn across the bands begins and ends. */
  bands: { top: number; bottom: number; ours: number; theirs: number }
  marks: readonly Mark<H>[]
  dues: readonly { x: number; label: Label }[]
  silence: (Taken & { label: Label }) | null
  shownAt: number
  ticks: TimeScale['ticks']
  breaks: TimeScale['breaks']
}

const WIDTH = 900
const NAMES = 64
const FADE = 52
const END = 18
const ROW = 30
const LINE = 17

export function composeAcross<H extends Happening>(picture: Picture<H>): Across<H> {
  const { happenings, dues, silence, shownOn } = picture
  const isOpen = happenings.some(({ earliest, dating }) => dating === 'unknown' || (dating === 'vague' && !earliest))
  const from = NAMES + (isOpen ? FADE + REACH : REACH)
  const days = [
    ...happenings
      .filter(({ dating }) => dating !== 'unknown')
      .flatMap(({ on, latest, dating }) => (dating === 'vague' && latest ? [on, latest] : [on])),
    ...dues.map(({ on }) => on),
    ...(silence ? [silence.from] : []),
    shownOn,
  ]
  const scale = composeTimeScale(days, [from, WIDTH - END - REACH])
  const loose = happenings.map((of) => ({ of, ...placeOf(of, scale) }))
  const rows = { ours: rowsOf(loose, 'ours'), both: rowsOf(loose, 'both'), theirs: rowsOf(loose, 'theirs') }
  const dueLabels = labelDues(picture, scale)
  const heights = bandsOf(rows, Math.max(0, ...dueLabels.map(({ row }) => row + 1)))
  const rowOf = ({ of }: { of: H }) => rows[of.side].get(of)!
  const standing = loose.map((mark) => ({ ...mark, row: rowOf(mark), y: heights.rowAt(mark.of.side, rowOf(mark)) }))
  const marks = labelMarks(standing, [...dues.map(({ on }) => scale.at(on)), scale.at(shownOn)])
  const shownAt = scale.at(shownOn)
  return {
    width: WIDTH,
    height: heights.height,
    axis: { from: NAMES, to: WIDTH - END, y: heights.axis },
    bands: heights,
    marks,
    dues: dueLabels.map(({ x, label, row }) => ({ x, label: { ...label, y: 14 + row * LINE } })),
    silence: silence && silenceOf(scale.at(silence.from), shownAt, { text: silence.label, y: heights.bottom - 5 }),
    shownAt,
    ticks: scale.ticks.filter(({ at }) => at - 24 >= NAMES && Math.abs(at - shownAt) > 100),
    breaks: scale.breaks,
  }
}

function placeOf({ on, dating, earliest, latest }: Happening, scale: TimeScale) {
  if (dating === 'unknown') return { x: NAMES + REACH + 2, span: null, tiedAt: null }
  if (dating === 'exact') return { x: scale.at(on), span: null, tiedAt: scale.at(on) }
  if (!earliest) {
    const to = scale.at(on)
    return { x: to - FADE / 2, span: { from: to - FADE, to, fades: 'before' as const }, tiedAt: to - FADE / 2 }
  }
  const from = scale.at(earliest)
  if (!latest) {
    const to = Math.min(from + FADE, WIDTH - END)
    return { x: (from + to) / 2, span: { from, to, fades: 'after' as const }, tiedAt: (from + to) / 2 }
  }
  const x = (from + scale.at(latest)) / 2
  return { x, span: { from, to: scale.at(latest), fades: null }, tiedAt: x }
}

function rowsOf<H extends Happening>(marks: readonly Loose<H>[], side: Happening['side']): Map<H, number> {
  const meant = marks.filter(({ of }) => of.side === side).toSorted((a, b) => a.x - b.x || a.of.number - b.of.number)
  const rows = rowsFor(meant.map(extentOfMark), 3)
  return new Map(meant.map(({ of }, i) => [of, rows[i]!]))
}

type Loose<H> = Pick<Mark<H>, 'of' | 'x' | 'span'>

/** With the days that it may have been of; where these are open, they fade behind others. */
function extentOfMark({ x, span }: Loose<unknown>): Taken {
  const closed = span?.fades === null ? span : { from: x, to: x }
  return { from: Math.min(closed.from, x - REACH), to: Math.max(closed.to, x + REACH) }
}

function bandsOf(rows: Record<Happening['side'], ReadonlyMap<unknown, number>>, dueRows: number) {
  const count = (side: Happening['side']) => Math.max(0, ...[...rows[side].values()].map((row) => row + 1))
  const top = dueRows * LINE + 6
  const oursEnd = top + Math.max(1, count('ours')) * ROW + 6
  const axis = oursEnd + Math.max(1, count('both')) * ROW - ROW / 2
  const theirsStart = axis + ROW / 2
  const bottom = theirsStart + Math.max(1, count('theirs')) * ROW + LINE + 8
  const rowAt = (side: Happening['side'], row: number) => {
    if (side === 'ours') return oursEnd - ROW / 2 - row * ROW
    return side === 'both' ? axis - row * ROW : theirsStart + ROW / 2 + row * ROW
  }
  return { top, bottom, axis, height: bottom + 24, ours: oursEnd - ROW / 2, theirs: theirsStart + ROW / 2, rowAt }
}

/** Each mark is lettered where there is room beside it, in the order of effect; the list has it in any case. */
function labelMarks<H extends Happening>(
  marks: readonly (Omit<Mark<H>, 'label'> & { row: number })[],
  lines: readonly number[],
): Mark<H>[] {
  const taken = Map.groupBy(
    marks.flatMap((mark) => [
      { y: mark.y, ...extentOfMark(mark) },
      ...marks.filter((other) => crosses(other, mark)).map(({ x }) => ({ y: mark.y, from: x - 2, to: x + 2 })),
    ]),
    ({ y }) => y,
  )
  const dashed = lines.map((x) => ({ from: x - 3, to: x + 3 }))
  return marks.map(({ row: _row, ...mark }) => {
    const row = taken.get(mark.y)!
    const label = labelBeside(mark, [...row, ...dashed]) ?? labelBeside(mark, row)
    if (label) row.push({ y: mark.y, ...extentOf(label) })
    return { ...mark, label }
  })
}

/** Whether what ties one mark to the axis runs through the row of another. */
function crosses(one: Placed, other: Placed): boolean {
  if (one.of.side === other.of.side) return one.row > other.row
  return one.of.side === 'ours' && other.of.side === 'both'
}

interface Placed {
  of: Happening
  row: number
}

function labelBeside<H extends Happening>(mark: Loose<H> & { y: number }, taken: readonly Taken[]): Label | null {
  const { y, of } = mark
  const { from: left, to: right } = extentOfMark(mark)
  const baseline = of.side === 'both' ? y - 5 : y + 4 // not on the axis
  const candidates: Label[] = [
    { x: right + 4, y: baseline, anchor: 'start', text: of.label },
    { x: left - 4, y: baseline, anchor: 'end', text: of.label },
  ]
  const fits = (label: Label) => {
    const { from, to } = extentOf(label)
    return from >= NAMES && to <= WIDTH && isFree({ from, to }, taken)
  }
  return candidates.find(fits) ?? null
}

export function extentOf({ x, anchor, text }: Label): Taken {
  const width = widthOf(text)
  return anchor === 'start' ? { from: x, to: x + width } : { from: x - width, to: x }
}

function labelDues<H extends Happening>({ dues }: Picture<H>, scale: TimeScale) {
  const labels = dues.map(({ on, label: text }) => {
    const x = scale.at(on)
    const isFitting = x + 4 + widthOf(text) <= WIDTH
    return {
      x,
      label: { x: isFitting ? x + 4 : x - 4, y: 0, anchor: isFitting ? 'start' : 'end', text } satisfies Label,
    }
  })
  const ordered = labels.toSorted((a, b) => a.x - b.x)
  const rows = rowsFor(
    ordered.map(({ label }) => extentOf(label)),
    6,
  )
  return ordered.map((due, i) => ({ ...due, row: rows[i]! }))
}

function silenceOf(from: number, to: number, { text, y }: { text: string; y: number }): Across<Happening>['silence'] {
  const fits = widthOf(text) + 12 <= to - from || to - 4 < widthOf(text)
  return { from, to, label: fits ? { x: from + 6, y, anchor: 'start', text } : { x: to - 4, y, anchor: 'end', text } }
}
