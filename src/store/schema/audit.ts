import { bytea, foreignKey, integer, jsonb, primaryKey, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { instant, key } from './columns.ts'
import { dossiers } from './dossiers.ts'

/** The tables whose rows are chained as they are appended, by the trigger `append_to_chain` and nothing else. */
export const CHAINED = [
  'follow_ups',
  'communications',
  'entries',
  'closures',
  'assessments',
  'attachments',
  'mandates',
  'report_duties',
  'report_duty_corrections',
  'report_submissions',
] as const
export type Chained = (typeof CHAINED)[number]

/**
 * One chain for each dossier: what was appended, in the order in which it was. A record's hash is the SHA-256 of the
 * hash before it and its own canonical text, which is how Postgres writes the jsonb.
 */
export const audit = snakeCase.table(
  'audit',
  {
    dossierId: key().notNull(),
    /** Within the dossier, from 1, without gaps. */
    number: integer().notNull(),
    fact: text().$type<Chained>().notNull(),
    rowId: key().notNull(),
    record: jsonb().notNull(),
    previous: bytea().notNull(),
    hash: bytea().notNull(),
  },
  (t) => [
    primaryKey({ name: 'audit_key', columns: [t.dossierId, t.number] }),
    foreignKey({ name: 'audit_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    unique('audit_chained_once').on(t.fact, t.rowId),
  ],
)

/**
 * What the anchors printed in digests stand for: where each chain stood. A row proves itself, for its anchor is the
 * SHA-256 of the rest of it, and that stands in mailboxes.
 */
export const anchors = snakeCase.table('anchors', {
  anchor: text().primaryKey(),
  takenAt: instant().notNull(),
  dossierIds: key().array().notNull(),
  numbers: integer().array().notNull(),
  /** The first 16 hexadecimal digits of each hash. */
  heads: text().array().notNull(),
})
