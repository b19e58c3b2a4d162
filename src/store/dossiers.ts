import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from './database.ts'
import { isDossierSeen, type Seen } from './sight.ts'
import { dossiers, mandates, reportDuties } from './schema/dossiers.ts'

export type Dossier = typeof dossiers.$inferSelect
export type Mandate = typeof mandates.$inferSelect
export type ReportDuty = typeof reportDuties.$inferSelect

export async function findDossier({ db, sight }: Seen, reference: string): Promise<Dossier | null> {
  const [found] = await db
    .select()
    .from(dossiers)
    .where(and(eq(dossiers.reference, reference), isDossierSeen(sight)))
  return found ?? null
}

export function listDossiers({ db, sight }: Seen): Promise<Dossier[]> {
  return db.select().from(dossiers).where(isDossierSeen(sight)).orderBy(asc(dossiers.id))
}

/** In order of reference, those after one; of a replay, those that had been opened by then. */
export function listDossierPage(
  { db, sight }: Seen,
  { after, limit, openedBy }: { after?: string | undefined; limit: number; openedBy?: Temporal.Instant | undefined },
): Promise<Dossier[]> {
  return db
    .select()
    .from(dossiers)
    .where(
      and(
        isDossierSeen(sight),
        after === undefined ? undefined : gt(dossiers.reference, after),
        openedBy && lte(dossiers.openedAt, openedBy),
      ),
    )
    .orderBy(asc(dossiers.reference))
    .limit(limit)
}

export async function appendDossier(db: Queryable, dossier: typeof dossiers.$inferInsert): Promise<Dossier> {
  const [row] = await db.insert(dossiers).values(dossier).returning()
  return row!
}

/** After the follow-ups, where both are locked. */
export async function lockDossier(tx: Transaction, id: number): Promise<void> {
  await tx.select({ id: dossiers.id }).from(dossiers).where(eq(dossiers.id, id)).for('update')
}

/** Locks the dossier until the transaction ends, so that numbers have no gaps and no doubles. */
export async function takeCommunicationNumber(tx: Transaction, dossierId: number): Promise<number> {
  const [row] = await tx
    .update(dossiers)
    .set({ communications: sql`${dossiers.communications} + 1` })
    .where(eq(dossiers.id, dossierId))
    .returning({ number: dossiers.communications })
  return row!.number
}

/** As `takeCommunicationNumber`. */
export async function takeFollowUpNumber(tx: Transaction, dossierId: number): Promise<number> {
  const [row] = await tx
    .update(dossiers)
    .set({ followUps: sql`${dossiers.followUps} + 1` })
    .where(eq(dossiers.id, dossierId))
    .returning({ number: dossiers.followUps })
  return row!.number
}

export function listMandates(db: Queryable, dossierId: number): Promise<Mandate[]> {
  return db.select().from(mandates).where(eq(mandates.dossierId, dossierId)).orderBy(asc(mandates.id))
}

export function listReportDuties(db: Queryable, mandateId: number): Promise<ReportDuty[]> {
  return db.select().from(reportDuties).where(eq(reportDuties.mandateId, mandateId)).orderBy(asc(reportDuties.id))
}

export async function appendMandate(db: Queryable, mandate: typeof mandates.$inferInsert): Promise<Mandate> {
  const [row] = await db.insert(mandates).values(mandate).returning()
  return row!
}

export async function appendReportDuty(db: Queryable, duty: typeof reportDuties.$inferInsert): Promise<void> {
  await db.insert(reportDuties).values(duty)
}

/** Duties that nothing had met by a day, soonest first, those without a day last; of all dossiers, or of some. */
export function listOpenReportDuties({ db, sight }: Seen, asOf: Temporal.PlainDate, dossierIds?: readonly number[]) {
  return db
    .select({
      id: reportDuties.id,
      body: reportDuties.body,
      session: reportDuties.session,
      dueOn: reportDuties.dueOn,
      document: mandates.document,
      paragraph: mandates.paragraph,
      dossier: dossiers.reference,
    })
    .from(reportDuties)
    .innerJoin(mandates, eq(mandates.id, reportDuties.mandateId))
    .innerJoin(dossiers, eq(dossiers.id, mandates.dossierId))
    .where(
      and(
        or(isNull(reportDuties.metBy), gt(reportDuties.metOn, asOf)),
        dossierIds && inArray(dossiers.id, [...dossierIds]),
        isDossierSeen(sight),
      ),
    )
    .orderBy(sql`${reportDuties.dueOn} nulls last`, asc(reportDuties.id))
}

/** After an import, which brings its own numbers: the counters go on from the highest. */
export async function saveNumbers(tx: Transaction, dossierId: number): Promise<void> {
  await tx.execute(sql`update dossiers d set
    communications = coalesce((select max(c.number) from communications c where c.dossier_id = d.id), 0),
    follow_ups = coalesce((select max(substring(f.reference from '[0-9]+$')::int) from follow_ups f where f.dossier_id = d.id), 0)
    where d.id = ${dossierId}`)
}
