import type { Note } from '../../domain/note/note.ts'
import type { Context, Moment } from '../context.ts'
import { noteFrom } from './draft-note.ts'
import { giveFile, type Rendered } from './give-file.ts'

export async function giveNote<Content extends string | Uint8Array>(
  context: Context,
  { dossier, ...rendered }: { dossier: string } & Rendered<Note, Content>,
  moment?: Moment,
): Promise<{ note: Note; content: Content }> {
  const { drawn: note, content } = await giveFile(
    context,
    {
      ...rendered,
      shows: { kind: 'note', dossier },
      title: `Note on ${dossier}`,
      draw: (within) => noteFrom(within, dossier, moment),
    },
    moment,
  )
  return { note, content }
}
