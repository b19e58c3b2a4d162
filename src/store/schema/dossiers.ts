import { integer, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { identity, instant } from './columns.ts'

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
