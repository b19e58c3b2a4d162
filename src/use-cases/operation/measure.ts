import { BRACKETS, type Bracket } from '../../domain/standings/brackets.ts'
import { findInstallation } from '../../store/operation/installation.ts'
import { countDigests, findOldestUndelivered, measureDelivery, type Latencies } from '../../store/digests/measures.ts'
import { DIGEST_STATES, type DigestState } from '../../store/schema/digests.ts'
import { listSuppressions } from '../../store/digests/suppressions.ts'
import type { Surroundings } from '../context.ts'
import { countPending } from '../pending/count-pending.ts'

/** Seconds. A mail is sent at once, else within the hour of its retries, else within the five days before it is given up. */
export const LATENCY_BOUNDS = [1, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400, 432_000] as const

export interface Measures {
  pendingByBracket: Record<Bracket, number>
  unread: number
  digestsByState: Record<DigestState, number>
  latencies: Latencies
  oldestUndeliveredSeconds: number
  suppressedAddresses: number
  /** Null where no worker has run yet. */
  lastPass: { at: Temporal.Instant; ageSeconds: number; tookSeconds: number | null } | null
}

/** Counts alone, of everything that is recorded: what whoever runs the service needs, and nothing anybody wrote. */
export async function measure({ db, now, today }: Surroundings): Promise<Measures> {
  const { byBracket, unread } = await countPending({ db, today, sight: 'everything' }, {})
  const counted = new Map((await countDigests(db)).map(({ state, count }) => [state, count]))
  const oldest = await findOldestUndelivered(db)
  const { lastPassAt, lastPassMs } = await findInstallation(db)
  return {
    pendingByBracket: Object.fromEntries(BRACKETS.map((bracket) => [bracket, byBracket[bracket]])) as typeof byBracket,
    unread,
    digestsByState: Object.fromEntries(
      DIGEST_STATES.map((state) => [state, counted.get(state) ?? 0]),
    ) as Measures['digestsByState'],
    latencies: await measureDelivery(db, LATENCY_BOUNDS),
    suppressedAddresses: (await listSuppressions(db)).length,
    oldestUndeliveredSeconds: oldest ? secondsSince(oldest, now) : 0,
    lastPass: lastPassAt && {
      at: lastPassAt,
      ageSeconds: secondsSince(lastPassAt, now),
      tookSeconds: lastPassMs === null ? null : lastPassMs / 1_000,
    },
  }
}

function secondsSince(at: Temporal.Instant, now: Temporal.Instant): number {
  return Math.max(at.until(now).total('seconds'), 0)
}
