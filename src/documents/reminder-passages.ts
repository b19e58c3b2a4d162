import type { Reminder } from '../domain/approaches/reminder.ts'
import type { Passage } from '../domain/passages.ts'
import { catalogueOf } from '../language/catalogue.ts'
import { sentenceAsText, type Sentence } from '../language/story-words.ts'
import { nth } from './nth.ts'

const { reminder: words, plan } = catalogueOf('en')

/** A draft passage by passage: its head, each ask, each reference, and what it tells the officer. */
export function reminderPassages(reminder: Reminder): Passage[] {
  const { approach, asks, contacts, references } = reminder
  return [
    says('Title', '', [[words.title(reminder)]]),
    ...words.head(reminder).map(({ term, says: text }) => says('Head', term, [text])),
    says('Subject', '', [words.subject(reminder)]),
    says('Opening', '', [words.opening(reminder)]),
    ...asks.flatMap((ask) => sentencesOf(ask.followUp.reference, words.ask(ask))),
    ...contacts.map((contact) => says('Contacts', contact.reference, [words.contact(contact)])),
    says('Closing', '', words.closing(reminder)),
    ...references.map((cited) => says(words.references, cited.reference, words.row(cited))),
    says(words.forTheOfficer, '', plan.circumstances(approach)),
    ...approach.asks.map((ask) => says(words.forTheOfficer, ask.followUp.reference, plan.reasons(ask))),
  ]
}

function says(section: string, about: string, sentences: readonly Sentence[]): Passage {
  return { section, about, fields: { '': sentences.map(sentenceAsText).join(' ') } }
}

function sentencesOf(ask: string, sentences: readonly Sentence[]): Passage[] {
  return sentences.map((sentence, place) => says('Asks', `${ask}, ${nth(place)} sentence`, [sentence]))
}
