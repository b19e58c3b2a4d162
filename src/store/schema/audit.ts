import { sql } from 'drizzle-orm'
import { bytea, index, integer, jsonb, primaryKey, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { instant, key, snapshot, transactionId } from './columns.ts'

/** The chain of what is of no dossier; no dossier has this identity. */
export const LEDGERS_OWN = 0

/** What documents rest on and is of no dossier: chained by the trigger `append_to_ledgers_chain` and nothing else. */
export const CHAINED_IN_LEDGER = [
  'office_names',
  'counterpart_details',
  'receiving_points',
  'retirements',
  'attestations',
  'attestation_withdrawals',
] as const

/** The tables whose rows are chained as they are appended; of those of a dossier, by the trigger `append_to_chain`. */
export const CHAINED = [
  'follow_ups',
  'communications',
  'entries',
  'closures',
  'assessments',
  'attachments',
  'mandates',
  'mandate_corrections',
  'report_duties',
  'report_duty_corrections',
  'report_submissions',
  'titles',
  ...CHAINED_IN_LEDGER,
] as const
export type Chained = (typeof CHAINED)[number]

/**
 * One chain for each dossier, and one for the ledger: what was appended, in the order in which it was. A record's hash is the SHA-256 of the
 * hash before it and its own canonical text, which is how Postgres writes the jsonb.
 */
export const audit = snakeCase.table(
  'audit',
  {
    /** LEDGERS_OWN of the ledger's, for which there is no foreign key. */
    dossierId: key().notNull(),
    /** Within the chain, from 1, without gaps. */
    number: integer().notNull(),
    fact: text().$type<Chained>().notNull(),
    rowId: key().notNull(),
    record: jsonb().notNull(),
    previous: bytea().notNull(),
    hash: bytea().notNull(),
    /** By which an anchor tells what has grown since another; null of what an anchor counts from the beginning. */
    appendedIn: transactionId().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    primaryKey({ name: 'audit_key', columns: [t.dossierId, t.number] }),
    unique('audit_chained_once').on(t.fact, t.rowId),
    // listHeads: the chains that have grown since a snapshot.
    index('audit_by_transaction')
      .on(t.appendedIn)
      .where(sql`${t.appendedIn} is not null`),
  ],
)

/**
 * What the anchors printed in digests stand for: where each chain stood that had grown since the one before, which stands
 * for the rest. A row proves itself, for its anchor is the SHA-256 of all of this, and that stands in mailboxes.
 */
export const anchors = snakeCase.table(
  'anchors',
  {
    anchor: text().primaryKey(),
    takenAt: instant().notNull(),
    dossierIds: key().array().notNull(),
    numbers: integer().array().notNull(),
    /** The first 16 hexadecimal digits of each hash. */
    heads: text().array().notNull(),
    /** Whose chains these are: those that everybody with the same sight sees. Null of one dossier, which stands alone. */
    sight: text(),
    /** How many came before it with the same sight. */
    number: integer().notNull().default(0),
    /** Null of one that stands for all its chains itself. Held by no foreign key: a backup is put back in another order. */
    previous: text(),
    /** What was there for it; null after a restore, where transactions have other numbers. */
    takenIn: snapshot(),
  },
  // findLastAnchor: the last of a sight.
  (t) => [index('anchors_by_sight').on(t.sight, t.takenAt)],
)
