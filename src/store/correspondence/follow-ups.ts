import {
  and,
  asc,
  eq,
  getColumns,
  inArray,
  isNotNull,
  lte,
  or,
  sql,
  type AnyColumn,
  type SQL,
  type Table,
} from 'drizzle-orm'
import { linesAhead, type Line } from '../../domain/standings/brackets.ts'
import type { FollowUpHeading, KeptStanding } from '../../domain/standings/follow-up.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { isAmong } from '../connection/among.ts'
import { appendMany } from '../connection/append-many.ts'
import { arrayOf, ask } from '../connection/by-hand.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import type { Moment } from './facts.ts'
import { dossierTitleAt, followUpTitleAt, officeNameAt } from './names.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'
import { reading } from '../standings/standings.ts'
import { dossiers } from '../schema/dossiers.ts'
import { followUps } from '../schema/follow-ups.ts'
import { counterparts, desks, officers } from '../schema/parties.ts'

export type FollowUpRow = typeof followUps.$inferSelect
/** A follow-up with the names that its lists show. */
export type NamedFollowUp = FollowUpRow & FollowUpHeading

/** Whatever their state. */
export function listFollowUps(
  seen: Seen,
  query: Pick<PendingQuery, 'counterpart' | 'dossier' | 'owner' | 'desk' | 'search'>,
): Promise<NamedFollowUp[]> {
  return selectNamed(seen)
    .where(and(isFollowUpSeen(seen.sight), isMeant(query, seen.moment)))
    .orderBy(asc(followUps.id))
}

/** Of some dossiers, whatever their state, as they and their offices are called, or were at a moment. Rides follow_ups_by_dossier. */
export function listFollowUpsOfDossiers(seen: Seen, dossierIds: readonly number[]): Promise<NamedFollowUp[]> {
  if (dossierIds.length === 0) return Promise.resolve([])
  return selectNamed(seen)
    .where(and(isAmong(followUps.dossierId, dossierIds), isFollowUpSeen(seen.sight)))
    .orderBy(asc(followUps.id))
}

/** As it stands now, whatever the moment; but called as it and its office were called then. */
export async function findFollowUp({ db, sight, moment }: Seen, reference: string): Promise<NamedFollowUp | null> {
  const [found] = await selectNamed({ db }, moment).where(
    and(eq(followUps.reference, reference), isFollowUpSeen(sight)),
  )
  return found ?? null
}

/** As they stand now, called as they and their offices are called, or were at a moment. */
export function listFollowUpsCalled(
  db: Queryable,
  ids: readonly number[],
  calledAt?: Moment,
): Promise<NamedFollowUp[]> {
  if (ids.length === 0) return Promise.resolve([])
  return selectNamed({ db }, calledAt).where(isAmong(followUps.id, ids)).orderBy(asc(followUps.id))
}

/** At a moment, those of them that had been asked. */
export function listFollowUpsById(db: Queryable, ids: readonly number[], moment?: Moment): Promise<NamedFollowUp[]> {
  if (ids.length === 0) return Promise.resolve([])
  return selectNamed({ db, moment }).where(isAmong(followUps.id, ids)).orderBy(asc(followUps.id))
}

/** Whatever else is there of what they name. */
export function listFollowUpRows(db: Queryable, ids: readonly number[]): Promise<FollowUpRow[]> {
  return db.select().from(followUps).where(isAmong(followUps.id, ids)).orderBy(asc(followUps.id))
}

export function countFollowUps(db: Queryable): Promise<number> {
  return db.$count(followUps)
}

/** The policy that each is under. */
export function listPoliciesOf(db: Queryable, ids: readonly number[]) {
  return db.select({ id: followUps.id, policyId: followUps.policyId }).from(followUps).where(isAmong(followUps.id, ids))
}

export async function listFollowUpIds(db: Queryable, references: readonly string[]): Promise<number[]> {
  const rows = await db
    .select({ id: followUps.id })
    .from(followUps)
    .where(inArray(followUps.reference, [...references]))
  return rows.map(({ id }) => id)
}

export async function appendFollowUp(tx: Transaction, followUp: typeof followUps.$inferInsert): Promise<number> {
  const [row] = await tx.insert(followUps).values(followUp).returning({ id: followUps.id })
  return row!.id
}

/** Writes the standing's columns, and where the sweep next has to look. */
export async function saveStanding(tx: Transaction, id: number, kept: KeptStanding): Promise<void> {
  await tx
    .update(followUps)
    .set({ ...kept, nextLineOn: nextLineOf(kept), version: sql`${followUps.version} + 1` })
    .where(eq(followUps.id, id))
}

function nextLineOf(kept: KeptStanding): Temporal.PlainDate | null {
  const [next] = linesAhead(kept.state, kept).toSorted(byDayCrossed)
  return next?.crossedOn ?? null
}

type NewFollowUp = Omit<typeof followUps.$inferInsert, keyof KeptStanding | 'nextLineOn' | 'version'>

/** Each as it stands by what is recorded with it; gives their identities in their order. */
export function appendStanding(
  tx: Transaction,
  rows: readonly { followUp: NewFollowUp; kept: KeptStanding }[],
): Promise<number[]> {
  return appendMany(
    tx,
    followUps,
    rows.map(({ followUp, kept }) => ({ ...followUp, ...kept, nextLineOn: nextLineOf(kept), version: 1 })),
  )
}

/** Whether any has crossed a line by a day, at the price of one look at follow_ups_by_next_line. */
export async function isAnyCrossed(db: Queryable, today: Temporal.PlainDate): Promise<boolean> {
  const [found] = await ask<{ isAny: boolean }>(
    db,
    // Not whether there is one: whoever plans for any day thinks that a third of all are, and reads the table.
    `select coalesce(min(next_line_on) <= $1, false) as "isAny" from follow_ups`,
    [today.toString()],
  )
  return found!.isAny
}

/** Those that have crossed a line by a day; another sweep's are passed over. Rides follow_ups_by_next_line. */
export function lockCrossed(tx: Transaction, today: Temporal.PlainDate, limit: number) {
  const { id, state, answerDueOn, longOverdueAfterOn, pausedOn, isPromise } = getColumns(followUps)
  return tx
    .select({ id, state, answerDueOn, longOverdueAfterOn, pausedOn, isPromise })
    .from(followUps)
    .where(and(isNotNull(followUps.nextLineOn), lte(followUps.nextLineOn, today)))
    .orderBy(asc(followUps.nextLineOn))
    .limit(limit)
    .for('update', { skipLocked: true })
}

/** Where the sweep next has to look at each of them. */
export async function saveNextLines(
  tx: Transaction,
  moved: readonly { id: number; nextLineOn: Temporal.PlainDate | null }[],
): Promise<void> {
  const ids = moved.map(({ id }) => id)
  const days = moved.map(({ nextLineOn }) => nextLineOn?.toString() ?? null)
  await ask(
    tx,
    `update follow_ups f set next_line_on = moved.on from unnest($1::int8[], $2::date[]) as moved (id, "on") where f.id = moved.id`,
    [arrayOf(ids), arrayOf(days)],
  )
}

export function byDayCrossed(a: Line, b: Line): number {
  return Temporal.PlainDate.compare(a.crossedOn, b.crossedOn)
}

export function selectNamed(of: Pick<Seen, 'db' | 'moment'>, calledAt = of.moment) {
  return reading(of)
    .select({
      ...getColumns(followUps),
      title: of.moment ? followUps.title : followUpTitleAt(calledAt),
      dossier: dossiers.reference,
      counterpart: officeNameAt(calledAt),
      counterpartReference: counterparts.reference,
      owner: officers.email,
      desk: desks.reference,
    })
    .from(followUps)
    .innerJoin(dossiers, eq(dossiers.id, followUps.dossierId))
    .innerJoin(counterparts, eq(counterparts.id, followUps.counterpartId))
    .innerJoin(desks, eq(desks.id, followUps.deskId))
    .leftJoin(officers, eq(officers.id, followUps.ownerId))
    .$dynamic()
}

/** No more of them than a balance is reckoned from. */
export function selectNames(of: Pick<Seen, 'db' | 'moment'>) {
  return reading(of)
    .select({ id: followUps.id, reference: followUps.reference, state: followUps.state })
    .from(followUps)
    .$dynamic()
}

/**
 * The part of a query that does not change with the correspondence: of the follow-ups alone, whatever is joined to them.
 * At a moment they are read by `reading`, with their titles of then, unless another title is given.
 */
export function isMeant(
  { counterpart, dossier, owner, desk, search }: PendingQuery,
  moment?: Moment,
  title: AnyColumn | SQL = followUps.title,
) {
  return and(
    counterpart === undefined
      ? undefined
      : isOf(followUps.counterpartId, counterparts, eq(counterparts.reference, counterpart)),
    dossier === undefined ? undefined : isOf(followUps.dossierId, dossiers, eq(dossiers.reference, dossier)),
    owner === undefined
      ? undefined
      : isOf(followUps.ownerId, officers, eq(sql`lower(${officers.email})`, owner.toLowerCase())),
    desk === undefined ? undefined : isOf(followUps.deskId, desks, eq(desks.reference, desk)),
    search === undefined ? undefined : isFound(search, title, moment),
  )
}

/** The other is looked up first and not joined, so that an index that begins with it gives its rows in their order. */
function isOf(column: AnyColumn, other: Table & { id: AnyColumn }, condition: SQL): SQL {
  return sql`${column} = (select ${other.id} from ${other} where ${condition})`
}

/** Literally, whatever the case, and however accents are composed; what was called otherwise then by the name of then. */
function isFound(search: string, title: AnyColumn | SQL, moment: Moment | undefined) {
  const pattern = `%${search.normalize('NFC').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const says = (column: AnyColumn | SQL) => sql`normalize(${column}) ilike ${pattern}`
  const isCounterpart = and(
    eq(counterparts.id, followUps.counterpartId),
    or(says(officeNameAt(moment)), says(counterparts.reference)),
  )
  const isDossier = and(eq(dossiers.id, followUps.dossierId), says(dossierTitleAt(moment)))
  return or(
    says(followUps.reference),
    says(title),
    sql`exists (select from ${counterparts} where ${isCounterpart})`,
    sql`exists (select from ${dossiers} where ${isDossier})`,
  )
}
