import type { Silence } from '../domain/silence/silence.ts'
import { markdownOf } from './markdown.ts'
import { pageOf } from './page.ts'
import { silenceContent } from './silence-content.ts'
import { wordFile } from './word-file.ts'

export const SILENCE_FORMATS = ['md', 'html', 'docx'] as const
export type SilenceFormat = (typeof SILENCE_FORMATS)[number]

/** The statement as a file. The same record gives the same bytes. */
export async function silenceFile(
  silence: Silence,
  format: SilenceFormat,
  language: string,
): Promise<string | Uint8Array> {
  const content = silenceContent(silence, language)
  switch (format) {
    case 'md':
      return markdownOf(content)
    case 'html':
      return String(await pageOf(content))
    case 'docx':
      return wordFile(content)
  }
}

/** "PRK-TC-1-silence-2004-12-22.docx" */
export function silenceFileName({ followUp, asOf }: Silence, format: SilenceFormat): string {
  return `${followUp.reference}-silence-${asOf.toString()}.${format}`
}
