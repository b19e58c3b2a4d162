import type { Database } from '../store/database.ts'
import type { Officer } from '../store/parties.ts'

/** Who acts, on what, and when: the same instant for all that one operation writes. */
export interface Context {
  db: Database
  officer: Officer
  now: Temporal.Instant
  /** The office's day at `now`. */
  today: Temporal.PlainDate
  /** The office's, in which days begin and end. */
  timeZone: string
}
export type { Moment } from '../store/facts.ts'
