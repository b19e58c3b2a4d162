import type { Corrigendum } from '../use-cases/draft-corrigendum.ts'
import { corrigendumBlocks } from './corrigendum.ts'
import { markdownOf } from './markdown.ts'
import { wordFile } from './word-file.ts'

export const CORRIGENDUM_FORMATS = ['md', 'docx'] as const
export type CorrigendumFormat = (typeof CORRIGENDUM_FORMATS)[number]

export async function corrigendumFile(
  corrigendum: Corrigendum,
  format: CorrigendumFormat,
  timeZone: string,
): Promise<string | Uint8Array> {
  const body = corrigendumBlocks(corrigendum, timeZone)
  const content = { title: `Corrigendum to ${corrigendum.dossier.reference}`, language: 'en', body }
  return format === 'md' ? markdownOf(content) : wordFile(content)
}
