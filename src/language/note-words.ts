import type { Note } from '../domain/note/note.ts'
import type { NotedAsk } from '../domain/note/record.ts'
import type { Citation, NoteSentence } from '../domain/note/sentences.ts'
import type { Sentence } from './story-words.ts'

/** The wording of a note, in the register of the documents that such notes become. */
export interface NoteWords {
  /** "Note as at 22 December 2004" */
  heading(note: Note): string
  /** "Sixty-first session" */
  session(session: string): Sentence
  /** Of which dossier, and as known when. */
  provenance(note: Note): Sentence
  /** That the day has not come yet; empty where it has. */
  draft(note: Note): string
  sections: Record<Note['sections'][number]['kind'], string>
  sentence(sentence: NoteSentence): Sentence
  /** The record that a sentence is drawn from: in full where it is cited for the first time. */
  citation(citation: Citation, isFirst: boolean): Sentence
  /** Between the records of one footnote. */
  between: string
  annex: string
  annexHeads: readonly string[]
  annexRow(ask: NotedAsk): readonly Sentence[]
}
