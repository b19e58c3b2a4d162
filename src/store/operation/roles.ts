import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import type { Queryable, Transaction } from '../connection/database.ts'
import * as access from '../schema/access.ts'
import * as attachments from '../schema/attachments.ts'
import * as audit from '../schema/audit.ts'
import * as counterpartDetails from '../schema/counterpart-details.ts'
import * as digests from '../schema/digests.ts'
import * as documents from '../schema/documents.ts'
import * as dossiers from '../schema/dossiers.ts'
import * as followUps from '../schema/follow-ups.ts'
import * as ledger from '../schema/ledger.ts'
import * as mailing from '../schema/mailing.ts'
import * as names from '../schema/names.ts'
import * as parties from '../schema/parties.ts'
import * as receivingPoints from '../schema/receiving-points.ts'
import * as planning from '../schema/planning.ts'
import * as reportDuties from '../schema/report-duties.ts'
import * as savedViews from '../schema/saved-views.ts'

/** Who changes the schema, who works, and who only looks. */
export const OWNER = 'relance_owner'
export const APP = 'relance_app'
export const READER = 'relance_reader'

/** What the service does to each table beside reading it. History is only ever added to; the chain not even that. */
export const RIGHTS: Readonly<Record<string, string>> = {
  anchors: 'insert',
  api_tokens: 'insert, update',
  assessments: 'insert',
  attachments: 'insert',
  attestation_withdrawals: 'insert',
  attestations: 'insert',
  audit: '',
  calendar_feeds: 'insert, update',
  closures: 'insert',
  communications: 'insert',
  counterpart_details: 'insert',
  counterparts: 'insert, update',
  deliveries: '',
  desks: 'insert, update',
  digests: 'insert, update (state, attempts, next_attempt_at, token, leased_until, said, sent_at)',
  documents: 'insert',
  dossiers: 'insert, update (communications, follow_ups, title)',
  entries: 'insert',
  files: 'insert',
  flags: 'insert',
  follow_ups: 'insert, update', // the whole table, for an import locks it
  holiday_years: 'insert',
  holidays: 'insert',
  idempotency_keys: 'insert, update, delete',
  installations: 'update',
  mailing: 'update',
  mandate_corrections: 'insert',
  mandates: 'insert',
  office_names: 'insert',
  officers: 'insert, update',
  planned_meetings: 'insert',
  policies: 'insert',
  receiving_points: 'insert',
  policy_steps: 'insert',
  redatings: 'insert',
  report_duties: 'insert',
  retirements: 'insert',
  report_duty_corrections: 'insert',
  report_submissions: 'insert',
  saved_views: 'insert, update, delete',
  sessions: 'insert, update, delete',
  sign_in_links: 'insert, update, delete',
  standings: 'insert, update, delete', // reckoned from history, not history
  subscriptions: 'insert, update',
  suppressions: 'insert, update',
  titles: 'insert',
}

/** What lets its finder in, or speak for us: not for those who only look. */
const WITHHELD: Readonly<Record<string, readonly string[] | 'all'>> = {
  api_tokens: 'all',
  calendar_feeds: 'all',
  digests: ['message'], // an address that ends the subscription stands in it
  idempotency_keys: 'all',
  mailing: ['return_secret'],
  sessions: 'all',
  sign_in_links: 'all',
  subscriptions: ['unsubscribe_token'],
}

const TABLES = [
  access,
  attachments,
  audit,
  counterpartDetails,
  digests,
  documents,
  dossiers,
  followUps,
  ledger,
  mailing,
  names,
  parties,
  receivingPoints,
  planning,
  reportDuties,
  savedViews,
]
  .flatMap((file) => Object.values(file) as unknown[])
  .filter((exported): exported is PgTable => is(exported, PgTable))
  .map((table) => ({
    name: getTableConfig(table).name,
    columns: getTableConfig(table).columns.map(({ name }) => name),
  }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))

/** The statements that make the three roles and give each its rights, as often as they are run. For a superuser. */
export function rolesSql(): string[] {
  return [
    ...[OWNER, APP, READER].map(created),
    ...DEADLINES,
    `revoke create on schema public from public`,
    `grant create, usage on schema public to ${OWNER}`,
    OWNED,
    `grant usage on schema public, drizzle to ${APP}, ${READER}`,
    `grant select on all tables in schema drizzle to ${APP}, ${READER}`,
    `revoke all on all tables in schema public from ${APP}, ${READER}`,
    `grant select on all tables in schema public to ${APP}`,
    `grant usage on all sequences in schema public to ${APP}`,
    ...TABLES.flatMap(({ name }) => (rightsOn(name) === '' ? [] : [`grant ${rightsOn(name)} on ${name} to ${APP}`])),
    ...TABLES.flatMap(readable),
  ]
}

function rightsOn(table: string): string {
  const rights = RIGHTS[table]
  if (rights === undefined) throw new Error(`nobody has said what the service may do to ${table}`)
  return rights
}

function readable({ name, columns }: { name: string; columns: readonly string[] }): string[] {
  const withheld = WITHHELD[name]
  if (withheld === 'all') return []
  if (withheld === undefined) return [`grant select on ${name} to ${READER}`]
  const shown = columns.filter((column) => !withheld.includes(column)).map((column) => `"${column}"`)
  return [`grant select (${shown.join(', ')}) on ${name} to ${READER}`]
}

function created(role: string): string {
  return `do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login; end if;
end $$`
}

/** Of this database alone, whatever else the roles are used for. Our own processes have deadlines of their own besides. */
const DEADLINES = [
  deadlines(OWNER, { statement_timeout: '1h', lock_timeout: '5min', idle_in_transaction_session_timeout: '5min' }),
  deadlines(APP, { statement_timeout: '1min', lock_timeout: '10s', idle_in_transaction_session_timeout: '1min' }),
  deadlines(READER, {
    statement_timeout: '1min',
    lock_timeout: '5s',
    idle_in_transaction_session_timeout: '1min',
    default_transaction_read_only: 'on',
  }),
]

function deadlines(role: string, settings: Readonly<Record<string, string>>): string {
  const each = Object.entries(settings).map(
    ([name, value]) =>
      `  execute format('alter role ${role} in database %I set ${name} = %L', current_database(), '${value}');`,
  )
  return `do $$ begin\n${each.join('\n')}\nend $$`
}

const OWNED = `do $$ declare ours record; begin
  execute format('grant create on database %I to ${OWNER}', current_database());
  for ours in select format('alter %s %s owner to ${OWNER}',
      case relkind when 'S' then 'sequence' else 'table' end, c.oid::regclass) as statement
    from pg_class c where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)
      and (relkind = 'r' or relkind = 'S' and not exists (select from pg_depend where objid = c.oid and deptype in ('a', 'i')))
  loop execute ours.statement; end loop;
  for ours in select format('alter function %s owner to ${OWNER}', oid::regprocedure) as statement
    from pg_proc where pronamespace = 'public'::regnamespace
  loop execute ours.statement; end loop;
  execute 'alter schema drizzle owner to ${OWNER}';
end $$`

export async function applyRoles(tx: Transaction): Promise<void> {
  for (const statement of rolesSql()) await tx.execute(statement)
}

export async function isSuperuser(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ is: string }>(`select current_setting('is_superuser') as is`)
  return row?.is === 'on'
}
