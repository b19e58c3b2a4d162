import { pick } from '../../domain/pick.ts'
import { listDetails, type Details } from '../../store/parties/counterpart-details.ts'
import type { Queryable } from '../../store/connection/database.ts'

export const DETAILS = ['timeZone', 'holidayCalendar', 'weekend', 'languages', 'emails'] as const

/** Offices with how they are reached and when they work as it was known at an instant, or is now. */
export async function asKnown<T extends Details & { id: number }>(
  db: Queryable,
  offices: readonly T[],
  knownAt: Temporal.Instant | undefined,
): Promise<T[]> {
  if (!knownAt) return [...offices]
  const versions = Map.groupBy(await listDetails(db), ({ counterpartId }) => counterpartId)
  return offices.map((office) => {
    const known = versions
      .get(office.id)
      ?.findLast(({ recordedAt }) => !recordedAt || Temporal.Instant.compare(recordedAt, knownAt) <= 0)
    return known ? { ...office, ...pick(known, DETAILS) } : office
  })
}
