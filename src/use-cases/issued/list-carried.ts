import type { Difference } from '../../domain/passages.ts'
import { listRecordings } from '../../store/operation/audit.ts'
import type { Step } from '../../store/documents.ts'
import { differencesSince, isNewsTo, toldIn, type Asking } from './differences-since.ts'
import { documentsIn } from './documents-in-batches.ts'
import { wantedDossier } from '../find.ts'
import { LONGEST_RECORDING } from './known-by.ts'
import { listChanges, type Change } from './list-changes.ts'
import { issuedOf, type IssuedDocument } from './list-issued.ts'

/** A document that says otherwise now than when it was given out, and where. */
export interface Carried {
  document: IssuedDocument
  differences: readonly Difference[]
  /** What was recorded since and may show in it. */
  because: readonly Change[]
}

interface Wanted {
  dossier: string
  /** Only what the versions of this communication, or of the closure of this follow-up, brought about. */
  number?: number | undefined
  followUp?: string | undefined
  /** Only digests of this subscription. */
  subscription?: number | undefined
  /** Only among these documents. */
  among?: readonly number[] | undefined
  /** Looks at so many that may have carried it, and no further. */
  latest?: number | undefined
  /** What had been given out and recorded by then; left out: now. */
  knownAt?: Temporal.Instant | undefined
}

/** All that `findCarried` finds. */
export function listCarried(context: Asking, wanted: Wanted): Promise<Carried[]> {
  return Array.fromAsync(findCarried(context, wanted))
}

/**
 * The documents that carried what was recorded otherwise since, in a dossier or by the versions of one of its
 * communications, latest first. Exactly those whose recipe tells something else now. Looks at each that knew less than
 * what was recorded later of its days, and at no other.
 */
export async function* findCarried(
  context: Asking,
  { dossier: reference, subscription, among, latest = Infinity, knownAt, ...which }: Wanted,
): AsyncGenerator<Carried, void, void> {
  const dossier = await wantedDossier(context, reference)
  const recordings = await listRecordings(context.db, dossier.id)
  const changes = (await listChanges(context, dossier.id, recordings)).filter((change) =>
    isMeant({ ...which, knownAt }, change),
  )
  if (changes.length === 0) return
  const wanted = { dossierId: dossier.id, steps: stepsOf(changes), subscription, numbers: among, givenBy: knownAt }
  const asking = { ...context, compared: new Map() }
  let looked = 0
  for await (const listed of documentsIn(context, wanted)) {
    const told = toldIn(listed, recordings)
    const because = changes.filter((change) => isNewsTo(told, change))
    if (because.length === 0) continue
    if (++looked > latest) return
    const steps = which.number === undefined && which.followUp === undefined ? null : because
    const differences = await differencesSince(
      asking,
      { dossier: reference, told, knownAt: knownAt ?? context.now },
      steps,
    )
    if (differences.length > 0) yield { document: issuedOf(listed), differences, because }
  }
}

function isMeant({ number, followUp, knownAt }: Pick<Wanted, 'number' | 'followUp' | 'knownAt'>, change: Change) {
  if (knownAt && Temporal.Instant.compare(change.recordedAt, knownAt) > 0) return false
  if (number !== undefined) return change.number === number
  return followUp === undefined || (change.kind === 'closure' && change.followUp === followUp)
}

/** By the first day on which something may show, up to when nothing else had been recorded of that day or an earlier one. */
function stepsOf(changes: readonly Change[]): Step[] {
  const steps: Step[] = []
  for (const { from, recordedAt } of changes.toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from))) {
    const before = recordedAt.add(LONGEST_RECORDING)
    const last = steps.at(-1)
    if (!last || Temporal.Instant.compare(before, last.before) > 0) steps.push({ from, before })
  }
  return steps
}
