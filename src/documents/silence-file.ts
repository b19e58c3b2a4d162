import type { Silence } from '../domain/silence.ts'
import { silenceAsWord } from './silence-docx.ts'
import { silenceAsPage } from './silence-html.ts'
import { silenceAsMarkdown } from './silence-markdown.ts'
import { writeSilence } from './written-silence.ts'

export const SILENCE_FORMATS = ['md', 'html', 'docx'] as const
export type SilenceFormat = (typeof SILENCE_FORMATS)[number]

/** The statement as a file, of the statement alone. */
export async function silenceFile(
  silence: Silence,
  format: SilenceFormat,
  language: string,
): Promise<string | Uint8Array> {
  const written = writeSilence(silence, language)
  switch (format) {
    case 'md':
      return silenceAsMarkdown(written)
    case 'html':
      return String(await silenceAsPage(written))
    case 'docx':
      return silenceAsWord(written)
  }
}

/** "PRK-TC-1-silence-2004-12-22.docx" */
export function silenceFileName({ followUp, asOf }: Silence, format: SilenceFormat): string {
  return `${followUp.reference}-silence-${asOf.toString()}.${format}`
}
