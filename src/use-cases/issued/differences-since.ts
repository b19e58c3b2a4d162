import { differencesOf, type Difference, type Passage } from '../../domain/passages.ts'
import type { Recipe } from '../../domain/recipe.ts'
import { listRecordings, type Recording } from '../../store/operation/audit.ts'
import { listDocuments, type ListedDocument } from '../../store/documents.ts'
import type { Context, Sight, Telling } from '../context.ts'
import { wantedDossier } from '../find.ts'
import { knownBy } from './known-by.ts'
import { listChanges, type Change } from './list-changes.ts'
import { retellDuties } from './retell-duties.ts'
import { retellStandings } from './retell-list.ts'
import { retell, type Wording } from './retell.ts'

export type Asking = Context & {
  wording: Wording
  /** What was compared already while this is asked: a corrigendum names others, which name others again. */
  compared?: Map<string, Promise<Difference[]>>
}

/** A document as it was given out, and up to when what had been recorded was known to it. */
export type Told = Pick<ListedDocument['document'], 'recipe' | 'asOf' | 'knownAt' | 'givenAt'> & {
  toldAt: Temporal.Instant
}

export function toldIn(listed: ListedDocument, recordings: readonly Recording[]): Told {
  const { document } = listed
  return { ...document, knownAt: knownBy(listed, recordings), toldAt: document.knownAt }
}

export function isNewsTo({ recipe, asOf, knownAt }: Told, { recordedAt, from }: Change): boolean {
  if (Temporal.Instant.compare(recordedAt, knownAt) <= 0) return false
  return recipe.kind === 'corrigendum' || Temporal.PlainDate.compare(from, asOf) <= 0
}

/** All there are, or those that some changes brought about and that still hold. */
export async function differencesSince(
  context: Asking,
  of: { dossier: string; told: Told; knownAt: Temporal.Instant },
  changes: readonly Change[] | null,
): Promise<Difference[]> {
  const all = await differencesBetween(context, of, [of.told.knownAt, of.knownAt])
  if (changes === null || all.length === 0) return all
  const steps: Difference[] = []
  for (const { recordedAt } of changes)
    steps.push(...(await differencesBetween(context, of, [recordedAt.subtract({ microseconds: 1 }), recordedAt])))
  return all.filter((difference) => steps.some((step) => isOfOneMind(step, difference)))
}

function isOfOneMind(a: Difference, b: Difference): boolean {
  if (a.key !== b.key) return false
  return a.field === null || b.field === null || a.field === b.field
}

/** What it says otherwise as known at one instant than at another, of one dossier; compared once. */
function differencesBetween(
  context: Asking,
  of: { dossier: string; told: Told },
  between: readonly [Temporal.Instant, Temporal.Instant],
): Promise<Difference[]> {
  const key = JSON.stringify([of, between, context.sight])
  const known = context.compared?.get(key) ?? compareBetween(context, of, between)
  context.compared?.set(key, known)
  return known
}

async function compareBetween(
  context: Asking,
  { dossier, told: { recipe, asOf, toldAt, givenAt } }: { dossier: string; told: Told },
  [from, to]: readonly [Temporal.Instant, Temporal.Instant],
): Promise<Difference[]> {
  const today = givenAt.toZonedDateTimeISO(context.timeZone).toPlainDate()
  const seen = { ...context, today, sight: commonSight(context.sight, recipe.sight) }
  const compare = async (tell: (moment: Telling) => Promise<Passage[]>) =>
    differencesOf(await tell({ asOf, knownAt: from, toldAt }), await tell({ asOf, knownAt: to, toldAt }))
  if (recipe.kind === 'corrigendum') return compare(({ knownAt }) => retellCorrigendum(seen, recipe, knownAt))
  const isWhole = recipe.kind === 'digest' || recipe.kind === 'counterparts'
  if (isWhole && !(await isShownIn(seen, dossier, compare))) return []
  const only = isWhole ? undefined : dossier
  return compare((moment) => retell(seen, recipe, { moment, dossier: only }))
}

/** What does not show in how a dossier's asks and duties stand does not show in what counts those of all. */
async function isShownIn(
  seen: Asking,
  dossier: string,
  compare: (tell: (moment: Telling) => Promise<Passage[]>) => Promise<Difference[]>,
): Promise<boolean> {
  const standings = await compare((moment) => retellStandings(seen, dossier, moment))
  return standings.length > 0 || (await compare((moment) => retellDuties(seen, { dossier }, moment))).length > 0
}

/** What is to be read instead in the documents that a corrigendum names. */
async function retellCorrigendum(
  context: Asking,
  { dossier, communication, documents = [] }: Recipe & { kind: 'corrigendum' },
  knownAt: Temporal.Instant,
): Promise<Passage[]> {
  const { id } = await wantedDossier(context, dossier)
  const recordings = await listRecordings(context.db, id)
  const isMeant = ({ number, recordedAt }: Change) =>
    number === communication && Temporal.Instant.compare(recordedAt, knownAt) <= 0
  const changes = communication === null ? null : (await listChanges(context, id, recordings)).filter(isMeant)
  const wanted = { dossierId: id, numbers: documents, limit: documents.length }
  const passages: Passage[] = []
  for (const listed of documents.length === 0 ? [] : await listDocuments(context, wanted)) {
    const { document } = listed
    const told = toldIn(listed, recordings)
    const because = changes && changes.filter((change) => isNewsTo(told, change))
    const differences = await differencesSince(context, { dossier, told, knownAt }, because)
    passages.push(...differences.map((difference) => readInstead(document, difference)))
  }
  return passages
}

function readInstead({ id, title }: ListedDocument['document'], difference: Difference): Passage {
  const { key, section, about, field, was, is } = difference
  return {
    key: `${id} ${key} ${field}`,
    section: `No. ${id}, ${title}`,
    about: [section, about, field].filter(Boolean).join(', '),
    fields: { for: was ?? '', read: is ?? '' },
  }
}

/** What both see: nobody learns from a document's differences what they may not see. */
function commonSight(a: Sight, b: Sight): Sight {
  if (a === 'everything') return b
  if (b === 'everything') return a
  return a.deskId === b.deskId ? a : { deskId: null }
}
