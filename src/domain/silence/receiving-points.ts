import type { Channel } from '../correspondence/facts.ts'

/** Days on end, the first and the last among them. */
export interface Span {
  from: Temporal.PlainDate
  through: Temporal.PlainDate
}

/** Where what is addressed to a desk comes in: a mailbox, the registry, the pouch. */
export interface ReceivingPoint {
  reference: string
  name: string
  /** What comes in by it. */
  channels: readonly Channel[]
  sinceOn: Temporal.PlainDate
  /** From that day on nothing comes in by it any more. */
  retiredOn: Temporal.PlainDate | null
  /** Those that hold. */
  attestations: readonly Attestation[]
}

/** That all that came in by a point on these days has been read, and what bears on a follow-up is recorded. */
export interface Attestation extends Span {
  by: string
  attestedOn: Temporal.PlainDate
}

/** The part of a span on which something can come in by a point. */
export function daysInUse({ sinceOn, retiredOn }: ReceivingPoint, { from, through }: Span): Span | null {
  const first = laterOf(from, sinceOn)
  const last = retiredOn ? earlierOf(through, retiredOn.subtract({ days: 1 })) : through
  return compare(first, last) <= 0 ? { from: first, through: last } : null
}

/** The days of a span on which something can have come in by a point that nobody attests to have read. */
export function daysUnread(point: ReceivingPoint, span: Span): Span[] {
  const used = daysInUse(point, span)
  return used ? daysLeft(used, point.attestations) : []
}

/** The days of a span that none of the others covers, in order. */
export function daysLeft({ from, through }: Span, covering: readonly Span[]): Span[] {
  const gaps: Span[] = []
  let next = from
  for (const span of covering.toSorted((a, b) => compare(a.from, b.from))) {
    if (compare(span.from, through) > 0) break
    if (compare(span.from, next) > 0) gaps.push({ from: next, through: span.from.subtract({ days: 1 }) })
    next = laterOf(next, span.through.add({ days: 1 }))
  }
  return compare(next, through) <= 0 ? [...gaps, { from: next, through }] : gaps
}

/** The last day that is attested as read, whatever was left out before it. */
export function readThrough({ attestations }: Pick<ReceivingPoint, 'attestations'>): Temporal.PlainDate | null {
  return attestations.reduce<Temporal.PlainDate | null>(
    (last, { through }) => (last ? laterOf(last, through) : through),
    null,
  )
}

/** The first day that the next attestation is about, unless it says otherwise. */
export function nextUnread(point: Pick<ReceivingPoint, 'attestations' | 'sinceOn'>): Temporal.PlainDate {
  return readThrough(point)?.add({ days: 1 }) ?? point.sinceOn
}

function laterOf(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compare(a, b) < 0 ? b : a
}

function earlierOf(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compare(a, b) < 0 ? a : b
}

const { compare } = Temporal.PlainDate
