import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable, Transaction } from './connection/database.ts'
import type { Moment } from './correspondence/facts.ts'
import { officeNameAt } from './correspondence/names.ts'
import { counterparts } from './schema/parties.ts'
import { plannedMeetings, policySteps } from './schema/planning.ts'

export type PolicyStep = typeof policySteps.$inferSelect
export type MeetingRow = typeof plannedMeetings.$inferSelect
export type NamedMeeting = MeetingRow & { counterpart: string; counterpartReference: string }

/** Of all policies, lowest step first. */
export function listPolicySteps(db: Queryable): Promise<PolicyStep[]> {
  return db.select().from(policySteps).orderBy(asc(policySteps.policyId), asc(policySteps.afterReminders))
}

export async function appendPolicySteps(tx: Transaction, steps: readonly PolicyStep[]): Promise<void> {
  if (steps.length > 0) await tx.insert(policySteps).values([...steps])
}

export async function appendMeeting(
  tx: Transaction,
  meeting: typeof plannedMeetings.$inferInsert,
): Promise<MeetingRow> {
  const [row] = await tx.insert(plannedMeetings).values(meeting).returning()
  return row!
}

/** The version of a meeting that holds, cancelled or not, locked until the transaction ends. */
export async function lockMeeting(tx: Transaction, number: number): Promise<MeetingRow | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('planned_meetings'), ${number})`)
  const [row] = await tx
    .select()
    .from(plannedMeetings)
    .where(eq(plannedMeetings.number, number))
    .orderBy(desc(plannedMeetings.id))
    .limit(1)
  return row ?? null
}

/** Those that are planned from a day on, as it holds now or was known at a moment, soonest first. */
export async function listMeetings(
  db: Queryable,
  { from, moment, number }: { from: Temporal.PlainDate | null; moment?: Moment | undefined; number?: number },
): Promise<NamedMeeting[]> {
  const later = alias(plannedMeetings, 'later')
  const rows = await db
    .select({
      meeting: plannedMeetings,
      counterpart: officeNameAt(moment),
      counterpartReference: counterparts.reference,
    })
    .from(plannedMeetings)
    .innerJoin(counterparts, eq(counterparts.id, plannedMeetings.counterpartId))
    .where(
      and(
        eq(plannedMeetings.isCancelled, false),
        number === undefined ? undefined : eq(plannedMeetings.number, number),
        from === null ? undefined : gte(plannedMeetings.heldOn, from),
        moment && lte(plannedMeetings.recordedAt, moment.knownAt),
        sql`not exists (select from ${plannedMeetings} as "later" where ${later.correctsId} = ${plannedMeetings.id}
          ${moment ? sql`and ${later.recordedAt} <= ${moment.knownAt.toString()}::timestamptz` : sql``})`,
      ),
    )
    .orderBy(asc(plannedMeetings.heldOn), asc(plannedMeetings.number))
  return rows.map(({ meeting, ...names }) => ({ ...meeting, ...names }))
}
