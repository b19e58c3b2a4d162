import { boolean, foreignKey, jsonb, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { identity, instant, key } from './columns.ts'
import { officers } from './parties.ts'

/** A query with a name: an officer's own, or offered to everybody. */
export const savedViews = snakeCase.table(
  'saved_views',
  {
    id: identity(),
    officerId: key().notNull(),
    name: text().notNull(),
    query: jsonb().$type<PendingQuery>().notNull(),
    isShared: boolean().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'saved_views_officer', columns: [t.officerId], foreignColumns: [officers.id] }),
    unique('saved_views_name').on(t.officerId, t.name),
  ],
)
