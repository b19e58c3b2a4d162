import type { Note } from '../../domain/note/note.ts'
import type { Citation, NoteSentence } from '../../domain/note/sentences.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import type { Sentence } from '../../language/story-words.ts'

/** A note in words, which every format shows in its own way. */
export interface WrittenNote {
  language: string
  direction: 'ltr' | 'rtl'
  /** Its reference. */
  dossier: string
  /** The body and its session, where a report is owed to one. */
  owedTo: readonly Sentence[]
  title: string
  heading: string
  /** That it is a draft of a day to come; empty where it is not. */
  draft: string
  provenance: Sentence
  sections: readonly { heading: string; paragraphs: readonly WrittenParagraph[] }[]
  annex: { heading: string; heads: readonly string[]; rows: readonly (readonly Sentence[])[] }
}

/** Numbered through the whole note. */
export interface WrittenParagraph {
  number: number
  sentences: readonly WrittenSentence[]
}

interface WrittenSentence {
  text: Sentence
  /** Numbered through the whole note; null where the next sentence is drawn from the same records and calls for both. */
  footnote: { number: number; text: Sentence } | null
}

export function writeNote(note: Note, language: string): WrittenNote {
  const { note: words, direction } = catalogueOf(language)
  const footnotes = footnotesOf(language)
  let number = 0
  return {
    language,
    direction,
    dossier: note.dossier.reference,
    owedTo: note.owedTo ? [[{ said: note.owedTo.body }], words.session(note.owedTo.session)] : [],
    title: note.dossier.title,
    heading: words.heading(note),
    draft: words.draft(note),
    provenance: words.provenance(note),
    sections: note.sections.map(({ kind, paragraphs }) => ({
      heading: words.sections[kind],
      paragraphs: paragraphs.map((sentences) => ({ number: (number += 1), sentences: footnotes(sentences) })),
    })),
    annex: { heading: words.annex, heads: words.annexHeads, rows: note.annex.map(words.annexRow) },
  }
}

/** Each record in full where it is cited for the first time, and by its reference after that. */
function footnotesOf(language: string): (sentences: readonly NoteSentence[]) => WrittenSentence[] {
  const { note: words } = catalogueOf(language)
  const cited = new Set<string>()
  let number = 0
  const citeInWords = (citation: Citation) => {
    const name = nameOf(citation)
    const isFirst = !cited.has(name)
    cited.add(name)
    return words.citation(citation, isFirst)
  }
  return (sentences) =>
    sentences.map((sentence, i) => {
      const text = words.sentence(sentence)
      const next = sentences[i + 1]
      if (next && namesOf(next) === namesOf(sentence)) return { text, footnote: null }
      const records = sentence.cites.map(citeInWords)
      const joined = records.flatMap((record, place) => (place > 0 ? [words.between, ...record] : record))
      number += 1
      return { text, footnote: { number, text: [...joined, '.'] } }
    })
}

function namesOf({ cites }: NoteSentence): string {
  return cites.map(nameOf).join()
}

/** What tells one record from another. */
export function nameOf(citation: Citation): string {
  switch (citation.kind) {
    case 'dossier':
      return `dossier ${citation.dossier.reference}`
    case 'mandate':
      return `mandate ${citation.mandate.document}, ${citation.mandate.paragraph}`
    case 'communication':
      return `communication ${citation.communication.reference}`
    case 'closure':
      return `closure ${citation.closure.followUp} ${citation.closure.place}`
    case 'standing':
      return `standing ${citation.ask.followUp.reference}`
    case 'silence':
      return `silence ${citation.silence.followUp.reference}`
  }
}
