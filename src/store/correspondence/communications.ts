import { and, asc, desc, eq, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm'
import { isAmong } from '../connection/among.ts'
import { appendMany } from '../connection/append-many.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import { isCommunicationVisible, type Moment } from './facts.ts'
import { effectOf, withAsksPlaced } from './placed-asks.ts'
import { isCommunicationSeen, isFollowUpSeen, type Seen } from '../sight.ts'
import { dossiers } from '../schema/dossiers.ts'
import { followUps } from '../schema/follow-ups.ts'
import { assessments, communications, entries } from '../schema/ledger.ts'
import { officers } from '../schema/parties.ts'

export type CommunicationRow = typeof communications.$inferSelect
export type NewEntry = Omit<typeof entries.$inferInsert, 'communicationId'>

/** Appends one communication, or one version of it, with how it bears on follow-ups. */
export async function appendCommunication(
  tx: Transaction,
  communication: typeof communications.$inferInsert,
  bearings: readonly NewEntry[],
): Promise<CommunicationRow> {
  const [row] = await tx.insert(communications).values(communication).returning()
  const communicationId = row!.id
  if (bearings.length > 0) await tx.insert(entries).values(bearings.map((entry) => ({ ...entry, communicationId })))
  return row!
}

export type NewCommunicationRow = typeof communications.$inferInsert

/** Many at once, each with its place; gives their identities in their order. */
export function appendCommunications(tx: Transaction, rows: readonly NewCommunicationRow[]): Promise<number[]> {
  return appendMany(tx, communications, rows)
}

export async function appendEntries(tx: Transaction, rows: readonly (typeof entries.$inferInsert)[]): Promise<void> {
  await appendMany(tx, entries, rows)
}

/** So many places in the order of recording, for what is recorded next. */
export async function takePlaces(tx: Transaction, count: number): Promise<number[]> {
  const rows = await tx.execute<{ place: string }>(
    sql`select nextval('ledger_places') as place from generate_series(1, ${count}::int)`,
  )
  return [...rows].map(({ place }) => Number(place))
}

/** The version of a communication that holds: the last, unless it was withdrawn. */
export async function findCommunication(
  { db, sight }: Seen,
  dossierId: number,
  number: number,
): Promise<CommunicationRow | null> {
  const [found] = await db
    .select()
    .from(communications)
    .where(and(eq(communications.dossierId, dossierId), eq(communications.number, number), isCommunicationSeen(sight)))
    .orderBy(desc(communications.id))
    .limit(1)
  return found && !found.isWithdrawn ? found : null
}

export function listEntriesOf({ db, sight }: Seen, communicationIds: readonly number[]) {
  return db
    .select({ entry: entries, followUp: followUps.reference })
    .from(entries)
    .innerJoin(followUps, eq(followUps.id, entries.followUpId))
    .where(and(isAmong(entries.communicationId, communicationIds), isFollowUpSeen(sight)))
    .orderBy(asc(entries.id))
}

/**
 * The correspondence of a dossier, or of several, in the order in which it took effect, as it holds now or held at a
 * moment: a first ask of unknown day where `withFirstAskPlaced` places it.
 */
export async function listCorrespondence({ db, sight }: Seen, of: number | readonly number[], moment?: Moment) {
  const rows = await db
    .select({ communication: communications, recordedByName: officers.name, dossier: dossiers.reference })
    .from(communications)
    .innerJoin(officers, eq(officers.id, communications.recordedBy))
    .innerJoin(dossiers, eq(dossiers.id, communications.dossierId))
    .where(
      and(isAmong(communications.dossierId, [of].flat()), isCommunicationVisible(moment), isCommunicationSeen(sight)),
    )
    .orderBy(asc(communications.tookEffectOn), asc(communications.orderOnDay), asc(communications.place))
  const bearings = await listEntriesOf(
    { db, sight },
    rows.map(({ communication }) => communication.id),
  )
  const byCommunication = Map.groupBy(bearings, ({ entry }) => entry.communicationId)
  const filed = rows.map((row) => ({
    ...row,
    effect: effectOf(row.communication),
    entries: (byCommunication.get(row.communication.id) ?? []).map(({ entry, followUp }) => ({ ...entry, followUp })),
  }))
  return withAsksPlaced(db, filed, moment)
}
export type Correspondence = Awaited<ReturnType<typeof listCorrespondence>>

type Likeness = 'dossierId' | 'channel' | 'direction' | 'tookEffectOn' | 'tookEffectLatestOn' | 'dating'

/**
 * Those that hold, are the same in this and bear on a follow-up, with whatever else they bear on, in the order in which
 * they were recorded.
 */
export async function listAlike(db: Queryable, like: Pick<CommunicationRow, Likeness>, followUpId: number) {
  const isAlike = Object.entries(like).map(([field, value]) => eq(communications[field as Likeness], value))
  const rows = await db
    .select({ communication: communications, recordedByName: officers.name })
    .from(communications)
    .innerJoin(officers, eq(officers.id, communications.recordedBy))
    .where(and(...isAlike, isCommunicationVisible(), bearsOn(followUpId)))
    .orderBy(asc(communications.place))
  if (rows.length === 0) return []
  const ids = rows.map(({ communication }) => communication.id)
  const bearings = Map.groupBy(
    await listEntriesOf({ db, sight: 'everything' }, ids),
    ({ entry }) => entry.communicationId,
  )
  return rows.map(({ communication: { id, number, recordedAt }, recordedByName }) => ({
    number,
    recordedAt,
    recordedByName,
    entries: (bearings.get(id) ?? []).map(({ entry, followUp }) => ({ ...entry, followUp })),
  }))
}
export type Alike = Awaited<ReturnType<typeof listAlike>>[number]

function bearsOn(followUpId: number): SQL {
  return sql`exists (select from ${entries} where ${and(eq(entries.communicationId, communications.id), eq(entries.followUpId, followUpId))})`
}

/** Every version of every communication of a dossier, or of one of them, oldest first. */
export function listVersions({ db, sight }: Seen, dossierId: number, number?: number) {
  return db
    .select({ communication: communications, recordedByName: officers.name })
    .from(communications)
    .innerJoin(officers, eq(officers.id, communications.recordedBy))
    .where(
      and(
        eq(communications.dossierId, dossierId),
        number === undefined ? undefined : eq(communications.number, number),
        isCommunicationSeen(sight),
      ),
    )
    .orderBy(asc(communications.number), asc(communications.id))
}

/** What others call the communications of some dossiers, withdrawn or not, and the last number given out in each. */
export function listCalled(db: Queryable, references: readonly string[]) {
  return db
    .select({
      dossier: dossiers.reference,
      last: dossiers.communications,
      number: communications.number,
      external: communications.externalReference,
    })
    .from(dossiers)
    .leftJoin(communications, and(eq(communications.dossierId, dossiers.id), isNull(communications.correctsId)))
    .where(inArray(dossiers.reference, [...references]))
}

export async function appendAssessment(tx: Transaction, assessment: typeof assessments.$inferInsert): Promise<void> {
  await tx.insert(assessments).values(assessment)
}

/** All that hold or once held, or that had been recorded by a moment. */
export function listAssessments(db: Queryable, of: number | readonly number[], moment?: Moment) {
  return db
    .select({ assessment: assessments, by: officers.name, number: communications.number })
    .from(assessments)
    .innerJoin(officers, eq(officers.id, assessments.recordedBy))
    .innerJoin(communications, eq(communications.id, assessments.communicationId))
    .where(and(isAmong(assessments.followUpId, [of].flat()), moment && lte(assessments.recordedAt, moment.knownAt)))
    .orderBy(asc(assessments.id))
}
