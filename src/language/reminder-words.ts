import type { Cited, CitedAsk, Reminder } from '../domain/approaches/reminder.ts'
import type { Sentence } from './story-words.ts'

/** The wording of a drafted reminder. Every sentence says what is on record, and no more. */
export interface ReminderWords {
  /** "Reminder", "Points to raise" */
  title(reminder: Reminder): string
  /** To whom, by what, from whom, on which day. */
  head(reminder: Reminder): readonly { term: string; says: Sentence }[]
  /** "Subject: …" */
  subject(reminder: Reminder): Sentence
  /** For the officer to fill in. */
  salutation: string
  signature: string
  opening(reminder: Reminder): Sentence
  /** Everything that was written and said of one ask, in its order, and that no more is on record. */
  ask(ask: CitedAsk): readonly Sentence[]
  /** What bears on no ask in particular. */
  contact(contact: Cited): Sentence
  closing(reminder: Reminder): readonly Sentence[]
  references: string
  columns: readonly [string, string, string, string]
  row(cited: Cited): readonly [Sentence, Sentence, Sentence, Sentence]
  /** Above what is for the officer alone. */
  forTheOfficer: string
  remark: string
  /** "Drawn from PRK-TC/2 (E/CN.4/2005/32, para. 3) and …" */
  sources(references: readonly Cited[]): Sentence
}
