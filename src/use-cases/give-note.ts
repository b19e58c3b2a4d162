import type { Note } from '../domain/note.ts'
import type { Context, Moment } from './context.ts'
import { recordDocument } from './documents.ts'
import { noteFrom } from './draft-note.ts'
import { inOneSnapshot } from './one-snapshot.ts'

interface Wanted<Content extends string | Uint8Array> {
  dossier: string
  format: string
  render: (note: Note) => Promise<Content>
}

/** The note as a file that leaves the house, of which the ledger keeps that it was given. */
export function giveNote<Content extends string | Uint8Array>(
  context: Context,
  { dossier, format, render }: Wanted<Content>,
  moment?: Moment,
): Promise<{ note: Note; content: Content }> {
  return inOneSnapshot(context, async (tx) => {
    const within = { ...context, db: tx }
    const note = await noteFrom(within, dossier, moment)
    const content = await render(note)
    const shows = { kind: 'note', dossier: note.dossier.reference } as const
    await recordDocument(within, { shows, title: `Note on ${note.dossier.reference}`, format, content }, moment)
    return { note, content }
  })
}
