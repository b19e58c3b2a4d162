import { MEDIA_TYPES, noteFile, noteFileName, type NoteFileFormat } from '../documents/note/note-file.ts'
import type { Moment } from '../use-cases/context.ts'
import { giveNote } from '../use-cases/issued/give-note.ts'
import { serveFile } from './files.ts'
import { contextOf, type Web, type WebContext } from './web.ts'

/** The note as a file to be saved, of which the ledger keeps that it was given. */
export async function serveNote(
  c: WebContext,
  { printPdf: print }: Pick<Web, 'printPdf'>,
  { dossier, format, moment }: { dossier: string; format: NoteFileFormat; moment: Moment | undefined },
): Promise<Response> {
  const { note, content } = await giveNote(
    contextOf(c),
    { dossier, format, render: (of) => noteFile(of, format, { language: 'en', print }) },
    moment,
  )
  return serveFile(c, { content, mediaType: MEDIA_TYPES[format], name: noteFileName(note, format) })
}
