import type { Queryable } from '../store/connection/database.ts'
import type { Moment } from '../store/correspondence/facts.ts'
import type { Officer } from '../store/parties/parties.ts'
import type { Seen, Sight } from '../store/sight.ts'

/** On what is worked, and when: the same instant for all that one operation writes. */
export interface Surroundings {
  db: Queryable
  now: Temporal.Instant
  /** The office's day at `now`. */
  today: Temporal.PlainDate
  /** The office's, in which days begin and end. */
  timeZone: string
  /** As what process this mails; absent where nothing of it asks. */
  instance?: Instance
}

/** What tells the processes of one installation from those of a copy of it. */
export interface Instance {
  /** INSTANCE_ID; null where it is not set. */
  id: string | null
  /** Of the embedded database's folder, so that a copy of the folder is told from it. */
  place: string | null
}

/** Who acts, what they may see, on what, and when. */
export interface Context extends Surroundings {
  officer: Officer
  sight: Sight
}

export type { Moment, Seen, Sight }

/**
 * At what a document is told again. What only tells how it was made, as plans and what had been read where by then, is
 * as it was when it was given out: what is recorded of that later makes nothing wrong that was said.
 */
export interface Telling extends Moment {
  toldAt?: Temporal.Instant | undefined
}

/** The instant whose plans, and attestations, are told of. */
export function madeBy({ toldAt, knownAt }: Telling): Temporal.Instant {
  return toldAt ?? knownAt
}

/** An officer sees the confidential follow-ups of their own desk. */
export function sightOf({ deskId }: Pick<Officer, 'deskId'>): Sight {
  return { deskId }
}

/** What is read as it stands, or stood at a moment, and the day on which it is shown. */
export function seenAt(
  { db, sight, today }: Pick<Context, 'db' | 'sight' | 'today'>,
  moment: Moment | undefined,
): Seen & Pick<Context, 'today'> {
  return { db, sight, moment, today: moment?.asOf ?? today }
}

/** Up to when something had been done of which the ledger knows the instant: by its day, and recorded by then. */
export function doneBy({ asOf, knownAt }: Moment, { timeZone }: Pick<Context, 'timeZone'>): Temporal.Instant {
  const dayEnds = asOf.add({ days: 1 }).toZonedDateTime(timeZone).toInstant().subtract({ microseconds: 1 })
  return Temporal.Instant.compare(dayEnds, knownAt) < 0 ? dayEnds : knownAt
}

/** The pair of dates of a replay, where either is given; the other is of the present. */
export function momentOf(
  { asOf, knownAt }: { asOf?: Temporal.PlainDate | undefined; knownAt?: Temporal.Instant | undefined },
  { today, now }: Pick<Context, 'today' | 'now'>,
): Moment | undefined {
  return asOf || knownAt ? { asOf: asOf ?? today, knownAt: knownAt ?? now } : undefined
}
