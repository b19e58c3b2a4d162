import type { Character } from './characters.ts'
import type { VagueDate } from '../dates/vague-date.ts'

export const CHANNELS = [
  'letter',
  'note_verbale',
  'email',
  'fax',
  'telephone',
  'meeting',
  'working_contact',
  'document',
] as const
export type Channel = (typeof CHANNELS)[number]

/** An exchange, such as a meeting, both asks and answers. */
export const DIRECTIONS = ['sent', 'received', 'exchange'] as const
export type Direction = (typeof DIRECTIONS)[number]

export const BEARINGS = ['asks', 'reminds', 'supplies', 'grants', 'replies'] as const
export type Bearing = (typeof BEARINGS)[number]

export const CLOSURE_REASONS = [
  'satisfied',
  'performed',
  'declined',
  'withdrawn',
  'superseded',
  'overtaken',
  'lapsed',
  'discontinued',
] as const
export type ClosureReason = (typeof CLOSURE_REASONS)[number]

/** The Human Rights Committee's scale (CCPR/C/128/3): our opinion of a reply, never inferred from its character. */
export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const
export type Grade = (typeof GRADES)[number]

/** When something took effect: one day, or the days between which it must have happened. */
export interface Effect {
  /** The earliest possible day; where none can be named, the latest; where nothing is known, the day it was recorded. */
  on: Temporal.PlainDate
  latestOn: Temporal.PlainDate
  dating: Dating
}
export type Dating = 'exact' | 'vague' | 'unknown'

/** How one communication bears on one follow-up. */
export interface Entry extends Placed {
  bearing: Bearing
  /** Of a reply, and only of a reply. */
  character: Character | null
  /** The day that the ask sets, the reply promises, or we grant. */
  untilOn: Temporal.PlainDate | null
}

export interface Closure extends Placed {
  bearing: 'closes'
  reason: ClosureReason
}

/** What the standing of a follow-up is folded from. */
export type Fact = Entry | Closure

interface Placed {
  effect: Effect
  /** Tells apart things of one day where an officer knows their order; 0 unless told. */
  orderOnDay: number
  /** Rises with recording. A correction keeps the place of what it corrects. */
  place: number
}

/** An ask counts from the day it was sent, a reply from the day it was received, else from the day on the paper. */
export function deriveEffect(
  moved: Temporal.PlainDate | null,
  dated: VagueDate | null,
  recordedOn: Temporal.PlainDate,
): Effect {
  if (moved) return { on: moved, latestOn: moved, dating: 'exact' }
  if (!dated?.earliest && !dated?.latest) return { on: recordedOn, latestOn: recordedOn, dating: 'unknown' }
  const on = (dated.earliest ?? dated.latest)!
  const latestOn = dated.latest ?? laterOf(on, recordedOn)
  return { on, latestOn, dating: dated.isExact ? 'exact' : 'vague' }
}

/** In order of effect, but what may have come since the first ask comes after it: it bears on that ask. */
export function inOrderSinceAsked<F extends Fact>(facts: readonly F[]): readonly F[] {
  return sinceAsked(inOrderOfEffect(facts))
}

/** The same of facts that are in order of effect already. */
export function sinceAsked<F extends Fact>(unplaced: readonly F[]): readonly F[] {
  const ordered = withFirstAskPlaced(unplaced)
  const first = ordered.findIndex(({ bearing }) => bearing === 'asks')
  const ask = ordered[first]
  if (!ask) return ordered
  const { on } = ask.effect
  const earlier = ordered.slice(0, first)
  const isSince = ({ effect }: Fact) => Temporal.PlainDate.compare(effect.latestOn, on) >= 0
  const since = earlier.filter(isSince).map((fact) => ({ ...fact, effect: { ...fact.effect, on } }))
  return [...earlier.filter((fact) => !isSince(fact)), ask, ...since, ...ordered.slice(first + 1)]
}

/**
 * A first ask of unknown day had been made by the day of whatever bears on it first: from then on it is there, before
 * everything else, and its day stays unknown. The same for all that is known and for any part up to a day, so that
 * what is chosen by day is to be chosen of facts so placed.
 */
export function withFirstAskPlaced<F extends Fact>(facts: readonly F[]): readonly F[] {
  const undated = firstAskUndated(facts)
  if (!undated) return facts
  const on = facts.map(({ effect }) => effect.on).reduce(earlierOf)
  const placed = { ...undated, effect: { on, latestOn: on, dating: 'unknown' as const } }
  return [placed, ...facts.filter((fact) => fact !== undated)]
}

/** None where another ask was recorded before it that had been made by then. */
function firstAskUndated<F extends Fact>(facts: readonly F[]): F | undefined {
  const asks = facts.filter(({ bearing }) => bearing === 'asks').toSorted((a, b) => a.place - b.place)
  return asks.find(
    ({ effect: { on, dating } }, earlier) =>
      dating === 'unknown' && !asks.slice(0, earlier).some(({ effect }) => isBy(effect.on, on)),
  )
}

export function inOrderOfEffect<F extends Fact>(facts: readonly F[]): F[] {
  return facts.toSorted(
    (a, b) =>
      Temporal.PlainDate.compare(a.effect.on, b.effect.on) ||
      a.orderOnDay - b.orderOnDay ||
      a.place - b.place ||
      ORDER_WITHIN_ONE.indexOf(a.bearing) - ORDER_WITHIN_ONE.indexOf(b.bearing),
  )
}

const ORDER_WITHIN_ONE: readonly Fact['bearing'][] = [...BEARINGS, 'closes']

function isBy(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) <= 0
}

function earlierOf(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isBy(a, b) ? a : b
}

function laterOf(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? b : a
}
