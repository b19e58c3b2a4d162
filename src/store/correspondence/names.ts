import { and, asc, eq, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable, Transaction } from '../connection/database.ts'
import type { Moment } from './facts.ts'
import { dossiers } from '../schema/dossiers.ts'
import { followUps } from '../schema/follow-ups.ts'
import { officeNames, titles } from '../schema/names.ts'
import { counterparts, officers } from '../schema/parties.ts'

export type OfficeNameRow = typeof officeNames.$inferSelect

/** As `officeNameOn` chooses, of the office of the row that is read; without a moment the name that holds now. */
export function officeNameAt(moment: Moment | undefined): SQL<string> {
  const now = ofRow(counterparts, 'name')
  if (!moment) return sql<string>`${now}`
  const { asOf } = moment
  return sql<string>`coalesce((select n.name from ${officeNames} as n
    where n.counterpart_id = ${ofRow(counterparts, 'id')} and not n.is_withdrawn
      and (n.since_on is null or n.since_on <= ${asOf.toString()}::date) and ${isKnown('n', moment)}
      and not exists (select from ${officeNames} as later where later.corrects_id = n.id and ${isKnown('later', moment)})
    order by n.since_on desc nulls last, n.id desc limit 1), ${now})`
}

/** Of the dossier of the row that is read. */
export function dossierTitleAt(moment: Moment | undefined): SQL<string> {
  const isOfDossier = sql`t.dossier_id = ${ofRow(dossiers, 'id')} and t.follow_up_id is null`
  return titleAt(moment, ofRow(dossiers, 'title'), isOfDossier)
}

/** Of the follow-up of the row that is read. */
export function followUpTitleAt(moment: Moment | undefined): SQL<string> {
  return titleAt(moment, ofRow(followUps, 'title'), sql`t.follow_up_id = ${ofRow(followUps, 'id')}`)
}

/** The last title that had been recorded, else what the first correction replaced, else what there is. */
function titleAt(moment: Moment | undefined, now: SQL, isOfRow: SQL): SQL<string> {
  if (!moment) return sql<string>`${now}`
  const known = sql`array_agg(t.title order by t.id desc) filter (where ${isKnown('t', moment)})`
  return sql<string>`coalesce((select (${known} || array_agg(t.was order by t.id))[1] from ${titles} as t where ${isOfRow}), ${now})`
}

/** With its table, which a selection from one table alone would leave out. */
function ofRow(table: typeof counterparts | typeof dossiers | typeof followUps, column: string): SQL {
  return sql`${table}.${sql.identifier(column)}`
}

function isKnown(name: string, { knownAt }: Moment): SQL {
  const recordedAt = sql`${sql.identifier(name)}.recorded_at`
  return sql`(${recordedAt} is null or ${recordedAt} <= ${knownAt.toString()}::timestamptz)`
}

/** The versions that hold, or held as was known at an instant, in order of recording: of all offices, or of one. */
export async function listOfficeNames(
  db: Queryable,
  { counterpartId, knownAt }: { counterpartId?: number; knownAt?: Temporal.Instant | undefined } = {},
): Promise<OfficeNameRow[]> {
  const later = alias(officeNames, 'later')
  return db
    .select()
    .from(officeNames)
    .where(
      and(
        counterpartId === undefined ? undefined : eq(officeNames.counterpartId, counterpartId),
        eq(officeNames.isWithdrawn, false),
        knownAt && or(isNull(officeNames.recordedAt), lte(officeNames.recordedAt, knownAt)),
        sql`not exists (select from ${officeNames} as "later" where ${and(
          eq(later.correctsId, officeNames.id),
          knownAt && or(isNull(later.recordedAt), lte(later.recordedAt, knownAt)),
        )})`,
      ),
    )
    .orderBy(asc(officeNames.id))
}

/** The offices that had not been entered by an instant. */
export async function listEnteredAfter(db: Queryable, knownAt: Temporal.Instant): Promise<Set<number>> {
  const rows = await db
    .select({ id: officeNames.counterpartId })
    .from(officeNames)
    .groupBy(officeNames.counterpartId)
    .having(sql`bool_and(coalesce(${officeNames.recordedAt} > ${knownAt.toString()}::timestamptz, false))`)
  return new Set(rows.map(({ id }) => id))
}

/** Every version of what one office was called, with who recorded it, in order of recording. */
export function listOfficeNameVersions(db: Queryable, counterpartId: number, moment?: Moment) {
  const known = moment && or(isNull(officeNames.recordedAt), lte(officeNames.recordedAt, moment.knownAt))
  return db
    .select({ version: officeNames, by: officers.name, succeeds: counterparts.reference })
    .from(officeNames)
    .leftJoin(officers, eq(officers.id, officeNames.recordedBy))
    .leftJoin(counterparts, eq(counterparts.id, officeNames.succeedsId))
    .where(and(eq(officeNames.counterpartId, counterpartId), known))
    .orderBy(asc(officeNames.id))
}

export async function appendOfficeName(db: Queryable, name: typeof officeNames.$inferInsert): Promise<OfficeNameRow> {
  const [row] = await db.insert(officeNames).values(name).returning()
  return row!
}

/** The latest of everything: what is still to come is never recorded. */
const HELD = {
  asOf: Temporal.PlainDate.from('9999-12-31'),
  knownAt: Temporal.Instant.from('9999-12-31T00:00:00Z'),
}
const CALLED = [
  { table: counterparts, column: 'name', held: officeNameAt(HELD) },
  { table: dossiers, column: 'title', held: dossierTitleAt(HELD) },
  { table: followUps, column: 'title', held: followUpTitleAt(HELD) },
]

/** What is called otherwise in its own column than by the version that holds. */
export async function listMiscalled(db: Queryable): Promise<Miscalled[]> {
  const each = CALLED.map(
    ({ table, column, held }) =>
      sql`select reference, kept, folded from (select reference, ${ofRow(table, column)} as kept, ${held} as folded from ${table}) as called
        where kept <> folded`,
  )
  return [...(await db.execute<Miscalled>(sql`${sql.join(each, sql` union all `)} order by 1`))]
}

type Miscalled = Record<'reference' | 'kept' | 'folded', string>

/** Writes these columns anew. */
export async function saveCalled(db: Queryable): Promise<void> {
  for (const { table, column, held } of CALLED)
    await db.execute(
      sql`update ${table} set ${sql.identifier(column)} = ${held} where ${ofRow(table, column)} <> ${held}`,
    )
}

/** Writes it, and the column that keeps what holds now. */
export async function appendTitle(tx: Transaction, row: typeof titles.$inferInsert): Promise<void> {
  const { dossierId, followUpId, title } = row
  await tx.insert(titles).values(row)
  if (followUpId) await tx.update(followUps).set({ title }).where(eq(followUps.id, followUpId))
  else await tx.update(dossiers).set({ title }).where(eq(dossiers.id, dossierId))
}
