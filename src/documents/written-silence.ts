import type { Silence } from '../domain/silence.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { Stated } from '../language/silence-words.ts'
import type { Sentence } from '../language/story-words.ts'

/** A statement in words, which every format shows in its own way. */
export interface WrittenSilence {
  language: string
  direction: 'ltr' | 'rtl'
  title: string
  subject: Sentence
  /** Each ends with the records that it rests on. */
  statement: readonly Sentence[]
  points: { heading: string; heads: readonly string[]; rows: readonly (readonly Sentence[])[] }
  limits: readonly Sentence[]
  provenance: Sentence
}

export function writeSilence(silence: Silence, language: string): WrittenSilence {
  const { silence: words, direction } = catalogueOf(language)
  return {
    language,
    direction,
    title: words.title(silence),
    subject: words.subject(silence),
    statement: words.statement(silence).map(withEvidence),
    points: { heading: words.points, heads: words.pointHeads, rows: silence.points.map(words.pointRow) },
    limits: words.limits(silence).map(withEvidence),
    provenance: words.provenance(silence),
  }
}

function withEvidence({ text, evidence }: Stated): Sentence {
  return evidence.length > 0 ? [...text, ` [${evidence.join(', ')}]`] : text
}
