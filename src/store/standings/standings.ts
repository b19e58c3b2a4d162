import { and, asc, eq, getColumns, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { KEPT_STANDING } from '../../domain/standings/follow-up.ts'
import type { HeldStanding } from '../../domain/standings/held-standings.ts'
import { pick } from '../../domain/pick.ts'
import { isAmong } from '../connection/among.ts'
import { appendMany } from '../connection/append-many.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import type { Moment } from '../correspondence/facts.ts'
import { followUpTitleAt } from '../correspondence/names.ts'
import { followUps, standings } from '../schema/follow-ups.ts'
import type { Seen } from '../sight.ts'

/**
 * What selects from follow-ups as they stand now, or stood at a moment: then those that had been asked take the table's
 * place, under its name, with the standing that held. So one query tells of both.
 */
export function reading({ db, moment }: Pick<Seen, 'db' | 'moment'>): Pick<Queryable, 'select' | 'selectDistinctOn'> {
  if (!moment) return db
  const stood = db
    .select({
      ...getColumns(followUps),
      ...pick(getColumns(standings), KEPT_STANDING),
      title: followUpTitleAt(moment).as('title'),
    })
    .from(followUps)
    .innerJoin(standings, and(eq(standings.followUpId, followUps.id), isHeldAt(moment)))
  return db.with(db.$with('follow_ups').as(stood))
}

/** True of one row at the most for each follow-up. */
export function isHeldAt({ asOf, knownAt }: Moment): SQL | undefined {
  return and(
    lte(standings.fromOn, asOf),
    or(isNull(standings.nextOn), gt(standings.nextOn, asOf), gt(standings.nextKnownAt, knownAt)),
    // Kept from the index, which is thought dear when asked for a range of its third column behind a range of its second.
    sql`(${lte(standings.knownFrom, knownAt)}) is true`,
    or(isNull(standings.knownUntil), gt(standings.knownUntil, knownAt)),
  )
}

/** In no particular order. Rides standings_key. */
export async function listStandings(
  db: Queryable,
  followUpIds: readonly number[],
): Promise<Map<number, HeldStanding[]>> {
  const held = new Map<number, HeldStanding[]>(followUpIds.map((id) => [id, []]))
  const rows = await db.select().from(standings).where(isAmong(standings.followUpId, followUpIds))
  for (const { followUpId, counterpartId: _, fromOn, nextOn, nextKnownAt, knownFrom, knownUntil, ...kept } of rows)
    held.get(followUpId)!.push({ fromOn, nextOn, nextKnownAt, knownFrom, knownUntil, kept })
  return held
}

export type StandingRow = HeldStanding & { followUpId: number; counterpartId: number }

const AT_ONCE = 1_000

/** Writes what is to hold, over what has the same key. */
export async function saveStandings(tx: Transaction, rows: readonly StandingRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const batch = rows.slice(start, start + AT_ONCE).map(({ kept, ...held }) => ({ ...held, ...kept }))
    await tx.insert(standings).values(batch).onConflictDoUpdate({ target: KEY, set: OTHERWISE })
  }
}

/** The same of follow-ups that have none yet. */
export async function appendStandings(tx: Transaction, rows: readonly StandingRow[]): Promise<void> {
  await appendMany(
    tx,
    standings,
    rows.map(({ kept, ...held }) => ({ ...held, ...kept })),
  )
}

const { followUpId, fromOn, knownFrom, ...REST } = getColumns(standings)
const KEY = [followUpId, fromOn, knownFrom]
const OTHERWISE = Object.fromEntries(
  Object.entries(REST).map(([field, { name }]) => [field, sql`excluded.${sql.identifier(name)}`]),
)

export async function removeStandings(tx: Transaction, rows: readonly StandingRow[]): Promise<void> {
  for (const row of rows)
    await tx
      .delete(standings)
      .where(
        and(
          eq(standings.followUpId, row.followUpId),
          eq(standings.fromOn, row.fromOn),
          eq(standings.knownFrom, row.knownFrom),
        ),
      )
}

/** Follow-ups from before there were standings, a batch at a time. */
export async function listWithoutStandings(db: Queryable, after: number, limit: number): Promise<number[]> {
  const has = db.select().from(standings).where(eq(standings.followUpId, followUps.id))
  const rows = await db
    .select({ id: followUps.id })
    .from(followUps)
    .where(and(gt(followUps.id, after), sql`not exists ${has}`))
    .orderBy(asc(followUps.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}
