import type { Pause } from './due-day.ts'

export interface Held {
  first: Temporal.PlainDate
  last: Temporal.PlainDate
}

/** The stretches of days that do not count, in order and apart from each other, up to the pause that is still open. */
export function listHeld(pauses: readonly Pause[], start: Temporal.PlainDate | null = null): Held[] {
  const open = earliestOpen(pauses)
  const stretches = pauses
    .flatMap(({ from, until }) =>
      until ? [{ first: dayAfter(latest(from, start)), last: earliest(until, open) }] : [],
    )
    .filter(({ first, last }) => !isBefore(last, first))
    .toSorted((one, other) => Temporal.PlainDate.compare(one.first, other.first))
  return stretches.reduce<Held[]>(joined, [])
}

function joined(held: Held[], next: Held): Held[] {
  const previous = held.at(-1)
  if (!previous || isBefore(dayAfter(previous.last), next.first)) return [...held, next]
  return [...held.slice(0, -1), { first: previous.first, last: latest(previous.last, next.last) }]
}

/** Since when the clock stands still. */
export function earliestOpen(pauses: readonly Pause[]): Temporal.PlainDate | null {
  return pauses
    .filter(({ until }) => until === null)
    .reduce<Temporal.PlainDate | null>((open, { from }) => earliest(from, open), null)
}

function dayAfter(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.add({ days: 1 })
}

function isBefore(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) < 0
}

function latest(day: Temporal.PlainDate, other: Temporal.PlainDate | null): Temporal.PlainDate {
  return other && isBefore(day, other) ? other : day
}

function earliest(day: Temporal.PlainDate, other: Temporal.PlainDate | null): Temporal.PlainDate {
  return other && isBefore(other, day) ? other : day
}
