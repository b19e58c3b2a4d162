import type { Character } from '../correspondence/characters.ts'
import type { Bearing } from '../correspondence/facts.ts'
import type { Silence } from '../silence/silence.ts'
import type { Office } from './offices.ts'
import type { NotedAsk, NotedClosure, NotedCommunication, NotedDuty, NotedMandate, NoteRecord } from './record.ts'
import type { When } from './when.ts'

/** One sentence of a note: what it says, and the records that it is drawn from, which are never none. */
export type NoteSentence = Saying & { cites: readonly [Citation, ...Citation[]] }

export type Citation =
  | { kind: 'dossier'; dossier: NoteRecord['dossier'] }
  | { kind: 'mandate'; mandate: NotedMandate }
  /** `isTold` where the sentences say what its summary says. */
  | { kind: 'communication'; communication: NotedCommunication; isTold: boolean }
  | { kind: 'closure'; closure: NotedClosure }
  | { kind: 'standing'; ask: NotedAsk; from: readonly NotedCommunication[]; closures: readonly NotedClosure[] }
  | { kind: 'silence'; silence: Silence }

type Saying =
  | { kind: 'without_mandate'; dossier: NoteRecord['dossier'] }
  | { kind: 'mandate'; mandate: NotedMandate; isFirst: boolean }
  | { kind: 'requires'; mandate: NotedMandate }
  | { kind: 'duty'; duty: NotedDuty }
  | ({ kind: 'communication'; bearings: readonly Bore[]; followsUp: Followed | null } & Told)
  | ({ kind: 'replied_then'; replies: readonly Bore[] } & Told)
  | ({ kind: 'surrounded'; isBefore: boolean; isAfter: boolean } & Told)
  | { kind: 'crossed'; writtenOn: Temporal.PlainDate; reminder: NotedCommunication; remindedOn: Temporal.PlainDate }
  | FirstReply
  | { kind: 'summary'; says: string }
  | { kind: 'closed'; closure: NotedClosure }
  | { kind: 'stands' | 'ages' | 'due'; ask: NotedAsk; asOf: Temporal.PlainDate; isEverSet: boolean }
  | { kind: 'nothing_asked' }
  | {
      kind: 'nothing_after'
      last: Told | null
      asOf: Temporal.PlainDate
      isAhead: boolean
      maybeLater: readonly string[]
    }
  | { kind: 'silence'; silence: Silence }

/** A communication with what only the rest of the record tells of it. */
export interface Told {
  of: NotedCommunication
  when: When
  writtenOn: Temporal.PlainDate | null
  sender: Office | null
  recipient: Office | null
}

/** How one communication bore on asks, the same on all of them. */
export interface Bore {
  bearing: Bearing
  character: Character | null
  untilOn: Temporal.PlainDate | null
  /** Asked before. */
  isAgain: boolean
  asks: readonly NamedAsk[]
}

/** The title only where the note names the ask for the first time; the office where the letter names none, or several offices were asked. */
export interface NamedAsk {
  reference: string
  title: string | null
  office: string | null
}

/** The one communication that a reminder recalls. */
export interface Followed {
  of: NotedCommunication
  on: Temporal.PlainDate
  isSameRecipient: boolean
}

export interface FirstReply {
  kind: 'first_reply'
  followUp: string
  days: number
  isVague: boolean
  reminder: { on: Temporal.PlainDate; days: number } | null
}
