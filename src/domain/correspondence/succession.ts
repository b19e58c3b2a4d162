import { officeNameOn, type OfficeName } from './office-names.ts'

/** What holds of each office, by its number. */
export type Successions = ReadonlyMap<number, readonly OfficeName[]>

export interface Circle {
  /** The office first; each took the place of the next, and the last that of the office. */
  offices: readonly number[]
  /** Null of what has held for as long as the offices are known. */
  sinceOn: Temporal.PlainDate | null
}

/** How an office took, perhaps by way of others, its own place, and from which day on; null where it never did. */
export function circleOf(office: number, successions: Successions): Circle | null {
  const days = new Map([...successions.values()].flat().map(({ sinceOn }) => [String(sinceOn), sinceOn]))
  for (const sinceOn of [...days.values()].toSorted((a, b) => Temporal.PlainDate.compare(a ?? FIRST, b ?? FIRST))) {
    const offices = circleOn(sinceOn ?? FIRST, office, successions)
    if (offices) return { offices, sinceOn }
  }
  return null
}

const FIRST = Temporal.PlainDate.from('-271821-04-19')

function circleOn(day: Temporal.PlainDate, office: number, successions: Successions): number[] | null {
  const passed = new Set<number>()
  let next: number | null = office
  while (next !== null && !passed.has(next)) {
    passed.add(next)
    next = officeNameOn(successions.get(next) ?? [], day)?.succeedsId ?? null
  }
  return next === office ? [...passed] : null
}
