import { and, asc, eq, isNotNull, sql, type SQL } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { audit, CHAINED, CHAINED_IN_LEDGER, LEDGERS_OWN, type Chained } from '../schema/audit.ts'
import { attachments } from '../schema/attachments.ts'
import { dossiers } from '../schema/dossiers.ts'
import { followUps } from '../schema/follow-ups.ts'
import { assessments, closures, communications, entries } from '../schema/ledger.ts'
import {
  mandateCorrections,
  mandates,
  reportDuties,
  reportDutyCorrections,
  reportSubmissions,
} from '../schema/report-duties.ts'
import { counterpartDetails } from '../schema/counterpart-details.ts'
import { officeNames, titles } from '../schema/names.ts'
import { officers } from '../schema/parties.ts'
import { attestations, attestationWithdrawals, receivingPoints, retirements } from '../schema/receiving-points.ts'
import { isDossierSeen, type Seen } from '../sight.ts'

export { LEDGERS_OWN }

/** Where a chain stands. */
export interface Head {
  dossierId: number
  /** Null of the ledger's own. */
  dossier: string | null
  number: number
  /** The first 16 hexadecimal digits of the hash. */
  head: string
}

interface Wanted {
  dossierId?: number | null
  /** Only those that have grown since. */
  since?: string | null
}

/** Of the ledger and the dossiers that are seen, or of one of these. One look into audit_key for each. */
export async function listHeads({ db, sight }: Seen, { dossierId, since }: Wanted = {}): Promise<Head[]> {
  const lastOf = (dossier: typeof dossiers.id | number) =>
    db
      .select({ number: audit.number, hash: audit.hash })
      .from(audit)
      .where(eq(audit.dossierId, dossier))
      .orderBy(sql`${audit.number} desc`)
      .limit(1)
      .as('last')
  const last = lastOf(dossiers.id)
  const rows = await db
    .select({ dossierId: dossiers.id, dossier: dossiers.reference, number: last.number, hash: last.hash })
    .from(dossiers)
    .innerJoinLateral(last, sql`true`)
    .where(
      and(
        isDossierSeen(sight),
        dossierId ? eq(dossiers.id, dossierId) : undefined,
        since ? hasGrown(dossiers.id, since) : undefined,
      ),
    )
    .orderBy(asc(dossiers.id))
  const isOwn = since ? hasGrown(LEDGERS_OWN, since) : undefined
  const own = dossierId ? [] : await db.select().from(lastOf(LEDGERS_OWN)).where(isOwn)
  return [...own.map((head) => ({ dossierId: LEDGERS_OWN, dossier: null, ...head })), ...rows].map(
    ({ hash, ...row }) => ({
      ...row,
      head: hash.toString('hex').slice(0, 16),
    }),
  )
}

/** Where that is restored from elsewhere, a transaction's number may lie ahead of ours; nothing of ours does. */
function hasGrown(dossier: typeof dossiers.id | number, since: string): SQL {
  const then = sql`${since}::text::pg_snapshot`
  return sql`${dossier} in (select ${audit.dossierId} from ${audit}
    where ${audit.appendedIn} >= pg_snapshot_xmin(${then}) and ${audit.appendedIn} < pg_snapshot_xmax(pg_current_snapshot())
      and not pg_visible_in_snapshot(${audit.appendedIn}, ${then}))`
}

export interface Recording {
  /** In the dossier's chain. */
  number: number
  fact: Chained
  at: Temporal.Instant
  by: string | null
  why: string | null
}

/** Each record of a dossier's chain that has a time of its own, in the order of the chain. */
export async function listRecordings(db: Queryable, dossierId: number): Promise<Recording[]> {
  const at = sql<string>`coalesce(${said('recorded_at')}, ${said('opened_at')})`
  const rows = await db
    .select({
      number: audit.number,
      fact: audit.fact,
      at,
      by: officers.name,
      why: said('why'),
    })
    .from(audit)
    .leftJoin(officers, sql`${officers.id} = (${said('recorded_by')})::bigint`)
    .where(and(eq(audit.dossierId, dossierId), isNotNull(at)))
    .orderBy(asc(audit.number))
  return rows.map((row) => ({ ...row, at: Temporal.Instant.from(row.at) }))
}

function said(name: string) {
  return sql<string | null>`${audit.record} #>> ${`{row,${name}}`}::text[]`
}

/** One record of a chain beside the row that it tells of. */
export interface ChainedRecord extends Record<string, unknown> {
  dossierId: number
  dossier: string | null
  number: number
  fact: Chained
  rowId: number
  /** Its canonical text. */
  record: string
  previous: Buffer
  hash: Buffer
  /** Whether the record names the chain, the place and the row that it stands for. */
  isItsOwn: boolean
  isThere: boolean
  /** The columns in which the row is no longer what was recorded; null where there are none. */
  altered: string | null
}

export function countRecords(db: Queryable): Promise<number> {
  return db.$count(audit)
}

/** In the order of the chains, after a record. Instants and bytes are written as they were when they were chained. */
export async function listRecords(
  tx: Transaction,
  after: { dossierId: number; number: number },
  limit: number,
): Promise<ChainedRecord[]> {
  await tx.execute(sql`select set_config('TimeZone', 'UTC', true), set_config('bytea_output', 'hex', true)`)
  const rows = await tx.execute<ChainedRecord>(
    sql`select a.dossier_id::int as "dossierId", d.reference as dossier, a.number, a.fact, a.row_id::int as "rowId",
        a.record::text as record, a.previous, a.hash, kept.row is not null as "isThere",
        a.record @> jsonb_build_object('dossier', a.dossier_id, 'number', a.number, 'fact', a.fact,
          'row', jsonb_build_object('id', a.row_id)) as "isItsOwn",
        case when kept.row @> (a.record -> 'row') then null when jsonb_typeof(a.record -> 'row') = 'object' then
          (select string_agg(key, ', ') from jsonb_each(a.record -> 'row') where value is distinct from kept.row -> key)
        end as altered
      from (select * from ${audit} where (dossier_id, number) > (${after.dossierId}, ${after.number})
        order by dossier_id, number limit ${limit}) as a
      left join ${dossiers} as d on d.id = a.dossier_id
      cross join lateral (select ${rowOf()} as row) as kept
      order by a.dossier_id, a.number`,
  )
  return [...rows]
}

/**
 * An attachment whose bytes are gone, or are no longer those that were attached, is gone itself. A follow-up was opened
 * under the title that the first correction of it replaced.
 */
function rowOf() {
  const rows = {
    follow_ups: sql`select to_jsonb(f) || coalesce((select jsonb_build_object('title', t.was) from ${titles} as t
      where t.follow_up_id = f.id order by t.id limit 1), '{}') from ${followUps} as f where f.id = a.row_id`,
    communications: sql`select to_jsonb(c) from ${communications} as c where c.id = a.row_id`,
    entries: sql`select to_jsonb(e) from ${entries} as e where e.id = a.row_id`,
    closures: sql`select to_jsonb(c) from ${closures} as c where c.id = a.row_id`,
    assessments: sql`select to_jsonb(s) from ${assessments} as s where s.id = a.row_id`,
    attachments: sql`select to_jsonb(t) from ${attachments} as t
      join files as f on f.sha256 = t.sha256 and sha256(f.bytes) = f.sha256 where t.id = a.row_id`,
    mandates: sql`select to_jsonb(m) from ${mandates} as m where m.id = a.row_id`,
    mandate_corrections: sql`select to_jsonb(c) from ${mandateCorrections} as c where c.id = a.row_id`,
    report_duties: sql`select to_jsonb(r) from ${reportDuties} as r where r.id = a.row_id`,
    report_duty_corrections: sql`select to_jsonb(c) from ${reportDutyCorrections} as c where c.id = a.row_id`,
    report_submissions: sql`select to_jsonb(s) from ${reportSubmissions} as s where s.id = a.row_id`,
    titles: sql`select to_jsonb(t) from ${titles} as t where t.id = a.row_id`,
    office_names: sql`select to_jsonb(o) from ${officeNames} as o where o.id = a.row_id`,
    counterpart_details: sql`select to_jsonb(c) from ${counterpartDetails} as c where c.id = a.row_id`,
    receiving_points: sql`select to_jsonb(p) from ${receivingPoints} as p where p.id = a.row_id`,
    retirements: sql`select to_jsonb(r) || jsonb_build_object('id', r.point_id) from ${retirements} as r
      where r.point_id = a.row_id`,
    attestations: sql`select to_jsonb(t) from ${attestations} as t where t.id = a.row_id`,
    attestation_withdrawals: sql`select to_jsonb(w) || jsonb_build_object('id', w.attestation_id)
      from ${attestationWithdrawals} as w where w.attestation_id = a.row_id`,
  } satisfies Record<Chained, unknown>
  const cases = CHAINED.map((fact) => sql`when ${fact} then (${rows[fact]})`)
  return sql`case a.fact ${sql.join(cases, sql` `)} end`
}

export interface Unchained {
  dossier: string | null
  fact: Chained
  /** The first of them. */
  rowId: number
  count: number
}

/** What is in the ledger and in no chain, by dossier. */
export async function listUnchained(tx: Transaction): Promise<Unchained[]> {
  const ofFollowUp = sql`join ${followUps} as f on f.id = fact.follow_up_id`
  const ofLedger = CHAINED_IN_LEDGER.map(
    (fact) =>
      sql`union all select ${fact}, ${KEYS[fact] ?? sql`id`}, ${LEDGERS_OWN}::bigint from ${sql.identifier(fact)}`,
  )
  const ofDuty = sql`join ${reportDuties} as r on r.id = fact.duty_id join ${mandates} as m on m.id = r.mandate_id`
  const rows = await tx.execute<Unchained & Record<string, unknown>>(
    sql`select d.reference as dossier, kept.fact, min(kept.id)::int as "rowId", count(*)::int as count from (
        select 'follow_ups' as fact, id, dossier_id from ${followUps}
        union all select 'communications', id, dossier_id from ${communications}
        union all select 'entries', fact.id, c.dossier_id from ${entries} as fact
          join ${communications} as c on c.id = fact.communication_id
        union all select 'closures', fact.id, f.dossier_id from ${closures} as fact ${ofFollowUp}
        union all select 'assessments', fact.id, f.dossier_id from ${assessments} as fact ${ofFollowUp}
        union all select 'attachments', id, dossier_id from ${attachments}
        union all select 'mandates', id, dossier_id from ${mandates}
        union all select 'titles', id, dossier_id from ${titles}
        union all select 'mandate_corrections', fact.id, m.dossier_id from ${mandateCorrections} as fact
          join ${mandates} as m on m.id = fact.mandate_id
        union all select 'report_duties', fact.id, m.dossier_id from ${reportDuties} as fact
          join ${mandates} as m on m.id = fact.mandate_id
        union all select 'report_duty_corrections', fact.id, m.dossier_id from ${reportDutyCorrections} as fact ${ofDuty}
        union all select 'report_submissions', fact.id, m.dossier_id from ${reportSubmissions} as fact ${ofDuty}
        ${sql.join(ofLedger, sql` `)}
      ) as kept left join ${dossiers} as d on d.id = kept.dossier_id
      where not exists (select from ${audit} as a where a.fact = kept.fact and a.row_id = kept.id)
      group by d.reference, kept.fact order by d.reference, kept.fact`,
  )
  return [...rows]
}

const KEYS: Partial<Record<Chained, SQL>> = {
  retirements: sql`point_id`,
  attestation_withdrawals: sql`attestation_id`,
}
