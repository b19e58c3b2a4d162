import type { Change } from '../domain/digests/balance.ts'
import type { Bracket, Line } from '../domain/standings/brackets.ts'
import type { Character, Move, State } from '../domain/correspondence/characters.ts'
import type { Cron } from '../domain/digests/cron.ts'
import type { Bearing, Channel, ClosureReason, Direction } from '../domain/correspondence/facts.ts'
import type { FollowUpOnDay } from '../domain/standings/follow-up.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { Problem } from '../domain/problem.ts'
import { describeInput } from '../domain/visible.ts'
import type { CalendarWords } from './calendar-words.ts'
import type { DigestWords } from './digest-words.ts'
import type { DutyWords } from './duty-words.ts'
import type { DueWords } from './due-words.ts'
import type { PolicyWords } from './policy-words.ts'
import { english } from './en/english.ts'
import type { Formats } from './formats.ts'
import type { PlanWords } from './plan-words.ts'
import type { ReminderWords } from './reminder-words.ts'
import type { SilenceWords } from './silence-words.ts'
import type { NoteWords } from './note-words.ts'
import type { StoryWords } from './story-words.ts'

/** All words of one language. Another language is another such object: what it lacks is a type error. */
export interface Catalogue extends Names, Formats {
  /** BCP 47, and the way it is written: the `lang` and `dir` of what is composed in it. */
  language: string
  direction: 'ltr' | 'rtl'
  /** What their last word left it at, without any day: "Holding: took note, will be forwarded or considered". */
  standingInWords(followUp: FollowUpOnDay): string
  /** The standing and how long nothing more was heard: "…; no further word for 8,127 days". */
  stateInWords(followUp: FollowUpOnDay): string
  /** "Overdue", or "Possibly overdue" where the day of the ask is vague. */
  bracketInWords(followUp: FollowUpOnDay): string
  /** "expected, 8,067 days overdue"; empty where there is no due day. */
  dueInWords(followUp: FollowUpOnDay, asOf: Temporal.PlainDate): string
  /** "8,127 days ago", "at least 8,127 days ago", "today"; null is a day that is unknown. */
  agoInWords(days: number | null, isVague: boolean): string
  /** Which pending follow-ups are meant. */
  queryInWords(query: PendingQuery): string
  /** When the issues of a subscription come: "Weekdays at 08:00". */
  scheduleInWords(cron: Cron): string
  digest: DigestWords
  duties: DutyWords
  calendar: CalendarWords
  story: StoryWords
  plan: PlanWords
  reminder: ReminderWords
  silence: SilenceWords
  note: NoteWords
  due: DueWords
  policy: PolicyWords
}

/** Each in a few words, in lower case, to stand inside a sentence or a table. */
export interface Names {
  states: Record<State, string>
  characters: Record<Character, string>
  brackets: Record<Bracket, string>
  moves: Record<Move, string>
  changes: Record<Change, string>
  channels: Record<Channel, string>
  directions: Record<Direction, string>
  lines: Record<Line['kind'], string>
  closureReasons: Record<ClosureReason, string>
  bearings: Record<Bearing, string>
}

const CATALOGUES: Readonly<Record<string, Catalogue>> = { en: english }

const LANGUAGES: readonly string[] = Object.keys(CATALOGUES)

export function catalogueOf(language: string): Catalogue {
  const catalogue = Object.hasOwn(CATALOGUES, language) ? CATALOGUES[language] : undefined
  if (catalogue) return catalogue
  throw new Problem('invalid', `language: got ${describeInput(language)} — expected one of ${LANGUAGES.join(', ')}`)
}
