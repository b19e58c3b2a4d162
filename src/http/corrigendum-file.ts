import { corrigendumFile, type CorrigendumFileFormat } from '../documents/corrigendum-file.ts'
import { MEDIA_TYPES } from '../documents/note/note-file.ts'
import { WORDING } from '../documents/wording.ts'
import type { Moment } from '../use-cases/context.ts'
import type { Corrigendum } from '../use-cases/issued/draft-corrigendum.ts'
import { giveCorrigendum } from '../use-cases/issued/give-corrigendum.ts'
import { serveFile } from './files.ts'
import { contextOf, type WebContext } from './web.ts'

/** Drafts the corrigendum and gives it as a file, of which the ledger keeps that it was given. */
export async function serveCorrigendum(
  c: WebContext,
  { dossier, number, format }: { dossier: string; number: number | undefined; format: CorrigendumFileFormat },
  moment?: Moment,
): Promise<Response> {
  const context = { ...contextOf(c), wording: WORDING }
  const render = (corrigendum: Corrigendum) => corrigendumFile(corrigendum, format, context.timeZone)
  const content = await giveCorrigendum(context, { dossier, number, format, render }, moment)
  const of = number === undefined ? dossier : `${dossier}-${number}`
  return serveFile(c, { content, mediaType: MEDIA_TYPES[format], name: `corrigendum-${of}.${format}` })
}
