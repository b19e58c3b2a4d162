import type { Corrigendum } from '../use-cases/draft-corrigendum.ts'
import { blocksAsMarkdown } from './blocks-as-markdown.ts'
import { corrigendumBlocks } from './corrigendum.ts'
import { wordFile } from './word-file.ts'

export const CORRIGENDUM_FORMATS = ['md', 'docx'] as const
export type CorrigendumFormat = (typeof CORRIGENDUM_FORMATS)[number]

export async function corrigendumFile(
  corrigendum: Corrigendum,
  format: CorrigendumFormat,
  timeZone: string,
): Promise<string | Uint8Array> {
  const body = corrigendumBlocks(corrigendum, timeZone)
  if (format === 'md') return blocksAsMarkdown(body)
  return wordFile({ title: `Corrigendum to ${corrigendum.dossier.reference}`, language: 'en', body })
}
