import { MEDIA_TYPES } from '../documents/note/note-file.ts'
import { silenceFile, silenceFileName, type SilenceFormat } from '../documents/silence-file.ts'
import type { Silence } from '../domain/silence/silence.ts'
import type { Moment } from '../use-cases/context.ts'
import { giveSilence } from '../use-cases/issued/give-silence.ts'
import { serveFile } from './files.ts'
import { contextOf, type WebContext } from './web.ts'

/** The statement as a file to be saved, of which the ledger keeps that it was given. */
export async function serveSilence(
  c: WebContext,
  { followUp, format, moment }: { followUp: string; format: SilenceFormat; moment: Moment | undefined },
): Promise<Response> {
  const render = (silence: Silence) => silenceFile(silence, format, 'en')
  const { silence, content } = await giveSilence(contextOf(c), { followUp, format, render }, moment)
  return serveFile(c, { content, mediaType: MEDIA_TYPES[format], name: silenceFileName(silence, format) })
}
