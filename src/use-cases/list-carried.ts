import { differencesOf, type Difference, type Passage } from '../domain/passages.ts'
import type { Recipe } from '../domain/recipe.ts'
import { listRecordings } from '../store/audit.ts'
import { listDocuments, type ListedDocument } from '../store/documents.ts'
import type { Context, Moment, Sight } from './context.ts'
import { wantedDossier } from './find.ts'
import { knownBy } from './known-by.ts'
import { listChanges, type Change } from './list-changes.ts'
import { issuedOf, type IssuedDocument } from './list-issued.ts'
import { retellDuties } from './retell-duties.ts'
import { retellStandings } from './retell-list.ts'
import { retell, type Wording } from './retell.ts'

/** A document that says otherwise now than when it was given out, and where. */
export interface Carried {
  document: IssuedDocument
  differences: readonly Difference[]
  /** What was recorded since and may show in it. */
  because: readonly Change[]
}

/** How many of the latest documents are held against the record. */
const MOST_DOCUMENTS = 500

interface Wanted {
  dossier: string
  /** Only what the versions of this communication, or of the closure of this follow-up, brought about. */
  number?: number | undefined
  followUp?: string | undefined
  /** Only digests of this subscription. */
  subscription?: number | undefined
}

function isMeant({ number, followUp }: Pick<Wanted, 'number' | 'followUp'>, change: Change): boolean {
  if (number !== undefined) return change.number === number
  return followUp === undefined || (change.kind === 'closure' && change.followUp === followUp)
}

type Asking = Context & { wording: Wording }

/**
 * The documents that carried what was recorded otherwise since, in a dossier or by the versions of one of its
 * communications, latest first. Exactly those whose recipe tells something else now.
 */
export async function listCarried(
  context: Asking,
  { dossier: reference, subscription, ...which }: Wanted,
): Promise<Carried[]> {
  const dossier = await wantedDossier(context, reference)
  const recordings = await listRecordings(context.db, dossier.id)
  const changes = (await listChanges(context, dossier.id, recordings)).filter((change) => isMeant(which, change))
  const [first] = changes.map(({ from }) => from).toSorted((a, b) => Temporal.PlainDate.compare(a, b))
  if (!first) return []
  const wanted = { dossierId: dossier.id, from: first, subscription, limit: MOST_DOCUMENTS }
  const carried: Carried[] = []
  for (const listed of await listDocuments(context, wanted)) {
    const told = { ...listed.document, knownAt: knownBy(listed, recordings) }
    const because = changes.filter((change) => isNewsTo(told, change))
    if (because.length === 0) continue
    const steps = which.number === undefined && which.followUp === undefined ? null : because
    const differences = await differencesSince(context, { dossier: reference, told }, steps)
    if (differences.length > 0) carried.push({ document: issuedOf(listed), differences, because })
  }
  return carried
}

type Told = Pick<ListedDocument['document'], 'recipe' | 'asOf' | 'knownAt' | 'givenAt'>

function isNewsTo({ asOf, knownAt }: Pick<Told, 'asOf' | 'knownAt'>, { recordedAt, from }: Change): boolean {
  return Temporal.Instant.compare(recordedAt, knownAt) > 0 && Temporal.PlainDate.compare(from, asOf) <= 0
}

/** All there are, or those that some changes brought about and that still hold. */
async function differencesSince(
  context: Asking,
  { dossier, told }: { dossier: string; told: Told },
  changes: readonly Change[] | null,
): Promise<Difference[]> {
  const { recipe, asOf, knownAt, givenAt } = told
  const today = givenAt.toZonedDateTimeISO(context.timeZone).toPlainDate()
  const seen = { ...context, today, sight: commonSight(context.sight, recipe.sight) }
  const between = (from: Temporal.Instant, to: Temporal.Instant) =>
    differencesBetween(seen, { recipe, dossier }, [
      { asOf, knownAt: from },
      { asOf, knownAt: to },
    ])
  const all = await between(knownAt, context.now)
  if (changes === null || all.length === 0) return all
  const steps: Difference[] = []
  for (const { recordedAt } of changes)
    steps.push(...(await between(recordedAt.subtract({ microseconds: 1 }), recordedAt)))
  return all.filter((difference) => steps.some((step) => isOfOneMind(step, difference)))
}

function isOfOneMind(a: Difference, b: Difference): boolean {
  if (a.key !== b.key) return false
  return a.field === null || b.field === null || a.field === b.field
}

async function differencesBetween(
  seen: Asking,
  { recipe, dossier }: { recipe: Recipe; dossier: string },
  [from, to]: readonly [Moment, Moment],
): Promise<Difference[]> {
  const compare = async (tell: (moment: Moment) => Promise<Passage[]>) =>
    differencesOf(await tell(from), await tell(to))
  if (recipe.kind !== 'digest') return compare((moment) => retell(seen, recipe, { moment, dossier }))
  // What does not show in how the dossier's asks and duties stand does not show in a digest.
  const standings = await compare((moment) => retellStandings(seen, dossier, moment))
  const isSame = standings.length + (await compare((moment) => retellDuties(seen, { dossier }, moment))).length === 0
  return isSame ? [] : compare((moment) => retell(seen, recipe, { moment }))
}

/** What both see: nobody learns from a document's differences what they may not see. */
function commonSight(a: Sight, b: Sight): Sight {
  if (a === 'everything') return b
  if (b === 'everything') return a
  return a.deskId === b.deskId ? a : { deskId: null }
}
