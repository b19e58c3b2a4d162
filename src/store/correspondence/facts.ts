import { and, eq, getColumns, lte, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { withFirstAskPlaced, type Closure, type Entry } from '../../domain/correspondence/facts.ts'
import { isHeldAt, type RecordedFact } from '../../domain/standings/held-standings.ts'
import { isAmong } from '../connection/among.ts'
import type { Queryable } from '../connection/database.ts'
import { closures, communications, entries } from '../schema/ledger.ts'

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
): Promise<Map<number, readonly RecordedFact[]>> {
  return heldFacts(await listRecordedFacts(db, followUpIds), moment)
}

/** The same of facts that were read already. */
export function heldFacts(
  recorded: ReadonlyMap<number, readonly RecordedFact[]>,
  moment?: Moment,
): Map<number, readonly RecordedFact[]> {
  const isHeld = (fact: RecordedFact) => (moment ? isHeldAt(fact, moment.knownAt) : fact.supersededAt === null)
  const isBy = ({ effect }: RecordedFact) => !moment || Temporal.PlainDate.compare(effect.on, moment.asOf) <= 0
  return new Map([...recorded].map(([id, facts]) => [id, withFirstAskPlaced(facts.filter(isHeld)).filter(isBy)]))
}

/** All that were ever held to be facts. What was taken back altogether left no version that says anything. */
export async function listRecordedFacts(
  db: Queryable,
  followUpIds: readonly number[],
): Promise<Map<number, RecordedFact[]>> {
  const facts = new Map<number, RecordedFact[]>(followUpIds.map((id) => [id, []]))
  if (followUpIds.length === 0) return facts
  const [recorded, closed] = await Promise.all([listEntries(db, followUpIds), listClosures(db, followUpIds)])
  for (const { followUpId, entry } of recorded) facts.get(followUpId)!.push(entry)
  for (const { followUpId, closure } of closed) facts.get(followUpId)!.push(closure)
  return facts
}

async function listEntries(db: Queryable, followUpIds: readonly number[]) {
  const later = alias(communications, 'later')
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
      recordedAt: communications.recordedAt,
      supersededAt: later.recordedAt,
    })
    .from(entries)
    .innerJoin(communications, eq(communications.id, entries.communicationId))
    .leftJoin(later, eq(later.correctsId, communications.id))
    .where(and(isAmong(entries.followUpId, followUpIds), eq(communications.isWithdrawn, false)))
  return rows.map(({ followUpId, on, latestOn, dating, ...entry }) => ({
    followUpId,
    entry: { ...entry, effect: { on, latestOn, dating } } satisfies Entry,
  }))
}

async function listClosures(db: Queryable, followUpIds: readonly number[]) {
  const later = alias(closures, 'later')
  const rows = await db
    .select({ ...getColumns(closures), supersededAt: later.recordedAt })
    .from(closures)
    .leftJoin(later, eq(later.correctsId, closures.id))
    .where(and(isAmong(closures.followUpId, followUpIds), eq(closures.isWithdrawn, false)))
  return rows.map(({ followUpId, closedOn, reason, place, recordedAt, supersededAt }) => ({
    followUpId,
    closure: {
      bearing: 'closes' as const,
      reason,
      place,
      orderOnDay: 0,
      effect: { on: closedOn, latestOn: closedOn, dating: 'exact' as const },
      recordedAt,
      supersededAt,
    } satisfies Closure & RecordedFact,
  }))
}

/** Recorded by then, had taken effect by then or may have, and not corrected by then. */
export function isCommunicationVisible(moment?: Moment): SQL | undefined {
  const later = alias(communications, 'later')
  return and(
    eq(communications.isWithdrawn, false),
    moment && lte(communications.recordedAt, moment.knownAt),
    moment && or(lte(communications.tookEffectOn, moment.asOf), eq(communications.dating, 'unknown')),
    sql`not exists (select from ${communications} as "later" where ${and(
      eq(later.correctsId, communications.id),
      moment && lte(later.recordedAt, moment.knownAt),
    )})`,
  )
}

export function isClosureVisible(moment?: Moment): SQL | undefined {
  const later = alias(closures, 'later')
  return and(
    eq(closures.isWithdrawn, false),
    moment && lte(closures.recordedAt, moment.knownAt),
    moment && lte(closures.closedOn, moment.asOf),
    sql`not exists (select from ${closures} as "later" where ${and(
      eq(later.correctsId, closures.id),
      moment && lte(later.recordedAt, moment.knownAt),
    )})`,
  )
}
