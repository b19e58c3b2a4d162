import { dayText } from '../dates/day.ts'
import { inOrderOfEffect, type Fact } from '../correspondence/facts.ts'
import { KEPT_STANDING, type KeptStanding } from './follow-up.ts'
import { sharing, type Standing } from './standing.ts'

/** A fact, and between which instants it was held to be one. */
export type RecordedFact = Fact & {
  recordedAt: Temporal.Instant
  /** When a version was recorded that stands instead. */
  supersededAt: Temporal.Instant | null
}

/**
 * A standing with the days and instants at which it holds: on each day from `fromOn`, as known from `knownFrom` until
 * `knownUntil`; but from `nextKnownAt` it is known that on `nextOn` the next one began.
 */
export interface HeldStanding {
  fromOn: Temporal.PlainDate
  nextOn: Temporal.PlainDate | null
  nextKnownAt: Temporal.Instant | null
  knownFrom: Temporal.Instant
  knownUntil: Temporal.Instant | null
  kept: KeptStanding
}

/** How an ask stood day after day, as known from an instant on. */
export interface Telling {
  at: Temporal.Instant
  steps: readonly { on: Temporal.PlainDate; standing: Standing }[]
}

/** One telling for each instant at which something of an ask was recorded, in the order of time. */
export function tellingsOf(recorded: readonly RecordedFact[]): Telling[] {
  const instants = instantsOf(recorded)
  // Numbers, because there are as many comparisons as facts times instants.
  const places = new Map(instants.map((at, place) => [at.epochNanoseconds, place]))
  const placeOf = (at: Temporal.Instant | null) => (at ? places.get(at.epochNanoseconds)! : instants.length)
  const ordered = inOrderOfEffect(recorded).map((fact) => {
    return { fact, from: placeOf(fact.recordedAt), until: placeOf(fact.supersededAt) }
  })
  const along = sharing()
  return instants.map((at, place) => {
    const held = ordered.filter(({ from, until }) => from <= place && place < until)
    return { at, steps: stepsOf(along(held.map(({ fact }) => fact))) }
  })
}

/**
 * Each telling stands instead of the one before it, which stays for those who ask what was known then. What is kept of a
 * standing may change with the instant, as holidays become known.
 */
export function heldStandings(
  tellings: readonly Telling[],
  keptOf: (standing: Standing, at: Temporal.Instant) => KeptStanding,
): HeldStanding[] {
  const alike = onceEach()
  const past: HeldStanding[] = []
  let present: HeldStanding[] = []
  for (const { at, steps } of tellings) {
    const told = toldOf(steps.map(({ on, standing }) => ({ fromOn: on, kept: alike(keptOf(standing, at)) })))
    const { goesOn, isOver } = retell(present, told, at)
    present = goesOn
    past.push(...isOver)
  }
  return [...past, ...present]
}

const HELD = ['knownUntil', 'nextOn', 'nextKnownAt'] as const satisfies readonly (keyof HeldStanding)[]

export interface Unlike {
  kept: HeldStanding | null
  folded: HeldStanding | null
  /** In which each of the two says something else. */
  columns: readonly string[]
}

/** What is kept and should not be, what should be and is not, and what is kept otherwise than it was folded. */
export function unlikeStandings(kept: readonly HeldStanding[], folded: readonly HeldStanding[]): Unlike[] {
  const left = [...kept]
  const compared = folded.map((row): Unlike => {
    const place = left.findIndex(
      (other) => isAlike(other.fromOn, row.fromOn) && isAlike(other.knownFrom, row.knownFrom),
    )
    const there = place < 0 ? null : left.splice(place, 1)[0]!
    return { kept: there, folded: row, columns: there ? unlikeColumns(there, row) : ['state'] }
  })
  const surplus = left.map((row) => ({ kept: row, folded: null, columns: ['state'] }))
  return [...compared.filter(({ columns }) => columns.length > 0), ...surplus]
}

/** A column of a row, in writing. */
export function heldColumn(row: HeldStanding, column: string): string {
  return String({ ...row.kept, ...row }[column as keyof KeptStanding])
}

function unlikeColumns(a: HeldStanding, b: HeldStanding): string[] {
  return [...unlikeKept(a.kept, b.kept), ...HELD.filter((column) => !isAlike(a[column], b[column]))]
}

export function unlikeKept(a: KeptStanding, b: KeptStanding): (keyof KeptStanding)[] {
  return KEPT_STANDING.filter((column) => !isAlike(a[column], b[column]))
}

/** Days and instants are alike where they are the same day or instant. */
function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a instanceof Temporal.PlainDate) return b instanceof Temporal.PlainDate && a.equals(b)
  return a instanceof Temporal.Instant && b instanceof Temporal.Instant && a.equals(b)
}

/** The same object for what is alike. */
function onceEach(): (kept: KeptStanding) => KeptStanding {
  const [byItself, byContent] = [new Map<KeptStanding, KeptStanding>(), [] as KeptStanding[]]
  return (kept) =>
    byItself.getOrInsertComputed(kept, () => {
      const known = byContent.find((other) => KEPT_STANDING.every((column) => isAlike(other[column], kept[column])))
      if (!known) byContent.push(kept)
      return known ?? kept
    })
}

type Told = Pick<HeldStanding, 'fromOn' | 'kept' | 'nextOn'>

function toldOf(steps: readonly Pick<Told, 'fromOn' | 'kept'>[]): Told[] {
  const changes = steps.filter(({ kept }, place) => kept !== steps[place - 1]?.kept)
  return changes.map((step, place) => ({ ...step, nextOn: changes[place + 1]?.fromOn ?? null }))
}

/** What is told again goes on as it is; of what had no end, it may be told now that it has one. */
function retell(present: readonly HeldStanding[], told: readonly Told[], at: Temporal.Instant) {
  const firstChange = told.findIndex((step, place) => !isAsBefore(present[place], step))
  const same = firstChange === -1 ? told.length : firstChange
  const before = new Map(present.slice(same).map((row) => [dayText(row.fromOn), row]))
  const changed = told.slice(same).map((step): HeldStanding => {
    const row = before.get(dayText(step.fromOn))
    if (row?.kept !== step.kept || (row.nextOn && !isSameDay(row.nextOn, step.nextOn)))
      return { ...step, knownFrom: at, knownUntil: null, nextKnownAt: step.nextOn && at }
    before.delete(dayText(step.fromOn))
    return row.nextOn || !step.nextOn ? row : { ...row, nextOn: step.nextOn, nextKnownAt: at }
  })
  return {
    goesOn: [...present.slice(0, same), ...changed],
    isOver: [...before.values()].map((row) => ({ ...row, knownUntil: at })),
  }
}

function isAsBefore(row: HeldStanding | undefined, { fromOn, kept, nextOn }: Told): boolean {
  return row?.kept === kept && isSameDay(row.fromOn, fromOn) && isSameDay(row.nextOn, nextOn)
}

function isSameDay(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): boolean {
  return a === b || (a !== null && b !== null && a.equals(b))
}

function instantsOf(recorded: readonly RecordedFact[]): Temporal.Instant[] {
  const instants = recorded.flatMap(({ recordedAt, supersededAt }) => [recordedAt, supersededAt ?? recordedAt])
  const distinct = new Map(instants.map((at) => [at.epochNanoseconds, at]))
  return [...distinct.values()].toSorted((a, b) => Temporal.Instant.compare(a, b))
}

/** Recorded by then, and not superseded by then. */
export function isHeldAt({ recordedAt, supersededAt }: RecordedFact, at: Temporal.Instant): boolean {
  const isBy = (instant: Temporal.Instant) => Temporal.Instant.compare(instant, at) <= 0
  return isBy(recordedAt) && !(supersededAt && isBy(supersededAt))
}

/** The last of each day, from the first ask on: before it, there was nothing that could stand in any way. */
function stepsOf(along: ReturnType<ReturnType<typeof sharing>>): Telling['steps'] {
  const steps = along
    .filter(({ standing }) => standing.asked !== null)
    .map(({ fact, standing }) => ({ on: fact.effect.on, standing }))
  return steps.filter(({ on }, place) => !steps[place + 1]?.on.equals(on))
}
