import type { Character } from '../correspondence/characters.ts'
import type { Bearing, Channel, Direction } from '../correspondence/facts.ts'
import type { FollowUpOnDay } from '../standings/follow-up.ts'
import type { VagueDate } from '../dates/vague-date.ts'
import type { Approach } from './plan.ts'

/** A communication as a letter refers to it. Our own summary is not in it: it was not written for them. */
export interface Cited {
  /** `PRK-TC/4` */
  reference: string
  channel: Channel
  direction: Direction
  dated: VagueDate | null
  sentOn: Temporal.PlainDate | null
  receivedOn: Temporal.PlainDate | null
  tookEffectOn: Temporal.PlainDate
  sender: string | null
  recipient: string | null
  quotation: string | null
  source: string | null
}

export interface Bore {
  bearing: Bearing
  character: Character | null
  untilOn: Temporal.PlainDate | null
}

/** One ask with everything that bore on it; a communication that bears on nothing may have been about anything. */
export interface CitedAsk {
  followUp: FollowUpOnDay
  dossierTitle: string
  /** In the order of effect. */
  correspondence: readonly { communication: Cited; entries: readonly Bore[] }[]
}

/** The draft of an approach, drawn from the record alone. */
export interface Reminder {
  approach: Approach
  /** Of the dossiers, each once. */
  subjects: readonly string[]
  /** Each with what bore on it. */
  asks: readonly CitedAsk[]
  /** What bears on no ask, each once. */
  contacts: readonly Cited[]
  /** All that it refers to, each once, in the order of effect. */
  references: readonly Cited[]
}

export function composeReminder(approach: Approach, asks: readonly CitedAsk[]): Reminder {
  const all = asks.flatMap(({ correspondence }) => correspondence)
  return {
    approach,
    subjects: [...new Set(asks.map(({ dossierTitle }) => dossierTitle))],
    asks: asks.map((ask) => ({
      ...ask,
      correspondence: ask.correspondence.filter(({ entries }) => entries.length > 0),
    })),
    contacts: eachOnce(all.filter(({ entries }) => entries.length === 0)),
    references: eachOnce(all),
  }
}

function eachOnce(filed: readonly { communication: Cited }[]): Cited[] {
  const byReference = new Map(filed.map(({ communication }) => [communication.reference, communication]))
  return [...byReference.values()].toSorted((a, b) => Temporal.PlainDate.compare(a.tookEffectOn, b.tookEffectOn))
}
