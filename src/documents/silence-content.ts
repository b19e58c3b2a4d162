import type { Silence } from '../domain/silence/silence.ts'
import { catalogueOf } from '../language/catalogue.ts'
import { withEvidence, type Stated } from '../language/silence-words.ts'
import type { Block, WordContent } from './word-file.ts'

/** How much of the page each column takes. */
const SHARES = [4, 3, 4, 4]

/** The statement in words, of the statement alone. */
export function silenceContent(silence: Silence, language: string): WordContent {
  const { silence: words } = catalogueOf(language)
  const title = words.title(silence)
  return {
    title,
    language: language === 'en' ? 'en-GB' : language,
    body: [
      { kind: 'title', text: [title] },
      { kind: 'subtitle', text: words.subject(silence) },
      ...[...words.statement(silence), ...words.limits(silence)].map(numbered),
      { kind: 'heading', text: [words.points] },
      {
        kind: 'table',
        columns: words.pointHeads.map((heading, i) => ({ heading, share: SHARES[i]! })),
        rows: silence.points.map((point) => [...words.pointRow(point)]),
      },
      { kind: 'remark', text: words.provenance(silence) },
    ],
  }
}

function numbered(stated: Stated): Block {
  return { kind: 'numbered', text: withEvidence(stated) }
}
