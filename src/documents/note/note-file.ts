import type { Note } from '../../domain/note/note.ts'
import { jsonFile } from '../json-file.ts'
import { noteAsWord } from './note-docx.ts'
import { noteFields } from './note-fields.ts'
import { noteAsPage } from './note-html.ts'
import { noteAsMarkdown } from './note-markdown.ts'
import { writeNote } from './written-note.ts'

export const NOTE_FORMATS = ['md', 'docx', 'html', 'pdf'] as const
export type NoteFormat = (typeof NOTE_FORMATS)[number]
/** What programs ask for as well. */
export const NOTE_FILE_FORMATS = [...NOTE_FORMATS, 'json'] as const
export type NoteFileFormat = (typeof NOTE_FILE_FORMATS)[number]

export const MEDIA_TYPES: Record<NoteFileFormat, string> = {
  md: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json',
}

/** Prints a page that needs nothing beside itself. */
export type Print = (page: string) => Promise<Uint8Array>

/** The note as a file, of the note alone; only a PDF tells when it was made. */
export async function noteFile(
  note: Note,
  format: NoteFileFormat,
  { language, print }: { language: string; print: Print },
): Promise<string | Uint8Array> {
  const written = writeNote(note, language)
  switch (format) {
    case 'md':
      return noteAsMarkdown(written)
    case 'docx':
      return noteAsWord(written)
    case 'html':
      return String(await noteAsPage(written))
    case 'pdf':
      return print(String(await noteAsPage(written)))
    case 'json':
      return jsonFile(noteFields(note, language))
  }
}

/** "PRK-TC-note-2004-12-22.docx" */
export function noteFileName({ dossier, asOf }: Note, format: NoteFileFormat): string {
  return `${dossier.reference}-note-${asOf.toString()}.${format}`
}
