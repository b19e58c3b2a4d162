import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { officeNameOn } from '../../domain/correspondence/office-names.ts'
import { isAmong } from '../connection/among.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import type { Moment } from '../correspondence/facts.ts'
import { listOfficeNames } from '../correspondence/names.ts'
import { counterparts, desks, officers, policies } from '../schema/parties.ts'

export type Desk = typeof desks.$inferSelect
export type Officer = typeof officers.$inferSelect
export type Counterpart = typeof counterparts.$inferSelect
export type PolicyRow = typeof policies.$inferSelect

export async function findOfficer(db: Queryable, email: string): Promise<Officer | null> {
  const [found] = await db
    .select()
    .from(officers)
    .where(eq(sql`lower(${officers.email})`, email.toLowerCase()))
  return found ?? null
}

export async function findOfficerById(db: Queryable, id: number): Promise<Officer | null> {
  const [found] = await db.select().from(officers).where(eq(officers.id, id))
  return found ?? null
}

/** Those who may still act, locked until the transaction ends: whoever changes officers does so one after the other. */
export function lockAdministrators(tx: Transaction): Promise<Officer[]> {
  return tx
    .select()
    .from(officers)
    .where(and(eq(officers.role, 'administrator'), isNull(officers.endedAt)))
    .orderBy(asc(officers.id))
    .for('no key update') // so that what refers to them can still be written
}

/** Until the transaction ends, so that two of one officer's wishes come one after the other. */
export async function lockOfficer(tx: Transaction, id: number): Promise<void> {
  await tx.select({ id: officers.id }).from(officers).where(eq(officers.id, id)).for('no key update')
}

export async function findDesk(db: Queryable, reference: string): Promise<Desk | null> {
  const [found] = await db.select().from(desks).where(eq(desks.reference, reference))
  return found ?? null
}

export async function findCounterpart(db: Queryable, reference: string): Promise<Counterpart | null> {
  const [found] = await db.select().from(counterparts).where(eq(counterparts.reference, reference))
  return found ?? null
}

export async function findPolicy(db: Queryable, reference: string): Promise<PolicyRow | null> {
  const [found] = await db.select().from(policies).where(eq(policies.reference, reference))
  return found ?? null
}

export function listOfficers(db: Queryable): Promise<Officer[]> {
  return db.select().from(officers).orderBy(asc(officers.id))
}

export function listDesks(db: Queryable): Promise<Desk[]> {
  return db.select().from(desks).orderBy(asc(desks.id))
}

/** By name: as they are now, or at a moment as they were called and followed each other then. */
export async function listCounterparts(db: Queryable, moment?: Moment): Promise<Counterpart[]> {
  const now = await db.select().from(counterparts).orderBy(asc(counterparts.name), asc(counterparts.id))
  if (!moment) return now
  const known = Map.groupBy(await listOfficeNames(db, moment), ({ counterpartId }) => counterpartId)
  const then = now.map((office) => {
    const { name, succeedsId } = officeNameOn(known.get(office.id) ?? [], moment.asOf) ?? office
    return { ...office, name, succeedsId }
  })
  return then.toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.id - b.id)
}

export function listCounterpartsById(db: Queryable, ids: readonly number[]): Promise<Counterpart[]> {
  return db.select().from(counterparts).where(isAmong(counterparts.id, ids))
}

export async function lockCounterpart(tx: Transaction, reference: string): Promise<Counterpart | null> {
  const [found] = await tx.select().from(counterparts).where(eq(counterparts.reference, reference)).for('no key update')
  return found ?? null
}

export async function saveOffice(
  db: Queryable,
  id: number,
  office: Pick<Counterpart, 'name' | 'succeedsId'>,
): Promise<void> {
  await db.update(counterparts).set(office).where(eq(counterparts.id, id))
}

/** In the order in which they were added; at a moment those that were known and held. */
export function listPolicies(db: Queryable, moment?: Moment): Promise<PolicyRow[]> {
  const isKnown = moment && or(isNull(policies.recordedAt), lte(policies.recordedAt, moment.knownAt))
  const holds = moment && or(isNull(policies.sinceOn), lte(policies.sinceOn, moment.asOf))
  return db.select().from(policies).where(and(isKnown, holds)).orderBy(asc(policies.id))
}

export async function appendDesk(db: Queryable, desk: typeof desks.$inferInsert): Promise<Desk> {
  return only(await db.insert(desks).values(desk).returning())
}

/** Gives null where that reference is taken. */
export async function appendNewDesk(db: Queryable, desk: typeof desks.$inferInsert): Promise<Desk | null> {
  const [row] = await db.insert(desks).values(desk).onConflictDoNothing().returning()
  return row ?? null
}

export async function saveDesk(db: Queryable, id: number, change: Pick<Desk, 'name'>): Promise<Desk> {
  return only(await db.update(desks).set(change).where(eq(desks.id, id)).returning())
}

/** Gives null where that address is taken. */
export async function appendNewOfficer(db: Queryable, officer: typeof officers.$inferInsert): Promise<Officer | null> {
  const [row] = await db.insert(officers).values(officer).onConflictDoNothing().returning()
  return row ?? null
}

export async function saveOfficer(
  db: Queryable,
  id: number,
  change: Pick<Officer, 'name' | 'role' | 'deskId' | 'endedAt'>,
): Promise<Officer> {
  return only(await db.update(officers).set(change).where(eq(officers.id, id)).returning())
}

export async function appendOfficer(db: Queryable, officer: typeof officers.$inferInsert): Promise<Officer> {
  return only(await db.insert(officers).values(officer).returning())
}

export async function appendCounterpart(
  db: Queryable,
  counterpart: typeof counterparts.$inferInsert,
): Promise<Counterpart> {
  return only(await db.insert(counterparts).values(counterpart).returning())
}

/** Gives null where that reference is taken. */
export async function appendNewPolicy(db: Queryable, policy: typeof policies.$inferInsert): Promise<PolicyRow | null> {
  const [row] = await db.insert(policies).values(policy).onConflictDoNothing().returning()
  return row ?? null
}

export async function appendPolicy(db: Queryable, policy: typeof policies.$inferInsert): Promise<PolicyRow> {
  return only(await db.insert(policies).values(policy).returning())
}

function only<T>(rows: readonly T[]): T {
  return rows[0]!
}
