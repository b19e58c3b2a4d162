import type { Context, Moment } from '../context.ts'
import { recordDocument } from './documents.ts'
import { draftCorrigendum, type Corrigendum } from './draft-corrigendum.ts'
import { inOneSnapshot } from '../one-snapshot.ts'
import type { Wording } from './retell.ts'

interface Wanted {
  dossier: string
  number?: number | undefined
  format: string
  render: (corrigendum: Corrigendum) => Promise<string | Uint8Array>
}

/** The corrigendum as a file that leaves the house, of which the ledger keeps that it was given. */
export function giveCorrigendum(
  context: Context & { wording: Wording },
  { dossier, number, format, render }: Wanted,
  moment?: Moment,
): Promise<string | Uint8Array> {
  return inOneSnapshot(context, async (tx) => {
    const within = { ...context, db: tx }
    const corrigendum = await draftCorrigendum(within, { dossier, number }, moment)
    const content = await render(corrigendum)
    const documents = corrigendum.documents.map(({ document }) => document.number)
    const shows = { kind: 'corrigendum', dossier, communication: number ?? null, documents } as const
    const known = moment && { ...moment, knownAt: corrigendum.knownAt! }
    await recordDocument(within, { shows, title: `Corrigendum to ${dossier}`, format, content }, known)
    return content
  })
}
