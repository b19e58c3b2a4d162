import { CHARACTERS } from '../correspondence/characters.ts'
import type { Channel, Closure, Effect, Entry } from '../correspondence/facts.ts'
import type { ReceivingPoint } from './receiving-points.ts'

/** An entry with the communication that it is of. */
export interface CitedEntry extends Entry {
  /** Such as `PRK-TC/5`. */
  reference: string
  channel: Channel
}

/** What there is to judge a silence by, as known at one instant. */
export interface SilenceRecord {
  followUp: { reference: string; title: string; counterpart: string; desk: string }
  /** The office's day at the instant as of which it is known. */
  knownOn: Temporal.PlainDate
  /** What had taken effect by the day. */
  facts: readonly (CitedEntry | Closure)[]
  /** Replies that the record has later, and that may have come by the day: nobody knows when they came. */
  perhapsEarlier: readonly CitedEntry[]
  /** What the counterpart sent or said that is recorded as bearing on no ask. */
  bearingOnNothing: readonly { reference: string; effect: Effect }[]
  /** Of the desk. */
  points: readonly ReceivingPoint[]
}

/** From the day of their last word; where that is vague, from the ask on nothing may be left out. */
export function silentSince(asked: CitedEntry, lastWord: CitedEntry | null): Temporal.PlainDate {
  return lastWord?.effect.dating === 'exact' ? lastWord.effect.on : asked.effect.on
}

export function isEntry(fact: CitedEntry | Closure): fact is CitedEntry {
  return fact.bearing !== 'closes'
}

/** A reply by a person, which somebody here has read. */
export function isWord({ character }: CitedEntry): boolean {
  return character !== null && CHARACTERS[character].stopsFirstReplyClock
}
