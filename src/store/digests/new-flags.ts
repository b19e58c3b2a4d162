import { and, gt, or, sql, type SQL } from 'drizzle-orm'
import { flags } from '../schema/follow-ups.ts'

/** The issue that a reader was told by last. */
export interface Told {
  plannedAt: Temporal.Instant
  /** What could be seen for it; null where that is not known, or it was planned in another cluster than this. */
  plannedIn: string | null
}

/** Longer than any pass: by so much the clock by which a flag is raised may differ from when others see it. */
const STILL_BEING_RAISED = { hours: 24 }

/** Flags that could not be seen for that issue; where that cannot be told, those that were raised after it. */
export function isNewTo({ plannedAt, plannedIn }: Told): SQL | undefined {
  const wasSeen = sql`pg_visible_in_snapshot(${flags.raisedIn}, ${plannedIn}::text::pg_snapshot)`
  return and(
    gt(flags.raisedAt, plannedAt.subtract(STILL_BEING_RAISED)),
    or(
      gt(flags.raisedAt, plannedAt.add(STILL_BEING_RAISED)),
      sql`coalesce(not ${wasSeen}, ${gt(flags.raisedAt, plannedAt)})`,
    ),
  )
}
