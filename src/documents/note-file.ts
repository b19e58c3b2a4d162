import type { Note } from '../domain/note.ts'
import { noteAsWord } from './note-docx.ts'
import { noteAsPage } from './note-html.ts'
import { noteAsMarkdown } from './note-markdown.ts'
import { writeNote } from './written-note.ts'

export const NOTE_FORMATS = ['md', 'docx', 'html', 'pdf'] as const
export type NoteFormat = (typeof NOTE_FORMATS)[number]

export const MEDIA_TYPES: Record<NoteFormat, string> = {
  md: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
}

/** Prints a page that needs nothing beside itself. */
export type Print = (page: string) => Promise<Uint8Array>

/** The note as a file, of the note alone; only a PDF tells when it was made. */
export async function noteFile(
  note: Note,
  format: NoteFormat,
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
  }
}

/** "PRK-TC-note-2004-12-22.docx" */
export function noteFileName({ dossier, asOf }: Note, format: NoteFormat): string {
  return `${dossier.reference}-note-${asOf.toString()}.${format}`
}
