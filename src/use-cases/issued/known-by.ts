import type { Recording } from '../../store/operation/audit.ts'
import type { ListedDocument } from '../../store/documents.ts'

/** What is older and yet further along the chain was put there by a migration, and was known. */
export const LONGEST_RECORDING = { hours: 24 }

/**
 * Up to when what had been recorded was known to it. That is not always when it was asked for: what was being recorded
 * just then may not have been there yet, or already.
 */
export function knownBy(
  { document: { knownAt, recipe }, head }: ListedDocument,
  recordings: readonly Recording[],
): Temporal.Instant {
  if (head === null) return knownAt
  const isBy = ({ at }: Recording) => Temporal.Instant.compare(at, knownAt) <= 0
  const isFresh = ({ at }: Recording) => Temporal.Instant.compare(at, knownAt.subtract(LONGEST_RECORDING)) > 0
  const unseen = recordings.filter((recording) => recording.number > head && isBy(recording) && isFresh(recording))
  if (unseen.length > 0) return earliest(unseen).subtract({ microseconds: 1 })
  if (recipe.knownAt !== undefined) return knownAt
  const seen = recordings.filter((recording) => recording.number <= head && !isBy(recording))
  return seen.length > 0 ? latest(seen) : knownAt
}

function earliest(recordings: readonly Recording[]): Temporal.Instant {
  return recordings.map(({ at }) => at).reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b))
}

function latest(recordings: readonly Recording[]): Temporal.Instant {
  return recordings.map(({ at }) => at).reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b))
}
