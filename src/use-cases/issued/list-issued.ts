import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Recipe } from '../../domain/recipe.ts'
import type { ListedDocument } from '../../store/documents.ts'
import type { Dossier } from '../../store/correspondence/dossiers.ts'
import type { DigestState } from '../../store/schema/digests.ts'
import { listFollowUps } from '../../store/correspondence/follow-ups.ts'
import { doneBy, type Context, type Moment, type Seen } from '../context.ts'
import { documentsIn } from './documents-in-batches.ts'
import { wantedDossier } from '../find.ts'

/** A document that left the house: what it was, to whom it went and when. */
export interface IssuedDocument {
  number: number
  kind: Recipe['kind']
  title: string
  format: string
  asOf: Temporal.PlainDate
  /** Up to when what had been recorded stands in it. */
  knownAt: Temporal.Instant
  /** Of a list, a calendar or a digest: what it was narrowed to. */
  query: PendingQuery | null
  to: { name: string; address: string }
  givenAt: Temporal.Instant
  digest: { subscription: number; number: number; state: DigestState } | null
  sha256: string | null
}

export interface IssuedPage {
  issued: IssuedDocument[]
  /** The number before which the next page begins; null where this is the last. */
  next: number | null
}

interface Wanted {
  /** Of what may show this dossier; null of everything. */
  dossier: string | null
  before?: number | undefined
  limit: number
}

/** A page of everything that was given out, by a moment, or of what may show a dossier, latest first. */
export async function listIssued(
  context: Pick<Context, 'db' | 'sight' | 'timeZone'>,
  { dossier: reference, before, limit }: Wanted,
  moment?: Moment,
): Promise<IssuedPage> {
  const dossier = reference === null ? null : await wantedDossier(context, reference)
  const isShown = dossier === null ? () => Promise.resolve(true) : whichMayShow(context, dossier)
  const found: IssuedDocument[] = []
  const wanted = { dossierId: dossier?.id ?? null, before, givenBy: moment && doneBy(moment, context) }
  for await (const listed of documentsIn(context, wanted)) {
    if (!(await isShown(listed))) continue
    found.push(issuedOf(listed))
    if (found.length > limit) break
  }
  const issued = found.slice(0, limit)
  return { issued, next: found.length > limit ? issued.at(-1)!.number : null }
}

/** Those given since it was opened, that mean anything in it. */
function whichMayShow(seen: Seen, { reference, openedAt }: Dossier): (listed: ListedDocument) => Promise<boolean> {
  const mayMean = whichMayMean(seen, reference)
  return ({ document: { givenAt, recipe } }) =>
    Temporal.Instant.compare(givenAt, openedAt) >= 0 ? mayMean(recipe) : Promise.resolve(false)
}

/** Whether anything in the dossier answers to what a list is narrowed by; many are narrowed alike. */
function whichMayMean(seen: Seen, dossier: string): (recipe: Recipe) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>()
  return (recipe) => {
    if (!('query' in recipe)) return Promise.resolve(true)
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
