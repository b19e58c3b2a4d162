import type { Silence } from '../domain/silence/silence.ts'
import type { Sentence } from './story-words.ts'

/** A sentence and the records that it rests on: communications and receiving points. */
export interface Stated {
  text: Sentence
  evidence: readonly string[]
}

/** As it stands in the statement: each sentence ends with the records that it rests on. */
export function withEvidence({ text, evidence }: Stated): Sentence {
  return evidence.length > 0 ? [...text, ` [${evidence.join(', ')}]`] : text
}

/** The wording of a statement that nothing more was heard. */
export interface SilenceWords {
  /** "No further response as at 22 December 2004" */
  title(silence: Silence): string
  /** "PRK-TC-1, Exploring ways of initiating technical cooperation" */
  subject(silence: Silence): Sentence
  /** What was asked, what came back, and that nothing more did. */
  statement(silence: Silence): readonly Stated[]
  /** Where a response could have come in: the heading, and that of each column. */
  points: string
  pointHeads: readonly [string, string, string, string]
  pointRow(point: Silence['points'][number]): readonly Sentence[]
  /** What nobody can attest to. */
  limits(silence: Silence): readonly Stated[]
  /** From what it was stated. */
  provenance(silence: Silence): Sentence
}
