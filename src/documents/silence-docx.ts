import { wordFile, type Block } from './word-file.ts'
import type { WrittenSilence } from './written-silence.ts'

/** How much of the page each column takes. */
const SHARES = [4, 3, 4, 4]

export function silenceAsWord(written: WrittenSilence): Promise<Uint8Array> {
  const { language, title, subject, statement, points, limits, provenance } = written
  const body: Block[] = [
    { kind: 'title', text: [title] },
    { kind: 'subtitle', text: subject },
    ...statement.map((text) => ({ kind: 'numbered', text }) as const),
    { kind: 'heading', text: [points.heading] },
    {
      kind: 'table',
      columns: points.heads.map((heading, i) => ({ heading, share: SHARES[i]! })),
      rows: points.rows,
    },
    ...limits.map((text) => ({ kind: 'numbered', text }) as const),
    { kind: 'remark', text: provenance },
  ]
  return wordFile({ title, language, body })
}
