import type { CorrectedSince } from '../../domain/digests/digest.ts'
import { listCorrectionsSince, type Corrected } from '../../store/correspondence/corrections.ts'
import { listDossiersOfIssue, type SentIssue } from '../../store/digests/series.ts'
import type { Context } from '../context.ts'
import { findCarried } from '../issued/list-carried.ts'
import type { SharedReads } from './shared-reads.ts'

/** What no issue has told of yet may have been recorded a while before the last one, and not been there for it. */
const STILL_BEING_RECORDED = { hours: 24 }
const MOST_READ = 1_000
/** For each of them earlier issues are looked through. */
const MOST = 15
/** No reader looks for an issue of longer ago, and no pass has the time to. */
const MOST_ISSUES = 500

/** What earlier issues of a subscription told its reader that was corrected after the last one that reached them. */
export async function correctedSince(
  context: Context,
  subscription: number,
  previous: SentIssue | null,
  shared: SharedReads,
): Promise<CorrectedSince[]> {
  if (!previous) return []
  const since = previous.plannedAt.subtract(STILL_BEING_RECORDED)
  const told = new Map<string, CorrectedSince>()
  const corrections = await shared('corrections', [context.sight, since], () =>
    listCorrectionsSince(context, { since, limit: MOST_READ }),
  )
  for (const correction of await likeliestOf(corrections, context, previous)) {
    const issue = await lastThatCarried(context, { subscription, previous }, correction)
    const { dossier, number, followUp, why } = correction
    const reference = number === null ? followUp! : `${dossier}/${number}`
    if (issue !== null) told.set(reference, { reference, issue, why })
  }
  return [...told.values()]
}

/** Those of dossiers that the last issue listed come before others. */
async function likeliestOf(
  corrections: readonly Corrected[],
  { db }: Context,
  { id }: SentIssue,
): Promise<readonly Corrected[]> {
  if (corrections.length <= MOST) return corrections
  const listed = new Set(await listDossiersOfIssue(db, id))
  const isListed = ({ dossier }: Corrected) => listed.has(dossier)
  return corrections.toSorted((a, b) => Number(isListed(b)) - Number(isListed(a))).slice(0, MOST)
}

/** Null where none did, or where the last issue told of it. */
async function lastThatCarried(
  context: Context,
  { subscription, previous }: { subscription: number; previous: SentIssue },
  { dossier, number, followUp, at }: Corrected,
): Promise<number | null> {
  const which = {
    dossier,
    number: number ?? undefined,
    followUp: followUp ?? undefined,
    subscription,
    latest: MOST_ISSUES,
  }
  const isLater = Temporal.Instant.compare(at, previous.plannedAt) > 0
  for await (const { document } of findCarried({ ...context, wording: NO_WORDS }, which))
    if (document.digest?.state === 'sent') {
      const { number: issue } = document.digest
      return isLater || issue === previous.number ? issue : null
    }
  return null
}

/** A digest has no sentences of a note or a statement. */
const NO_WORDS = { note: () => [], silence: () => [], dueDays: () => [], reminder: () => [] }
