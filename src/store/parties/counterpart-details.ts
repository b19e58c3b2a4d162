import { asc, eq } from 'drizzle-orm'
import { isAmong } from '../connection/among.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import type { Counterpart } from './parties.ts'
import { counterpartDetails } from '../schema/counterpart-details.ts'
import { counterparts, officers } from '../schema/parties.ts'

/** How an office is reached and when it works. */
export type Details = Pick<Counterpart, 'timeZone' | 'holidayCalendar' | 'weekend' | 'languages' | 'emails'>

export interface DetailsVersion extends Details {
  counterpartId: number
  why: string | null
  by: string | null
  /** Null of what was entered. */
  recordedAt: Temporal.Instant | null
}

/** Every version of some offices, or of all that were ever changed, oldest first. */
export function listDetails(db: Queryable, counterpartIds?: readonly number[]): Promise<DetailsVersion[]> {
  return db
    .select({
      counterpartId: counterpartDetails.counterpartId,
      timeZone: counterpartDetails.timeZone,
      holidayCalendar: counterpartDetails.holidayCalendar,
      weekend: counterpartDetails.weekend,
      languages: counterpartDetails.languages,
      emails: counterpartDetails.emails,
      why: counterpartDetails.why,
      by: officers.name,
      recordedAt: counterpartDetails.recordedAt,
    })
    .from(counterpartDetails)
    .leftJoin(officers, eq(officers.id, counterpartDetails.recordedBy))
    .where(counterpartIds && isAmong(counterpartDetails.counterpartId, counterpartIds))
    .orderBy(asc(counterpartDetails.id))
}

/** Appends a version, after what was entered where it is the first, and has the office keep it. */
export async function appendDetails(
  tx: Transaction,
  entered: Counterpart,
  version: Details & Required<Pick<typeof counterpartDetails.$inferInsert, 'why' | 'recordedBy' | 'recordedAt'>>,
): Promise<void> {
  const { id: counterpartId, timeZone, holidayCalendar, weekend, languages, emails } = entered
  const isFirst = (await listDetails(tx, [counterpartId])).length === 0
  if (isFirst)
    await tx.insert(counterpartDetails).values({ counterpartId, timeZone, holidayCalendar, weekend, languages, emails })
  await tx.insert(counterpartDetails).values({ ...version, counterpartId })
  const { why: _why, recordedBy: _by, recordedAt: _at, ...kept } = version
  await tx.update(counterparts).set(kept).where(eq(counterparts.id, counterpartId))
}
