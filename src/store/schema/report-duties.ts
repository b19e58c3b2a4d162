import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { day, identity, instant, key } from './columns.ts'
import { dossiers } from './dossiers.ts'
import { officers } from './parties.ts'

/** The decision that obliges somebody. Append-only, as is all in this file. */
export const mandates = snakeCase.table(
  'mandates',
  {
    id: identity(),
    dossierId: key().notNull(),
    document: text().notNull(),
    paragraph: text().notNull(),
    requires: text().notNull(),
    /** Null of what was recorded before its author was kept. */
    recordedBy: key(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'mandates_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    foreignKey({ name: 'mandates_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    unique('mandates_cited_once').on(t.dossierId, t.document, t.paragraph),
  ],
)

/** Where a mandate obliges us to report: to which body, at which session, by when, as it was entered first. */
export const reportDuties = snakeCase.table(
  'report_duties',
  {
    id: identity(),
    mandateId: key().notNull(),
    body: text().notNull(),
    session: text().notNull(),
    dueOn: day(),
    /** As of a mandate. */
    recordedBy: key(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'report_duties_mandate', columns: [t.mandateId], foreignColumns: [mandates.id] }),
    foreignKey({ name: 'report_duties_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    unique('report_duties_owed_once').on(t.mandateId, t.body, t.session),
  ],
)

/** A day that became known or was moved, or that nothing is owed after all: the last one recorded holds. */
export const reportDutyCorrections = snakeCase.table(
  'report_duty_corrections',
  {
    id: identity(),
    dutyId: key().notNull(),
    dueOn: day(),
    isWithdrawn: boolean().notNull().default(false),
    why: text().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'report_duty_corrections_duty', columns: [t.dutyId], foreignColumns: [reportDuties.id] }),
    foreignKey({
      name: 'report_duty_corrections_recorded_by',
      columns: [t.recordedBy],
      foreignColumns: [officers.id],
    }),
    // The last one of each duty: listDuties.
    index('report_duty_corrections_by_duty').on(t.dutyId, t.id),
  ],
)

/** The report that met a duty: the last one recorded holds, and takes back what it corrects. */
export const reportSubmissions = snakeCase.table(
  'report_submissions',
  {
    id: identity(),
    dutyId: key().notNull(),
    document: text().notNull(),
    /** Null only where nobody knows it: such a duty counts as met since ever. */
    submittedOn: day(),
    isWithdrawn: boolean().notNull().default(false),
    /** Why it stands instead of the one before it. */
    why: text(),
    /** As of a mandate. */
    recordedBy: key(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'report_submissions_duty', columns: [t.dutyId], foreignColumns: [reportDuties.id] }),
    foreignKey({ name: 'report_submissions_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    check('report_submissions_withdrawal_has_reason', sql`not ${t.isWithdrawn} or ${t.why} is not null`),
    // The last one of each duty: listDuties.
    index('report_submissions_by_duty').on(t.dutyId, t.id),
  ],
)
