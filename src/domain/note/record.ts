import type { Character } from '../correspondence/characters.ts'
import type { Bearing, Channel, ClosureReason, Direction, Effect } from '../correspondence/facts.ts'
import type { FollowUpOnDay } from '../standings/follow-up.ts'
import type { Silence } from '../silence/silence.ts'
import type { SetDue } from '../standings/standing.ts'
import type { VagueDate } from '../dates/vague-date.ts'

/** All that a note is drawn from: a dossier as it stood on a day, as known at an instant, to whoever may see it. */
export interface NoteRecord {
  dossier: { reference: string; title: string }
  asOf: Temporal.PlainDate
  knownAt: Temporal.ZonedDateTime
  /** The day has not come yet: what is told of it holds if nothing more happens. */
  isAhead: boolean
  mandates: readonly NotedMandate[]
  /** In the order of asking. */
  asks: readonly NotedAsk[]
  /** In the order of effect. */
  communications: readonly NotedCommunication[]
  closures: readonly NotedClosure[]
  /** That no further response came, of those of which it can be known. */
  silences: readonly Silence[]
}

export interface NotedMandate {
  document: string
  paragraph: string
  requires: string
  /** When it was decided; null where nobody has told. */
  decided: VagueDate | null
  reportDuties: readonly NotedDuty[]
}

export interface NotedDuty {
  body: string
  session: string
  dueOn: Temporal.PlainDate | null
  metBy: string | null
  metOn: Temporal.PlainDate | null
}

export interface NotedAsk {
  followUp: FollowUpOnDay
  policy: string | null
  setDue: SetDue | null
}

export interface NotedCommunication {
  /** Such as `PRK-TC/4`. */
  reference: string
  /** Above 1 where it was corrected. */
  version: number
  channel: Channel
  direction: Direction
  dated: VagueDate | null
  sentOn: Temporal.PlainDate | null
  receivedOn: Temporal.PlainDate | null
  effect: Effect
  orderOnDay: number
  place: number
  sender: string | null
  recipient: string | null
  summary: string | null
  quotation: string | null
  source: string | null
  entries: readonly NotedEntry[]
}

export interface NotedEntry {
  followUp: string
  bearing: Bearing
  character: Character | null
  untilOn: Temporal.PlainDate | null
}

export interface NotedClosure {
  followUp: string
  closedOn: Temporal.PlainDate
  reason: ClosureReason
  remark: string | null
  place: number
}
