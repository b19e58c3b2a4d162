import type { Corrigendum } from '../use-cases/issued/draft-corrigendum.ts'
import { corrigendumFields } from './corrigendum-fields.ts'
import { corrigendumBlocks } from './corrigendum.ts'
import { jsonFile } from './json-file.ts'
import { markdownOf } from './markdown.ts'
import { wordFile } from './word-file.ts'

export const CORRIGENDUM_FORMATS = ['md', 'docx'] as const
/** What programs ask for as well. */
export const CORRIGENDUM_FILE_FORMATS = [...CORRIGENDUM_FORMATS, 'json'] as const
export type CorrigendumFileFormat = (typeof CORRIGENDUM_FILE_FORMATS)[number]

export async function corrigendumFile(
  corrigendum: Corrigendum,
  format: CorrigendumFileFormat,
  timeZone: string,
): Promise<string | Uint8Array> {
  if (format === 'json') return jsonFile(corrigendumFields(corrigendum))
  const body = corrigendumBlocks(corrigendum, timeZone)
  const content = { title: `Corrigendum to ${corrigendum.dossier.reference}`, language: 'en', body }
  return format === 'md' ? markdownOf(content) : wordFile(content)
}
