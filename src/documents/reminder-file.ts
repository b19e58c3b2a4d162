import type { Reminder } from '../domain/approaches/reminder.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { Sentence } from '../language/story-words.ts'
import { markdownOf } from './markdown.ts'
import { wordFile, type Block, type WordContent } from './word-file.ts'

export const REMINDER_FORMATS = ['md', 'docx'] as const
export type ReminderFormat = (typeof REMINDER_FORMATS)[number]

interface Wanted {
  format: ReminderFormat
  language: string
}

/** The draft as a file for the officer to edit. The same record gives the same bytes. */
export async function reminderFile(reminder: Reminder, { format, language }: Wanted): Promise<string | Uint8Array> {
  const content = contentOf(reminder, language)
  return format === 'md' ? markdownOf(content) : wordFile(content)
}

function contentOf(reminder: Reminder, language: string): WordContent {
  const { reminder: words, plan } = catalogueOf(language)
  const { approach, asks, contacts, references } = reminder
  const isSent = !approach.meeting && approach.channel !== 'telephone'
  return {
    title: words.title(reminder),
    language: language === 'en' ? 'en-GB' : language,
    body: [
      { kind: 'title', text: [words.title(reminder)] },
      ...words.head(reminder).map(({ term, says }): Block => ({ kind: 'line', text: [`${term}: `, ...says] })),
      { kind: 'subtitle', text: words.subject(reminder) },
      ...(isSent ? [paragraph([words.salutation])] : []),
      paragraph(words.opening(reminder)),
      ...asks.map((ask): Block => ({ kind: 'numbered', text: joined(words.ask(ask)) })),
      ...(contacts.length > 0 ? [paragraph(joined(contacts.map((contact) => words.contact(contact))))] : []),
      ...words.closing(reminder).map(paragraph),
      ...(isSent ? [paragraph([words.signature])] : []),
      { kind: 'heading', text: [words.references] },
      {
        kind: 'table',
        columns: words.columns.map((heading, i) => ({ heading, share: SHARES[i]! })),
        rows: references.map((cited) => [...words.row(cited)]),
      },
      { kind: 'heading', text: [words.forTheOfficer] },
      { kind: 'remark', text: [words.remark] },
      ...plan.circumstances(approach).map(paragraph),
      ...approach.asks.map((ask) => paragraph([`${ask.followUp.reference}: `, ...joined(plan.reasons(ask))])),
      paragraph(words.sources(references)),
    ],
  }
}

const SHARES = [3, 2.5, 5, 5]

function paragraph(text: Sentence): Block {
  return { kind: 'paragraph', text }
}

function joined(sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((sentence, i) => (i === 0 ? [...sentence] : [' ', ...sentence]))
}
