import { sql } from 'drizzle-orm'
import { bytea, check, foreignKey, index, integer, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { identity, instant, key } from './columns.ts'
import { dossiers } from './dossiers.ts'
import { officers } from './parties.ts'

/** The bytes of attachments, each content once. */
export const files = snakeCase.table('files', { sha256: bytea().primaryKey(), bytes: bytea().notNull() }, (t) => [
  check('files_are_what_they_are_called', sql`${t.sha256} = sha256(${t.bytes})`),
])

/** Of a communication in all its versions. Append-only, as the communication is. */
export const attachments = snakeCase.table(
  'attachments',
  {
    id: identity(),
    dossierId: key().notNull(),
    /** Of the communication, within its dossier. */
    number: integer().notNull(),
    sha256: bytea().notNull(),
    name: text().notNull(),
    mediaType: text().notNull(),
    size: integer().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'attachments_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    foreignKey({ name: 'attachments_file', columns: [t.sha256], foreignColumns: [files.sha256] }),
    foreignKey({ name: 'attachments_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    unique('attachments_attached_once').on(t.dossierId, t.number, t.sha256),
    // listAttachments: those of a dossier's communications.
    index('attachments_by_dossier').on(t.dossierId, t.number),
  ],
)
