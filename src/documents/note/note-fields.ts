import type { Note } from '../../domain/note/note.ts'
import { followUpFields } from '../../domain/standings/follow-up.ts'
import type { Citation } from '../../domain/note/sentences.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { sentenceAsText } from '../../language/story-words.ts'

/** A note for programs: each sentence with the records that it is drawn from, under names that are promised. */
export function noteFields(note: Note, language: string) {
  const { note: words } = catalogueOf(language)
  let number = 0
  return {
    dossier: note.dossier.reference,
    title: note.dossier.title,
    asOf: note.asOf,
    knownAt: note.knownAt.toInstant(),
    isDraft: note.isAhead,
    owedTo: note.owedTo && { body: note.owedTo.body, session: note.owedTo.session },
    sections: note.sections.map(({ kind, paragraphs }) => ({
      kind,
      paragraphs: paragraphs.map((sentences) => ({
        number: (number += 1),
        sentences: sentences.map((sentence) => ({
          text: sentenceAsText(words.sentence(sentence)),
          records: sentence.cites.map(recordFields),
        })),
      })),
    })),
    annex: note.annex.map(({ followUp }) => followUpFields(followUp)),
  }
}

/** The record's kind, how it is called, and which version of it. */
function recordFields(citation: Citation): { kind: Citation['kind']; reference: string; version: number | null } {
  const { kind } = citation
  switch (kind) {
    case 'dossier':
      return { kind, reference: citation.dossier.reference, version: null }
    case 'mandate':
      return { kind, reference: `${citation.mandate.document}, para. ${citation.mandate.paragraph}`, version: null }
    case 'communication':
      return { kind, reference: citation.communication.reference, version: citation.communication.version }
    case 'closure':
      return { kind, reference: citation.closure.followUp, version: null }
    case 'standing':
      return { kind, reference: citation.ask.followUp.reference, version: null }
    case 'silence':
      return { kind, reference: citation.silence.followUp.reference, version: null }
  }
}
