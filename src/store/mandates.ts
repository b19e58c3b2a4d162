import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { VagueDate } from '../domain/dates/vague-date.ts'
import { appendMany } from './connection/append-many.ts'
import type { Queryable, Transaction } from './connection/database.ts'
import type { Moment } from './correspondence/facts.ts'
import { officers } from './schema/parties.ts'
import { mandateCorrections, mandates } from './schema/report-duties.ts'

/** A decision in the version that holds. */
export interface Mandate {
  id: number
  dossierId: number
  document: string
  paragraph: string
  requires: string
  decided: VagueDate | null
  decidedOn: Temporal.PlainDate | null
}

interface MaybeAt {
  asOf?: Temporal.PlainDate | undefined
  knownAt?: Temporal.Instant | undefined
}

/** As they hold now or held at a moment: those that had been decided by its day. One subquery, to be joined to. */
export function heldMandates(db: Queryable, { asOf, knownAt }: MaybeAt) {
  const last = db
    .select()
    .from(mandateCorrections)
    .where(and(eq(mandateCorrections.mandateId, mandates.id), knownAt && lte(mandateCorrections.recordedAt, knownAt)))
    .orderBy(desc(mandateCorrections.id))
    .limit(1)
    .as('last')
  const held = <K extends (typeof CORRECTED)[number]>(field: K) =>
    sql<Mandate[K]>`case when ${last.id} is null then ${mandates[field]} else ${last[field]} end`.mapWith(
      mandates[field],
    )
  const decidedOn = held('decidedOn')
  return db
    .select({
      id: mandates.id,
      dossierId: mandates.dossierId,
      document: held('document').as('document'),
      paragraph: held('paragraph').as('paragraph'),
      requires: held('requires').as('requires'),
      decided: held('decided').as('decided'),
      decidedOn: decidedOn.as('decided_on'),
    })
    .from(mandates)
    .leftJoinLateral(last, sql`true`)
    .where(
      and(
        sql`not coalesce(${last.isWithdrawn}, false)`,
        knownAt && lte(mandates.recordedAt, knownAt),
        asOf && or(isNull(decidedOn), lte(decidedOn, sql`${asOf.toString()}::date`)),
      ),
    )
    .as('held')
}

const CORRECTED = ['document', 'paragraph', 'requires', 'decided', 'decidedOn'] as const

/** In the order in which they were entered. */
export function listMandates(db: Queryable, of: number | readonly number[], moment?: Moment): Promise<Mandate[]> {
  const held = heldMandates(db, moment ?? {})
  return db
    .select()
    .from(held)
    .where(inArray(held.dossierId, [of].flat()))
    .orderBy(asc(held.id))
}

export async function findMandate(
  db: Queryable,
  { dossierId, document, paragraph }: { dossierId: number; document: string; paragraph: string },
): Promise<Mandate | null> {
  const held = heldMandates(db, {})
  const [found] = await db
    .select()
    .from(held)
    .where(and(eq(held.dossierId, dossierId), eq(held.document, document), eq(held.paragraph, paragraph)))
  return found ?? null
}

export async function findMandateById(db: Queryable, id: number, moment?: Moment): Promise<Mandate | null> {
  const held = heldMandates(db, moment ?? {})
  const [found] = await db.select().from(held).where(eq(held.id, id))
  return found ?? null
}

/** Many at once; gives their identities in their order. */
export function appendMandates(tx: Transaction, rows: readonly (typeof mandates.$inferInsert)[]): Promise<number[]> {
  return appendMany(tx, mandates, rows)
}

/** Gives its number. */
export async function appendMandate(db: Queryable, mandate: typeof mandates.$inferInsert): Promise<number> {
  const [row] = await db.insert(mandates).values(mandate).returning({ id: mandates.id })
  return row!.id
}

export async function appendMandateCorrection(
  db: Queryable,
  correction: typeof mandateCorrections.$inferInsert,
): Promise<void> {
  await db.insert(mandateCorrections).values(correction)
}

/** What a mandate was entered as and every correction of it, in the order of recording, by whom and why. */
export async function listMandateVersions(db: Queryable, mandateId: number, moment?: Moment) {
  const [entered] = await db
    .select({ version: mandates, by: officers.name })
    .from(mandates)
    .leftJoin(officers, eq(officers.id, mandates.recordedBy))
    .where(eq(mandates.id, mandateId))
  const corrections = await db
    .select({ version: mandateCorrections, by: officers.name })
    .from(mandateCorrections)
    .innerJoin(officers, eq(officers.id, mandateCorrections.recordedBy))
    .where(
      and(eq(mandateCorrections.mandateId, mandateId), moment && lte(mandateCorrections.recordedAt, moment.knownAt)),
    )
    .orderBy(asc(mandateCorrections.id))
  return [
    { ...entered!.version, isWithdrawn: false, why: null, by: entered!.by },
    ...corrections.map(({ version, by }) => ({ ...version, by })),
  ]
}
