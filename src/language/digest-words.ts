import type { Line } from '../domain/standings/brackets.ts'
import type { Digest, EverybodysMail, YourMoveReason } from '../domain/digests/digest.ts'
import type { Duty } from '../domain/duty.ts'
import type { FollowUpOnDay } from '../domain/standings/follow-up.ts'

/** The wording of a digest. What a person wrote never passes through it but as an argument. */
export interface DigestWords {
  /** "Relance No. 41" */
  name: string
  number(number: number): string
  /** "2 pending, 2 overdue, longest silence 8,127 days" */
  summary(digest: Digest): string

  asOf: string
  covers: string
  coversFromTheStart(plannedAt: Temporal.ZonedDateTime): string
  list: string
  nextIssue: string
  next(nextAt: Temporal.ZonedDateTime, tell: string): string
  collapsed(slots: number): string
  /** "Corrected since No. 41: PRK-TC/5, “The registry's stamp says so”." */
  corrected(issue: number, reference: string, why: string): string

  balance: string
  opening(previousAt: Temporal.ZonedDateTime | null): string
  closing: string
  byBracket: string
  andMore(count: number): string

  yourMove: string
  nothingToMove: string
  because(because: YourMoveReason, followUp: FollowUpOnDay): string
  newlyFlagged: string
  nothingFlagged: string
  crossed(kind: Line['kind'], crossedOn: Temporal.PlainDate): string
  pending: string
  longestFirst: string
  nothingPending: string
  dueDaysExplained: string
  unshown(count: number): string
  /** Instead of a row that cannot be put into words. */
  notShown: string
  /** Before the command or the link that opens all of a list, and one of it. */
  openAll: string
  openOurs: string
  openOne: string

  asked: string
  lastWord: string
  due: string
  none: string
  noWord: string
  unread(count: number): string
  reminded(count: number, lastOn: Temporal.PlainDate | null): string

  reportDuties: string
  duty(duty: Duty): string
  /** "On 14 March 2027, if nothing happens: PRK-TC-1 …", of which `then` is the beginning. */
  asksStand(then: string, asks: string): string
  dutyWithoutAsks: string
  deliveryProblems: string
  notDelivered(slotAt: Temporal.ZonedDateTime): string
  everybodysMail(mail: EverybodysMail): string

  sentTo(digest: Digest): string
  toChange: string
  toUnsubscribe: string
  isAutomatic: string
  /** What the anchor is for. */
  witnessed(anchor: string): string
}
