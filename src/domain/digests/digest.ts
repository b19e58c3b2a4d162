import type { Balance, Change } from './balance.ts'
import type { Bracket, Line } from '../standings/brackets.ts'
import type { ProjectedDuty } from '../duty.ts'
import type { FollowUpOnDay } from '../standings/follow-up.ts'
import type { PendingQuery } from '../pending-query.ts'

/** One numbered issue of a subscription, in the order in which it is read. */
export interface Digest {
  subscription: { number: number; name: string; query: PendingQuery }
  /** Of this issue within its subscription, from 1. */
  number: number
  reader: { name: string; address: string }
  asOf: Temporal.PlainDate
  /** When it was put together, and in whose wall-clock time. */
  plannedAt: Temporal.ZonedDateTime
  /** When the issue before it that reached the reader was put together. */
  previousAt: Temporal.ZonedDateTime | null
  nextAt: Temporal.ZonedDateTime
  /** Earlier slots that passed while no worker ran, and for which this issue stands too. */
  collapsedSlots: number
  /** Whom to tell if the next issue does not come. */
  tell: string
  /** What the record stood at, for readers' mailboxes to witness; absent from what is not issued. */
  anchor?: string
  /** What earlier issues told that was corrected since the last one; absent where nothing was. */
  corrected?: readonly CorrectedSince[]
  balance: Balance
  yourMove: Excerpt<{ followUp: FollowUpOnDay; because: YourMoveReason }>
  newlyFlagged: Excerpt<{ followUp: FollowUpOnDay; kind: Line['kind']; crossedOn: Temporal.PlainDate }>
  /** Longest silence first, at most PENDING_SHOWN of them. */
  pending: readonly FollowUpOnDay[]
  /** Those that nothing has met, the nearest day first. */
  reportDuties: readonly ProjectedDuty[]
  deliveryProblems: readonly { number: number; slotAt: Temporal.ZonedDateTime; said: string }[]
  /** Of everybody's mail, for administrators alone. */
  everybodysMail?: EverybodysMail
}

export interface CorrectedSince {
  /** `PRK-TC/5`, or the follow-up whose closure it was. */
  reference: string
  /** The last issue that told it otherwise. */
  issue: number
  why: string
}

export interface EverybodysMail {
  /** Pending follow-ups that nobody is told of any more, as far as the reader may see them; the first few by reference. */
  untold: { count: number; references: readonly string[] }
  /** Digests that wait for more than a day or were given up. */
  late: number
  /** Addresses that take no mail. */
  mute: number
}

export function isTrouble(mail: EverybodysMail | undefined): mail is EverybodysMail {
  return mail !== undefined && mail.untold.count + mail.late + mail.mute > 0
}

export const PENDING_SHOWN = 50

/** A list of any length: its first rows, at most OTHERS_SHOWN, and how many there are. */
export interface Excerpt<Row> {
  rows: readonly Row[]
  count: number
}

export const OTHERS_SHOWN = 15

export type YourMoveReason = 'unread' | 'with_us' | 'undelivered' | 'promise_lapsed'

/** What a number in a digest opens into. */
export type DigestList =
  | { kind: 'pending'; query: PendingQuery; asOf: Temporal.PlainDate; bracket?: Bracket }
  | { kind: 'change'; subscription: number; number: number; change: Change }
  | { kind: 'follow_up'; reference: string }
  | { kind: 'dossier'; reference: string }
  | { kind: 'duty'; number: number }
  | { kind: 'issue'; subscription: number; number: number }
