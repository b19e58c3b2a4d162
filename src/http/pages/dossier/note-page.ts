import type { Note } from '../../../domain/note/note.ts'
import { parseCommunicationReference } from '../../../domain/correspondence/reference.ts'
import { NOTE_FORMATS, type NoteFormat } from '../../../documents/note/note-file.ts'
import { noteBody } from '../../../documents/note/note-html.ts'
import { writeNote } from '../../../documents/note/written-note.ts'
import type { WebContext } from '../../web.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { communicationPath } from './filed.ts'

export function notePath(dossier: string): string {
  return `/dossiers/${dossier}/note`
}

/** The note to be read, and the ways to have it as a file. */
export function notePage(c: WebContext, note: Note): Html {
  const { reference } = note.dossier
  return layout(c, {
    title: `Note on ${reference}`,
    within: '/dossiers',
    body: html`<div class="note-head">
        <p class="reference soft"><a href="${withMoment(c, `/dossiers/${reference}`)}">${reference}</a></p>
        <p class="actions">
          ${NOTE_FORMATS.map(
            (format) =>
              html`<a class="button quiet" href="${withMoment(c, `${notePath(reference)}/file?format=${format}`)}"
                >${NAMES[format]}</a
              > `,
          )}
        </p>
      </div>
      ${noteBody(writeNote(note, 'en'), (of) => withMoment(c, recordPath(of)))}`,
  })
}

function recordPath(reference: string): string {
  if (!reference.includes('/')) return `/follow-ups/${reference}`
  const { dossier, number } = parseCommunicationReference(reference)
  return communicationPath(dossier, number)
}

const NAMES: Record<NoteFormat, string> = { md: 'Markdown', docx: 'Word', html: 'Web page', pdf: 'PDF' }
