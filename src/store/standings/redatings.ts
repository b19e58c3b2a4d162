import { and, asc, eq, lte, or } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { selectNamed, type NamedFollowUp } from '../correspondence/follow-ups.ts'
import { followUps, redatings } from '../schema/follow-ups.ts'
import { counterparts, officers, policies } from '../schema/parties.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'

export type NewRedating = typeof redatings.$inferInsert

export async function appendRedatings(tx: Transaction, moved: readonly NewRedating[]): Promise<void> {
  if (moved.length > 0) await tx.insert(redatings).values([...moved])
}

/** How the due days of a follow-up moved because holidays were changed. Rides redatings_by_follow_up. */
export function listRedatings(db: Queryable, followUpId: number, knownAt?: Temporal.Instant) {
  return db
    .select({
      clock: redatings.clock,
      wasOn: redatings.wasOn,
      isOn: redatings.isOn,
      why: redatings.why,
      by: officers.name,
      at: redatings.recordedAt,
    })
    .from(redatings)
    .innerJoin(officers, eq(officers.id, redatings.recordedBy))
    .where(and(eq(redatings.followUpId, followUpId), knownAt && lte(redatings.recordedAt, knownAt)))
    .orderBy(asc(redatings.id))
}

/** Whatever counts by the days off of a calendar, the office's or the counterpart's, or by those of one counterpart. */
export async function listCountedBy(
  db: Queryable,
  by: { calendar: string } | { counterpartId: number },
): Promise<NamedFollowUp[]> {
  const theirs = eq(policies.calendarOf, 'counterpart')
  const isMeant =
    'calendar' in by
      ? or(
          and(eq(policies.calendarOf, 'office'), eq(policies.holidayCalendar, by.calendar)),
          and(theirs, eq(counterparts.holidayCalendar, by.calendar)),
        )
      : and(theirs, eq(followUps.counterpartId, by.counterpartId))
  const isCounted = or(eq(policies.unit, 'working_days'), eq(policies.endRule, 'next_working_day'))
  return selectNamed({ db })
    .innerJoin(policies, eq(policies.id, followUps.policyId))
    .where(and(isCounted, isMeant))
    .orderBy(asc(followUps.id))
}

/** The same of every follow-up in a dossier that is seen. */
export function listRedatingsOf({ db, sight }: Seen, dossierId: number) {
  return db
    .select({ followUp: followUps.reference, why: redatings.why, by: officers.name, at: redatings.recordedAt })
    .from(redatings)
    .innerJoin(followUps, eq(followUps.id, redatings.followUpId))
    .innerJoin(officers, eq(officers.id, redatings.recordedBy))
    .where(and(eq(followUps.dossierId, dossierId), isFollowUpSeen(sight)))
    .orderBy(asc(redatings.id))
}
