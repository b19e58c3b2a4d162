import { composeNote } from '../../../src/domain/note/note.ts'
import type { Citation, NoteSentence } from '../../../src/domain/note/sentences.ts'
import type { NoteRecord } from '../../../src/domain/note/record.ts'
import { catalogueOf } from '../../../src/language/catalogue.ts'
import { sentenceAsText, type Sentence } from '../../../src/language/story-words.ts'

const words = catalogueOf('en').note

export interface SaidSentence {
  kind: NoteSentence['kind']
  sentence: Sentence
  text: string
  cites: readonly Citation[]
}

/** Every sentence of a note with its records, in order. */
export function sentencesOf(record: NoteRecord): SaidSentence[] {
  return composeNote(record)
    .sections.flatMap(({ paragraphs }) => paragraphs)
    .flat()
    .map((of) => {
      const sentence = words.sentence(of)
      return { kind: of.kind, sentence, text: sentenceAsText(sentence), cites: of.cites }
    })
}

export function textOf(record: NoteRecord): string {
  return sentencesOf(record)
    .map(({ text }) => text)
    .join('\n')
}

/** The days in a record, of whatever name. */
export function daysIn(value: unknown): Temporal.PlainDate[] {
  if (value instanceof Temporal.PlainDate) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(daysIn) : []
}

export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
