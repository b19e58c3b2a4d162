import { sql } from 'drizzle-orm'
import { check, foreignKey, index, smallint, snakeCase, text } from 'drizzle-orm/pg-core'
import { identity, instant, key } from './columns.ts'
import { counterparts, officers } from './parties.ts'

/**
 * How an office is reached and when it works, each time that it was recorded otherwise; `counterparts` keeps the last.
 * What has never been changed has no row here, the first is what was entered.
 */
export const counterpartDetails = snakeCase.table(
  'counterpart_details',
  {
    id: identity(),
    counterpartId: key().notNull(),
    timeZone: text(),
    holidayCalendar: text(),
    weekend: smallint().array(),
    languages: text().array().notNull(),
    emails: text().array().notNull(),
    /** Null of what was entered, as are author and time: it was known at any time. */
    why: text(),
    recordedBy: key(),
    recordedAt: instant(),
  },
  (t) => [
    foreignKey({ name: 'counterpart_details_of', columns: [t.counterpartId], foreignColumns: [counterparts.id] }),
    foreignKey({ name: 'counterpart_details_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    check('counterpart_details_weekend_leaves_a_working_day', sql`cardinality(${t.weekend}) < 7`),
    check('counterpart_details_have_reason', sql`num_nonnulls(${t.why}, ${t.recordedBy}, ${t.recordedAt}) in (0, 3)`),
    // listDetails: those of one office.
    index('counterpart_details_by_counterpart').on(t.counterpartId),
  ],
)
