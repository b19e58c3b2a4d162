import { boolean, bytea, foreignKey, index, jsonb, snakeCase, text, unique } from 'drizzle-orm/pg-core'
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

/** An address from which a calendar program reads. Whoever has the address reads: only its SHA-256 is kept. */
export const calendarFeeds = snakeCase.table(
  'calendar_feeds',
  {
    id: identity(),
    officerId: key().notNull(),
    /** Null of everything that the officer sees. */
    viewId: key(),
    secretHash: bytea().notNull(),
    createdAt: instant().notNull(),
    lastReadAt: instant(),
    revokedAt: instant(),
  },
  (t) => [
    unique('calendar_feeds_secret').on(t.secretHash),
    foreignKey({ name: 'calendar_feeds_officer', columns: [t.officerId], foreignColumns: [officers.id] }),
    foreignKey({ name: 'calendar_feeds_view', columns: [t.viewId], foreignColumns: [savedViews.id] }).onDelete(
      'cascade',
    ),
    // listCalendarFeeds.
    index('calendar_feeds_by_officer').on(t.officerId),
    // A view that is forgotten takes its addresses along.
    index('calendar_feeds_by_view').on(t.viewId),
  ],
)
