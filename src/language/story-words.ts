import type { Character } from '../domain/correspondence/characters.ts'
import type { DueDay } from '../domain/standings/due-day.ts'
import type { Bearing, Direction, Fact } from '../domain/correspondence/facts.ts'
import type { FollowUpOnDay } from '../domain/standings/follow-up.ts'
import type { VagueDate } from '../domain/dates/vague-date.ts'

/** Our words, and between them what a person wrote, which each edge shows in its own safe way. */
export type Sentence = readonly (string | Said)[]

interface Said {
  said: string
}

/** The fact that a state rests on, and who spoke or wrote then, as it was recorded. */
export interface Reason {
  fact: Fact
  speaker: string | null
}

/** The wording of a follow-up's story. */
export interface StoryWords {
  /** "Holding: on 24 August 2004 the Permanent Representative took note; no further word for 8,127 days" */
  standingWithReason(followUp: FollowUpOnDay, reason: Reason | null): Sentence
  /** "The next move is theirs." */
  move(followUp: Pick<FollowUpOnDay, 'move'>): string
  /** How an expected due day was counted; never silent about holidays that nobody knows. Names the policy as it was written. */
  proof(dueDay: DueDay, policy: string | null): string
  /** "First reply after 144 days, 14 days after a reminder." */
  firstReply(reply: { afterDays: number; afterReminderDays: number | null }): string
  /** "8 August 2003", "By 8 August 2003 (../2003-08-08)", "date unknown" */
  dayOf(communication: MovedOrDated): string
  vagueDate(dated: VagueDate): string
  /** The same where there is little room: "8 Aug 2003", "by 8 Aug 2003". */
  shortDayOf(communication: MovedOrDated): string
  /** "reminds", "noted" */
  briefly(entry: { bearing: Bearing; character: Character | null }): string
  /** "8,127 days without a word" */
  silence(days: number, isVague: boolean): string
  /** "replies: took note, will be forwarded or considered" */
  bears(entry: { bearing: Bearing; character: Character | null; untilOn: Temporal.PlainDate | null }): string
  /** "Report to the Commission on Human Rights, sixty-first session: not met yet." */
  duty(duty: OwedDuty): string
}

export interface MovedOrDated {
  direction: Direction
  dated: VagueDate | null
  sentOn: Temporal.PlainDate | null
  receivedOn: Temporal.PlainDate | null
}

export interface OwedDuty {
  body: string
  session: string
  dueOn: Temporal.PlainDate | null
  metBy: string | null
  metOn: Temporal.PlainDate | null
}

/** For edges that have one kind of text alone. */
export function sentenceAsText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.said)).join('')
}
