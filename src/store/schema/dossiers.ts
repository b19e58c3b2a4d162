import { foreignKey, integer, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { day, identity, instant, key } from './columns.ts'

export const dossiers = snakeCase.table(
  'dossiers',
  {
    id: identity(),
    reference: text().notNull(),
    title: text().notNull(),
    /** The last numbers given out; taking one locks the dossier. */
    communications: integer().notNull().default(0),
    followUps: integer().notNull().default(0),
    openedAt: instant().notNull(),
  },
  (t) => [unique('dossiers_reference').on(t.reference)],
)

/** The decision that obliges somebody. */
export const mandates = snakeCase.table(
  'mandates',
  {
    id: identity(),
    dossierId: key().notNull(),
    document: text().notNull(),
    paragraph: text().notNull(),
    requires: text().notNull(),
  },
  (t) => [
    foreignKey({ name: 'mandates_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    unique('mandates_cited_once').on(t.dossierId, t.document, t.paragraph),
  ],
)

/** Where a mandate obliges us to report: to which body, at which session, by when. */
export const reportDuties = snakeCase.table(
  'report_duties',
  {
    id: identity(),
    mandateId: key().notNull(),
    body: text().notNull(),
    session: text().notNull(),
    dueOn: day(),
    /** The document that met it, and its day. */
    metBy: text(),
    metOn: day(),
  },
  (t) => [
    foreignKey({ name: 'report_duties_mandate', columns: [t.mandateId], foreignColumns: [mandates.id] }),
    unique('report_duties_owed_once').on(t.mandateId, t.body, t.session),
  ],
)
