import type { Shown } from '../../domain/recipe.ts'
import type { Context, Moment } from '../context.ts'
import { recordDocument } from './documents.ts'
import { inOneSnapshot } from '../one-snapshot.ts'

export interface Rendered<Drawn, Content extends string | Uint8Array> {
  /** Such as `md`, `docx`. */
  format: string
  render: (drawn: Drawn) => Content | Promise<Content>
}

interface FileWanted<Drawn, Content extends string | Uint8Array> extends Rendered<Drawn, Content> {
  shows: Shown
  title: string
  draw: (within: Context) => Promise<Drawn>
}

/** What is drawn from the record, as a file that leaves the house, of which the ledger keeps that it was given. */
export function giveFile<Drawn, Content extends string | Uint8Array>(
  context: Context,
  { shows, title, format, draw, render }: FileWanted<Drawn, Content>,
  moment?: Moment,
): Promise<{ drawn: Drawn; content: Content }> {
  return inOneSnapshot(context, async (tx) => {
    const within = { ...context, db: tx }
    const drawn = await draw(within)
    const content = await render(drawn)
    await recordDocument(within, { shows, title, format, content }, moment)
    return { drawn, content }
  })
}
