import { and, asc, eq, getColumns, gt, inArray, lte, sql } from 'drizzle-orm'
import { appendMany } from '../connection/append-many.ts'
import type { Queryable, Transaction } from '../connection/database.ts'
import { dossierTitleAt } from './names.ts'
import { isDossierSeen, type Seen } from '../sight.ts'
import { dossiers } from '../schema/dossiers.ts'

export type Dossier = typeof dossiers.$inferSelect

/** At a moment, with the title that it had then: so are all of these. */
export async function findDossier({ db, sight, moment }: Seen, reference: string): Promise<Dossier | null> {
  const [found] = await selectDossiers(db, moment).where(and(eq(dossiers.reference, reference), isDossierSeen(sight)))
  return found ?? null
}

export async function findDossierById({ db, sight, moment }: Seen, id: number): Promise<Dossier | null> {
  const [found] = await selectDossiers(db, moment).where(and(eq(dossiers.id, id), isDossierSeen(sight)))
  return found ?? null
}

export function listDossiers({ db, sight, moment }: Seen): Promise<Dossier[]> {
  return selectDossiers(db, moment).where(isDossierSeen(sight)).orderBy(asc(dossiers.id))
}

/** Those of them that are seen. */
export function listDossiersNamed({ db, sight, moment }: Seen, references: readonly string[]): Promise<Dossier[]> {
  return selectDossiers(db, moment).where(and(inArray(dossiers.reference, [...references]), isDossierSeen(sight)))
}

/** In order of reference, those after one; of a replay, those that had been opened by then. */
export function listDossierPage(
  { db, sight, moment }: Seen,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Dossier[]> {
  return selectDossiers(db, moment)
    .where(
      and(
        isDossierSeen(sight),
        after === undefined ? undefined : gt(dossiers.reference, after),
        moment && lte(dossiers.openedAt, moment.knownAt),
      ),
    )
    .orderBy(asc(dossiers.reference))
    .limit(limit)
}

function selectDossiers(db: Queryable, moment: Seen['moment']) {
  return db
    .select({ ...getColumns(dossiers), title: dossierTitleAt(moment) })
    .from(dossiers)
    .$dynamic()
}

export async function appendDossier(db: Queryable, dossier: typeof dossiers.$inferInsert): Promise<Dossier> {
  const [row] = await db.insert(dossiers).values(dossier).returning()
  return row!
}

/** Many at once; gives their identities in their order. */
export function appendDossiers(tx: Transaction, rows: readonly (typeof dossiers.$inferInsert)[]): Promise<number[]> {
  return appendMany(tx, dossiers, rows)
}

/** In the order in which they were begun, those after one; of all, or of those that have one of the references. */
export function listDossiersAfter(
  { db, sight, moment }: Seen,
  { after, only, limit }: { after: number; only?: readonly string[] | undefined; limit: number },
): Promise<Dossier[]> {
  if (only?.length === 0) return Promise.resolve([])
  return selectDossiers(db, moment)
    .where(and(gt(dossiers.id, after), only && inArray(dossiers.reference, [...only]), isDossierSeen(sight)))
    .orderBy(asc(dossiers.id))
    .limit(limit)
}

/** In one order everywhere, after the follow-ups, where both are locked. */
export async function lockDossiers(tx: Transaction, ids: readonly number[]): Promise<void> {
  await tx
    .select({ id: dossiers.id })
    .from(dossiers)
    .where(inArray(dossiers.id, [...ids]))
    .orderBy(asc(dossiers.id))
    .for('update')
}

/** After the follow-ups, where both are locked. */
export async function lockDossier(tx: Transaction, id: number): Promise<void> {
  await tx.select({ id: dossiers.id }).from(dossiers).where(eq(dossiers.id, id)).for('update')
}

/** Locks the dossier until the transaction ends, so that numbers have no gaps and no doubles. */
export async function takeFollowUpNumber(tx: Transaction, dossierId: number): Promise<number> {
  const [row] = await tx
    .update(dossiers)
    .set({ followUps: sql`${dossiers.followUps} + 1` })
    .where(eq(dossiers.id, dossierId))
    .returning({ number: dossiers.followUps })
  return row!.number
}

/** After an import, which brings its own numbers: the counters go on from the highest. */
export async function saveNumbers(tx: Transaction, dossierId: number): Promise<void> {
  await tx.execute(sql`update dossiers d set
    communications = coalesce((select max(c.number) from communications c where c.dossier_id = d.id), 0),
    follow_ups = coalesce((select max(substring(f.reference from '[0-9]+$')::int) from follow_ups f where f.dossier_id = d.id), 0)
    where d.id = ${dossierId}`)
}
