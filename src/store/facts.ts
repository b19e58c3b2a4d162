import { and, eq, lte, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Closure, Entry, Fact } from '../domain/facts.ts'
import { isAmong } from './among.ts'
import type { Queryable } from './database.ts'
import { closures, communications, entries } from './schema/ledger.ts'

/** What had happened by a day, as recorded by an instant. */
export interface Moment {
  asOf: Temporal.PlainDate
  knownAt: Temporal.Instant
}

/** The facts that each follow-up's standing is folded from: those that hold now, or that held at a moment. */
export async function listFacts(
  db: Queryable,
  followUpIds: readonly number[],
  moment?: Moment,
): Promise<Map<number, Fact[]>> {
  const facts = new Map<number, Fact[]>(followUpIds.map((id) => [id, []]))
  if (followUpIds.length === 0) return facts
  for (const { followUpId, entry } of await listEntries(db, followUpIds, moment)) facts.get(followUpId)!.push(entry)
  for (const { followUpId, closure } of await listClosures(db, followUpIds, moment))
    facts.get(followUpId)!.push(closure)
  return facts
}

async function listEntries(db: Queryable, followUpIds: readonly number[], moment?: Moment) {
  const rows = await db
    .select({
      followUpId: entries.followUpId,
      bearing: entries.bearing,
      character: entries.character,
      untilOn: entries.untilOn,
      on: communications.tookEffectOn,
      latestOn: communications.tookEffectLatestOn,
      dating: communications.dating,
      orderOnDay: communications.orderOnDay,
      place: communications.place,
    })
    .from(entries)
    .innerJoin(communications, eq(communications.id, entries.communicationId))
    .where(and(isAmong(entries.followUpId, followUpIds), isCommunicationVisible(moment)))
  return rows.map(({ followUpId, on, latestOn, dating, ...entry }) => ({
    followUpId,
    entry: { ...entry, effect: { on, latestOn, dating } } satisfies Entry,
  }))
}

async function listClosures(db: Queryable, followUpIds: readonly number[], moment?: Moment) {
  const rows = await db
    .select()
    .from(closures)
    .where(and(isAmong(closures.followUpId, followUpIds), isClosureVisible(moment)))
  return rows.map(({ followUpId, closedOn, reason, place }) => ({
    followUpId,
    closure: {
      bearing: 'closes',
      reason,
      place,
      orderOnDay: 0,
      effect: { on: closedOn, latestOn: closedOn, dating: 'exact' },
    } satisfies Closure,
  }))
}

/** Recorded by then, had taken effect by then, and not corrected by then. */
export function isCommunicationVisible(moment?: Moment): SQL | undefined {
  const later = alias(communications, 'later')
  return and(
    eq(communications.isWithdrawn, false),
    moment && lte(communications.recordedAt, moment.knownAt),
    moment && lte(communications.tookEffectOn, moment.asOf),
    sql`not exists (select from ${communications} as "later" where ${later.correctsId} = ${communications.id}
      ${moment ? sql`and ${later.recordedAt} <= ${moment.knownAt.toString()}::timestamptz` : sql``})`,
  )
}

export function isClosureVisible(moment?: Moment): SQL | undefined {
  const later = alias(closures, 'later')
  return and(
    eq(closures.isWithdrawn, false),
    moment && lte(closures.recordedAt, moment.knownAt),
    moment && lte(closures.closedOn, moment.asOf),
    sql`not exists (select from ${closures} as "later" where ${later.correctsId} = ${closures.id}
      ${moment ? sql`and ${later.recordedAt} <= ${moment.knownAt.toString()}::timestamptz` : sql``})`,
  )
}
