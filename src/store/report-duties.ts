import { and, asc, desc, eq, inArray, lte, or, sql, type SQL } from 'drizzle-orm'
import { appendMany } from './connection/append-many.ts'
import type { Duty } from '../domain/duty.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import type { Queryable, Transaction } from './connection/database.ts'
import type { Moment } from './correspondence/facts.ts'
import { isMeant } from './correspondence/follow-ups.ts'
import { dossiers } from './schema/dossiers.ts'
import { flags, followUps, type FlagKind } from './schema/follow-ups.ts'
import { officers } from './schema/parties.ts'
import { reportDuties, reportDutyCorrections, reportSubmissions } from './schema/report-duties.ts'
import { heldMandates } from './mandates.ts'
import { followUpTitleAt } from './correspondence/names.ts'
import { isDossierSeen, isFollowUpSeen, type Seen } from './sight.ts'

/** A duty with the keys of its mandate and its dossier, whose asks are those that it is to report on. */
export interface DutyRow extends Duty {
  mandateId: number
  dossierId: number
}

/** Many at once; gives their identities in their order. */
export function appendReportDuties(
  tx: Transaction,
  rows: readonly (typeof reportDuties.$inferInsert)[],
): Promise<number[]> {
  return appendMany(tx, reportDuties, rows)
}

export async function appendSubmissions(
  tx: Transaction,
  rows: readonly (typeof reportSubmissions.$inferInsert)[],
): Promise<void> {
  await appendMany(tx, reportSubmissions, rows)
}

/** The number of a duty, whether it is owed or was taken back. */
export async function findReportDuty(
  db: Queryable,
  { mandateId, body, session }: { mandateId: number; body: string; session: string },
): Promise<number | null> {
  const isNamed = and(eq(reportDuties.body, body), eq(reportDuties.session, session))
  const [found] = await db
    .select({ id: reportDuties.id })
    .from(reportDuties)
    .where(and(eq(reportDuties.mandateId, mandateId), isNamed))
  return found?.id ?? null
}

/** Gives its number. */
export async function appendReportDuty(db: Queryable, duty: typeof reportDuties.$inferInsert): Promise<number> {
  const [row] = await db.insert(reportDuties).values(duty).returning({ id: reportDuties.id })
  return row!.id
}

export async function appendDutyCorrection(
  db: Queryable,
  correction: typeof reportDutyCorrections.$inferInsert,
): Promise<void> {
  await db.insert(reportDutyCorrections).values(correction)
}

export async function appendSubmission(
  db: Queryable,
  submission: typeof reportSubmissions.$inferInsert,
): Promise<void> {
  await db.insert(reportSubmissions).values(submission)
}

interface DutiesWanted {
  /** The day that is shown, after which nothing was submitted yet; undefined takes all. */
  asOf?: Temporal.PlainDate | undefined
  /** What was recorded after it was not known; undefined takes all. */
  knownAt?: Temporal.Instant | undefined
  isOpen?: boolean
  /** Those that were taken back, instead of those that are owed. */
  isWithdrawn?: boolean
  /** Those that are due by it. */
  dueBy?: Temporal.PlainDate
  dossierIds?: readonly number[] | undefined
  numbers?: readonly number[]
  /** Those of dossiers with an ask that the lasting part of a query means; all where it narrows by nothing. */
  query?: PendingQuery
  limit?: number
}

/** The nearest day first, those without a day last. At a moment, a query means what was called so then. */
export function listDuties({ db, sight, moment }: Seen, wanted: DutiesWanted): Promise<DutyRow[]> {
  const { dossierIds, numbers, query, limit } = wanted
  const duties = selectDuties(db, wanted)
  const found = duties.query.where(
    and(
      wanted.isWithdrawn ? duties.isGone : duties.isThere,
      wanted.isOpen ? duties.isOpen : undefined,
      wanted.dueBy && sql`${duties.dueOn} <= ${wanted.dueBy.toString()}::date`,
      dossierIds && inArray(dossiers.id, [...dossierIds]),
      numbers && inArray(reportDuties.id, [...numbers]),
      query && isOfDossierMeant({ db, sight, moment }, query),
      isDossierSeen(sight),
    ),
  )
  const ordered = found.orderBy(sql`${duties.dueOn} nulls last`, asc(reportDuties.id))
  return limit === undefined ? ordered : ordered.limit(limit)
}

/** Whether there is one at all, whoever sees it and whatever became of it. */
export async function isAnyDuty(db: Queryable): Promise<boolean> {
  const found = await db.select({ id: reportDuties.id }).from(reportDuties).limit(1)
  return found.length > 0
}

/** Open, due by the day of one of the kinds, and without a flag of that kind for the day that it is due. */
export function listUnflaggedDuties(
  db: Queryable,
  kinds: readonly { kind: FlagKind; dueBy: Temporal.PlainDate }[],
  asOf: Temporal.PlainDate,
): Promise<DutyRow[]> {
  const { query, isThere, isOpen, dueOn } = selectDuties(db, { asOf })
  const isUnflagged = kinds.map(
    ({ kind, dueBy }) =>
      sql`(${dueOn} <= ${dueBy.toString()}::date and not exists (select from ${flags}
        where ${flags.reportDutyId} = ${reportDuties.id} and ${flags.kind} = ${kind} and ${flags.dueOn} = ${dueOn}))`,
  )
  return query.where(and(isThere, isOpen, or(...isUnflagged)))
}

function selectDuties(db: Queryable, { asOf, knownAt }: Pick<DutiesWanted, 'asOf' | 'knownAt'>) {
  const corrected = db
    .select({ id: reportDutyCorrections.id, due: reportDutyCorrections.dueOn, gone: reportDutyCorrections.isWithdrawn })
    .from(reportDutyCorrections)
    .where(
      and(eq(reportDutyCorrections.dutyId, reportDuties.id), knownAt && lte(reportDutyCorrections.recordedAt, knownAt)),
    )
    .orderBy(desc(reportDutyCorrections.id))
    .limit(1)
    .as('corrected')
  const submitted = db
    .select({ by: reportSubmissions.document, on: reportSubmissions.submittedOn, gone: reportSubmissions.isWithdrawn })
    .from(reportSubmissions)
    .where(and(eq(reportSubmissions.dutyId, reportDuties.id), knownAt && lte(reportSubmissions.recordedAt, knownAt)))
    .orderBy(desc(reportSubmissions.id))
    .limit(1)
    .as('submitted')
  const isBy = asOf ? sql`coalesce(${submitted.on} <= ${asOf.toString()}::date, true)` : sql`true`
  const isMet = sql`(${submitted.by} is not null and not ${submitted.gone} and ${isBy})`
  const dueOn = sql`case when ${corrected.id} is null then ${reportDuties.dueOn} else ${corrected.due} end`
  const held = heldMandates(db, { asOf, knownAt })
  const query = db
    .select({
      number: reportDuties.id,
      mandateId: held.id,
      dossierId: dossiers.id,
      dossier: dossiers.reference,
      document: held.document,
      paragraph: held.paragraph,
      body: reportDuties.body,
      session: reportDuties.session,
      dueOn: sql<Temporal.PlainDate | null>`${dueOn}`.mapWith(reportDuties.dueOn),
      metBy: sql<string | null>`case when ${isMet} then ${submitted.by} end`,
      metOn: sql<Temporal.PlainDate | null>`case when ${isMet} then ${submitted.on} end`.mapWith(reportDuties.dueOn),
    })
    .from(reportDuties)
    .innerJoin(held, eq(held.id, reportDuties.mandateId))
    .innerJoin(dossiers, eq(dossiers.id, held.dossierId))
    .leftJoinLateral(corrected, sql`true`)
    .leftJoinLateral(submitted, sql`true`)
    .$dynamic()
  const isGone = sql`coalesce(${corrected.gone}, false)`
  const isThere = and(sql`not ${isGone}`, knownAt && lte(reportDuties.recordedAt, knownAt))
  return { query, isThere, isGone, isOpen: sql`not ${isMet}`, dueOn }
}

/** A duty belongs to a list of asks where its dossier does. */
function isOfDossierMeant(
  { db, sight, moment }: Seen,
  { counterpart, dossier, owner, desk, search }: PendingQuery,
): SQL | undefined {
  const lasting = { counterpart, dossier, owner, desk, search }
  if (Object.values(lasting).every((value) => value === undefined)) return undefined
  const meant = db
    .select({ id: followUps.dossierId })
    .from(followUps)
    .where(and(isFollowUpSeen(sight), isMeant(lasting, moment, followUpTitleAt(moment))))
  return inArray(dossiers.id, meant)
}

/** All that was recorded of a duty after it was entered, in that order, by whom and why. */
export async function listDutyHistory(db: Queryable, dutyId: number, moment?: Moment) {
  const [entered] = await db
    .select({ duty: reportDuties, by: officers.name })
    .from(reportDuties)
    .leftJoin(officers, eq(officers.id, reportDuties.recordedBy))
    .where(eq(reportDuties.id, dutyId))
  const corrections = await db
    .select({ correction: reportDutyCorrections, by: officers.name })
    .from(reportDutyCorrections)
    .innerJoin(officers, eq(officers.id, reportDutyCorrections.recordedBy))
    .where(
      and(eq(reportDutyCorrections.dutyId, dutyId), moment && lte(reportDutyCorrections.recordedAt, moment.knownAt)),
    )
    .orderBy(asc(reportDutyCorrections.id))
  const submissions = await db
    .select({ submission: reportSubmissions, by: officers.name })
    .from(reportSubmissions)
    .leftJoin(officers, eq(officers.id, reportSubmissions.recordedBy))
    .where(and(eq(reportSubmissions.dutyId, dutyId), moment && lte(reportSubmissions.recordedAt, moment.knownAt)))
    .orderBy(asc(reportSubmissions.id))
  return { entered: entered!, corrections, submissions }
}
