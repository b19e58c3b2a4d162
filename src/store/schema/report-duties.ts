import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { day, identity, instant, key, vagueDate } from './columns.ts'
import { dossiers } from './dossiers.ts'
import { officers } from './parties.ts'

/** The decision that obliges somebody, as it was entered first. Append-only, as is all in this file. */
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
    /** When it was decided, as it is known; null where nobody has told, and then it obliges on every day. */
    decided: vagueDate(),
    /** The earliest day that this can mean; where none can be named, the latest. */
    decidedOn: day(),
  },
  (t) => [
    foreignKey({ name: 'mandates_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    foreignKey({ name: 'mandates_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    check('mandates_decided_has_day', sql`(${t.decided} is null) = (${t.decidedOn} is null)`),
    // Those of one dossier: listMandates.
    index('mandates_by_dossier').on(t.dossierId),
  ],
)

/** What holds of a decision instead, or that it obliges to nothing here: the last one recorded holds. */
export const mandateCorrections = snakeCase.table(
  'mandate_corrections',
  {
    id: identity(),
    mandateId: key().notNull(),
    document: text().notNull(),
    paragraph: text().notNull(),
    requires: text().notNull(),
    decided: vagueDate(),
    decidedOn: day(),
    isWithdrawn: boolean().notNull().default(false),
    why: text().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'mandate_corrections_mandate', columns: [t.mandateId], foreignColumns: [mandates.id] }),
    foreignKey({ name: 'mandate_corrections_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    check('mandate_corrections_decided_has_day', sql`(${t.decided} is null) = (${t.decidedOn} is null)`),
    // The last one of each mandate: heldMandates.
    index('mandate_corrections_by_mandate').on(t.mandateId, t.id),
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
