import { createHash } from 'node:crypto'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Shown } from '../../domain/recipe.ts'
import type { Transaction } from '../../store/connection/database.ts'
import {
  appendDocuments,
  isGivenAlready,
  listConfidentialDesks,
  type DocumentRow,
  type NewDocument as NewDocumentRow,
} from '../../store/documents.ts'
import { findDossier } from '../../store/correspondence/dossiers.ts'
import { findFollowUp } from '../../store/correspondence/follow-ups.ts'
import { takeAnchor } from '../operation/anchor.ts'
import { sightOf, type Context, type Moment, type Seen } from '../context.ts'
import type { SharedReads } from '../digests/shared-reads.ts'

export interface NewDocument {
  shows: Shown
  /** As its reader would name it: "What is pending", "Note on PRK-TC". */
  title: string
  /** Such as `csv`, `md`, `docx`. */
  format: string
  /** What was given out, or its hash; null where it is streamed and so not at hand. */
  content: string | Uint8Array | { sha256: string } | null
}

/**
 * Keeps that a document is given to the officer who asks. Belongs into the transaction that reads what it shows, or
 * before the first byte goes: what could not be kept is not given.
 */
export async function recordDocument(context: Context, document: NewDocument, moment?: Moment): Promise<void> {
  const { sight, now, today, officer } = context
  await context.db.transaction(async (tx) => {
    const { title, format, content, shows } = document
    const isKnownEarlier = moment && Temporal.Instant.compare(moment.knownAt, now) < 0
    const standsOn = await baseOf({ db: tx, sight, moment }, shows)
    const given = {
      recipe: { ...shows, sight, ...(isKnownEarlier && { knownAt: moment.knownAt.toString() }) },
      ...standsOn,
      anchor: (await takeAnchor(context, tx, sight, standsOn.dossierId)) ?? null,
      asOf: moment?.asOf ?? today,
      knownAt: isKnownEarlier ? moment.knownAt : now,
      title,
      format,
      sha256: content === null ? null : sha256(content),
      givenTo: officer.id,
      givenAt: now,
    }
    if (!(await isGivenAlready(tx, given))) await appendDocuments(tx, [given])
  })
}

interface PlannedDigest {
  title: string
  asOf: Temporal.PlainDate
  message: Uint8Array
  anchor: string | undefined
  subscription: { officerId: number; query: PendingQuery; deskId: number | null }
  previous: number | null
  shared: SharedReads
}

/** The same of a digest, to be kept in the transaction that plans it. */
export async function documentOfDigest(
  { now }: Pick<Context, 'now'>,
  tx: Transaction,
  { title, asOf, message, anchor, subscription, previous, shared }: PlannedDigest,
): Promise<Omit<NewDocumentRow, 'digestId'>> {
  const { officerId, query } = subscription
  const sight = sightOf(subscription)
  const shows = { kind: 'digest', query, previous } as const
  const seen = { db: tx, sight }
  const confidential = await shared('confidential', sight, () => listConfidentialDesks(seen, {}))
  const base =
    confidential.length > 0 || query.dossier !== undefined
      ? await shared('base', [query, sight], () => baseOf(seen, shows))
      : NOTHING_APART
  return {
    recipe: { ...shows, sight },
    ...base,
    anchor: anchor ?? null,
    asOf,
    knownAt: now,
    title,
    format: 'mail',
    sha256: sha256(message),
    givenTo: officerId,
    givenAt: now,
  }
}

/** Of any query but for one dossier, where its reader sees nothing confidential. */
const NOTHING_APART = { dossierId: null, confidentialTo: [] }

function sha256(content: string | Uint8Array | { sha256: string }): string {
  if (typeof content === 'object' && 'sha256' in content) return content.sha256
  return createHash('sha256').update(content).digest('hex')
}

/** What it may touch, by which it is found again when that is corrected, and who may be told of it. */
async function baseOf(seen: Seen, shows: Shown): Promise<Pick<DocumentRow, 'dossierId' | 'confidentialTo'>> {
  return {
    dossierId: await onlyDossierOf(seen, shows),
    confidentialTo: await listConfidentialDesks(seen, await queryOf(seen, shows)),
  }
}

async function onlyDossierOf(seen: Seen, shows: Shown): Promise<number | null> {
  if (shows.kind === 'silence' || shows.kind === 'due')
    return (await findFollowUp(seen, shows.followUp))?.dossierId ?? null
  const { dossier } = await queryOf(seen, shows)
  return dossier === undefined ? null : ((await findDossier(seen, dossier))?.id ?? null)
}

/** Which follow-ups may stand in it. What is planned for one goes together with what is as confidential. */
async function queryOf(seen: Seen, shows: Shown): Promise<PendingQuery> {
  switch (shows.kind) {
    case 'list':
    case 'digest':
    case 'calendar':
      return shows.query
    case 'note':
    case 'corrigendum':
      return { dossier: shows.dossier }
    case 'duties':
      return shows.dossier === undefined ? {} : { dossier: shows.dossier }
    case 'silence':
    case 'due':
      return { search: shows.followUp }
    case 'reminder':
      return (await findFollowUp(seen, shows.of)) ? { search: shows.of } : { counterpart: shows.of }
    case 'export':
    case 'counterparts':
      return {}
  }
}
