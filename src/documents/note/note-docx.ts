import { wordFile, type Block } from '../word-file.ts'
import type { WrittenNote, WrittenParagraph } from './written-note.ts'

/** How much of the page each column of the annex takes. */
const SHARES = [5, 5, 3.4, 3.4, 4, 4]

export function noteAsWord(note: WrittenNote): Promise<Uint8Array> {
  const { language, title, heading, owedTo, draft, sections, annex, provenance } = note
  const body: Block[] = [
    ...owedTo.map((text) => ({ kind: 'line' as const, text })),
    { kind: 'title', text: [{ said: title }] },
    { kind: 'subtitle', text: [heading] },
    ...(draft ? [{ kind: 'remark' as const, text: [draft] }] : []),
    ...sections.flatMap((section): Block[] => [
      { kind: 'heading', text: [section.heading] },
      ...section.paragraphs.map(paragraph),
    ]),
    { kind: 'heading', text: [annex.heading] },
    { kind: 'table', columns: annex.heads.map((head, i) => ({ heading: head, share: SHARES[i]! })), rows: annex.rows },
    { kind: 'remark', text: provenance },
  ]
  return wordFile({ title, language: REGION[language] ?? language, body })
}

/** Word checks spelling by the region. */
const REGION: Readonly<Record<string, string>> = { en: 'en-GB' }

function paragraph({ sentences }: WrittenParagraph): Block {
  return {
    kind: 'numbered',
    text: sentences.flatMap(({ text, footnote }, i) => [
      ...(i > 0 ? [' '] : []),
      ...text,
      ...(footnote ? [{ note: footnote.text }] : []),
    ]),
  }
}
