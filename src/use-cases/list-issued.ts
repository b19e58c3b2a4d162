import type { PendingQuery } from '../domain/pending-query.ts'
import type { Recipe } from '../domain/recipe.ts'
import { listDocuments, type ListedDocument } from '../store/documents.ts'
import type { DigestState } from '../store/schema/digests.ts'
import { listFollowUps } from '../store/follow-ups.ts'
import type { Context, Seen } from './context.ts'
import { wantedDossier } from './find.ts'

/** A document that left the house: what it was, to whom it went and when. */
export interface IssuedDocument {
  number: number
  kind: Recipe['kind']
  title: string
  format: string
  asOf: Temporal.PlainDate
  /** Up to when what had been recorded stands in it. */
  knownAt: Temporal.Instant
  /** Of a list or a digest: what it was narrowed to. */
  query: PendingQuery | null
  to: { name: string; address: string }
  givenAt: Temporal.Instant
  digest: { subscription: number; number: number; state: DigestState } | null
  sha256: string | null
}

const SHOWN = 200

/** The latest of everything that was given out, or of what may show a dossier. */
export async function listIssued(
  context: Pick<Context, 'db' | 'sight'>,
  reference: string | null,
): Promise<IssuedDocument[]> {
  if (reference === null) return (await listDocuments(context, { dossierId: null, limit: SHOWN })).map(issuedOf)
  const { id, openedAt } = await wantedDossier(context, reference)
  const mayMean = whichMayMean(context, reference)
  const issued = []
  for (const listed of await listDocuments(context, { dossierId: id, limit: SHOWN })) {
    const isLater = Temporal.Instant.compare(listed.document.givenAt, openedAt) >= 0
    if (isLater && (await mayMean(listed.document.recipe))) issued.push(issuedOf(listed))
  }
  return issued
}

/** Whether anything in the dossier answers to what a list is narrowed by; many are narrowed alike. */
function whichMayMean(seen: Seen, dossier: string): (recipe: Recipe) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>()
  return (recipe) => {
    if (recipe.kind !== 'list' && recipe.kind !== 'digest') return Promise.resolve(true)
    const { counterpart, owner, desk, search } = recipe.query
    const query = { dossier, counterpart, owner, desk, search }
    const key = JSON.stringify(query)
    const found = known.get(key) ?? listFollowUps(seen, query).then((rows) => rows.length > 0)
    known.set(key, found)
    return found
  }
}

export function issuedOf({ document, reader, address, subscription, number, state }: ListedDocument): IssuedDocument {
  const { id, recipe, title, format, asOf, knownAt, givenAt, sha256 } = document
  return {
    number: id,
    kind: recipe.kind,
    title,
    format,
    asOf,
    knownAt,
    query: 'query' in recipe ? recipe.query : null,
    to: { name: reader, address },
    givenAt,
    digest: subscription === null ? null : { subscription, number: number!, state: state! },
    sha256,
  }
}
