import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  integer,
  primaryKey,
  smallint,
  snakeCase,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { day, identity, instant, key, oneOf, word } from './columns.ts'

export const desks = snakeCase.table(
  'desks',
  { id: identity(), reference: text().notNull(), name: text().notNull() },
  (t) => [unique('desks_reference').on(t.reference)],
)

export const ROLES = ['reader', 'officer', 'administrator'] as const
export type Role = (typeof ROLES)[number]

export const officers = snakeCase.table(
  'officers',
  {
    id: identity(),
    email: text().notNull(),
    name: text().notNull(),
    role: word<Role>().notNull(),
    deskId: key(),
    /** Since when the officer can no longer sign in or use a token; what they recorded stays theirs. */
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex('officers_email').on(sql`lower(${t.email})`),
    foreignKey({ name: 'officers_desk', columns: [t.deskId], foreignColumns: [desks.id] }),
    oneOf('officers_role_known', t.role, ROLES),
  ],
)

/** Offices, never persons: people change, offices remain and succeed each other. */
export const counterparts = snakeCase.table(
  'counterparts',
  {
    id: identity(),
    reference: text().notNull(),
    name: text().notNull(),
    country: text(),
    languages: text().array().notNull(),
    timeZone: text(),
    holidayCalendar: text(),
    emails: text().array().notNull(),
    succeedsId: key(),
  },
  (t) => [
    unique('counterparts_reference').on(t.reference),
    foreignKey({ name: 'counterparts_succeeds', columns: [t.succeedsId], foreignColumns: [t.id] }),
    check('counterparts_country_alpha_3', sql`${t.country} ~ '^[A-Z]{3}$'`),
  ],
)

export const PERIOD_UNITS = ['calendar_days', 'working_days'] as const

/** A desk's rule. A policy is never edited, for the due days of the past rest on it: a changed rule is a new policy. */
export const policies = snakeCase.table(
  'policies',
  {
    id: identity(),
    reference: text().notNull(),
    name: text().notNull(),
    deskId: key().notNull(),
    unit: word<(typeof PERIOD_UNITS)[number]>().notNull(),
    firstReplyWithin: integer(),
    answerWithin: integer(),
    holidayCalendar: text(),
    /** ISO weekdays, Monday 1, on which the office is closed. */
    weekend: smallint().array().notNull(),
    remindEveryDays: integer(),
    quietDays: integer().notNull(),
    escalateAfterReminders: integer(),
    /** Let pass after a due day before we remind. */
    graceDays: integer().notNull().default(0),
  },
  (t) => [
    unique('policies_reference').on(t.reference),
    foreignKey({ name: 'policies_desk', columns: [t.deskId], foreignColumns: [desks.id] }),
    oneOf('policies_unit_known', t.unit, PERIOD_UNITS),
    check('policies_first_reply_within_range', sql`${t.firstReplyWithin} between 1 and 1500`),
    check('policies_answer_within_range', sql`${t.answerWithin} between 1 and 1500`),
    check('policies_weekend_leaves_a_working_day', sql`cardinality(${t.weekend}) < 7`),
  ],
)

export const holidays = snakeCase.table(
  'holidays',
  { calendar: text().notNull(), heldOn: day().notNull(), name: text().notNull() },
  (t) => [primaryKey({ name: 'holidays_key', columns: [t.calendar, t.heldOn] })],
)

/** Which years the table covers, so that a year without holidays is told from a year nobody has loaded. */
export const holidayYears = snakeCase.table(
  'holiday_years',
  { calendar: text().notNull(), year: integer().notNull() },
  (t) => [primaryKey({ name: 'holiday_years_key', columns: [t.calendar, t.year] })],
)

/** The one row that says which installation this is and when a worker last looked. */
export const installations = snakeCase.table(
  'installations',
  {
    only: boolean().primaryKey().default(true),
    id: text()
      .notNull()
      .default(sql`gen_random_uuid()`),
    lastPassAt: instant(),
    /** How long that took. */
    lastPassMs: integer(),
    /** Where this database is at home, by marks of the server that no dump carries: see `readHome`. Null until a worker moves in. */
    home: text(),
    /** The INSTANCE_ID of the processes that mail from it; null where they have none. */
    instanceId: text(),
    /** How often `relance adopt` took it over: mails since then have names of their own. */
    adoptions: integer().notNull().default(0),
    /** False where follow-ups from before there were standings still lack theirs: see `fillStandings`. */
    hasStandings: boolean().notNull().default(true),
  },
  (t) => [check('installations_only_one', sql`${t.only}`)],
)
