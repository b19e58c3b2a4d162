import type { Difference } from '../domain/passages.ts'
import { pick } from '../domain/pick.ts'
import { sentenceAsText } from '../language/story-words.ts'
import type { Corrigendum } from '../use-cases/issued/draft-corrigendum.ts'
import type { IssuedDocument } from '../use-cases/issued/list-issued.ts'
import { differenceInWords } from './difference-words.ts'

/** A corrigendum for programs; the names are promised. */
export function corrigendumFields({ dossier, communication, draftedOn, knownAt, corrections, documents }: Corrigendum) {
  return {
    dossier: dossier.reference,
    title: dossier.title,
    communication,
    draftedOn,
    knownAt,
    corrections: corrections.map(({ differences, ...correction }) => ({
      ...pick(correction, ['kind', 'reference', 'isWithdrawn', 'by', 'at', 'why']),
      differences: differences.map((difference) => differenceFields(difference, null)),
    })),
    documents: documents.map(({ document, differences }) => ({
      ...document,
      differences: differences.map((difference) => differenceFields(difference, document.kind)),
    })),
  }
}

function differenceFields(difference: Difference, kind: IssuedDocument['kind'] | null) {
  const says = sentenceAsText(differenceInWords(difference, kind))
  return { ...pick(difference, ['section', 'about', 'field', 'was', 'is']), says }
}
