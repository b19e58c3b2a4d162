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
import { END_RULES, PERIOD_UNITS, type EndRule, type PeriodUnit } from '../../domain/standings/due-day.ts'
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
    /** ISO weekdays on which it is closed; null where it is closed when we are. */
    weekend: smallint().array(),
  },
  (t) => [
    unique('counterparts_reference').on(t.reference),
    foreignKey({ name: 'counterparts_succeeds', columns: [t.succeedsId], foreignColumns: [t.id] }),
    check('counterparts_country_alpha_3', sql`${t.country} ~ '^[A-Z]{3}$'`),
    check('counterparts_weekend_leaves_a_working_day', sql`cardinality(${t.weekend}) < 7`),
  ],
)

/** Whose days off count: the office's, which are the policy's, or the counterpart's. */
export const CALENDARS_OF = ['office', 'counterpart'] as const

/** A desk's rule. A policy is never edited, for the due days of the past rest on it: a changed rule is a new policy. */
export const policies = snakeCase.table(
  'policies',
  {
    id: identity(),
    reference: text().notNull(),
    name: text().notNull(),
    deskId: key().notNull(),
    unit: word<PeriodUnit>().notNull(),
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
    endRule: word<EndRule>().notNull().default('as_is'),
    calendarOf: word<(typeof CALENDARS_OF)[number]>().notNull().default('office'),
    /** Since when the rule holds, as its proofs say it; null where nobody has told. */
    sinceOn: day(),
    /** Null of one that came with a file, or is from before this was kept: it is known at every moment. */
    recordedAt: instant(),
  },
  (t) => [
    unique('policies_reference').on(t.reference),
    foreignKey({ name: 'policies_desk', columns: [t.deskId], foreignColumns: [desks.id] }),
    oneOf('policies_unit_known', t.unit, PERIOD_UNITS),
    oneOf('policies_end_rule_known', t.endRule, END_RULES),
    oneOf('policies_calendar_of_known', t.calendarOf, CALENDARS_OF),
    check(
      'policies_months_range',
      sql`${t.unit} <> 'calendar_months' or greatest(${t.firstReplyWithin}, ${t.answerWithin}) <= 48`,
    ),
    check('policies_first_reply_within_range', sql`${t.firstReplyWithin} between 1 and 1500`),
    check('policies_answer_within_range', sql`${t.answerWithin} between 1 and 1500`),
    check('policies_weekend_leaves_a_working_day', sql`cardinality(${t.weekend}) < 7`),
  ],
)

/**
 * Which years are known of a calendar, so that a year without holidays is told from a year that nobody has loaded, and
 * from where. Never edited: a year that is loaded anew is a new version of it, and the latest one holds.
 */
export const holidayYears = snakeCase.table(
  'holiday_years',
  {
    calendar: text().notNull(),
    year: integer().notNull(),
    /** 0 of what was looked up when it was first wanted. */
    version: integer().notNull(),
    /** Such as `date-holidays 3.37.0`, or the name of a file. */
    source: text().notNull(),
    /** Of the file, in hexadecimal. */
    sha256: text(),
    recordedBy: key(),
    /** Null of what was looked up: it would have been found at any time. */
    recordedAt: instant(),
  },
  (t) => [
    primaryKey({ name: 'holiday_years_key', columns: [t.calendar, t.year, t.version] }),
    foreignKey({ name: 'holiday_years_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    check('holiday_years_sha256_form', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
)

export const holidays = snakeCase.table(
  'holidays',
  {
    calendar: text().notNull(),
    heldOn: day().notNull(),
    name: text().notNull(),
    year: integer().notNull(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: 'holidays_key', columns: [t.calendar, t.heldOn, t.version] }),
    foreignKey({
      name: 'holidays_year',
      columns: [t.calendar, t.year, t.version],
      foreignColumns: [holidayYears.calendar, holidayYears.year, holidayYears.version],
    }),
    check('holidays_in_their_year', sql`extract(year from ${t.heldOn}) = ${t.year}`),
  ],
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
    /** False where follow-ups still lack their standings, as from before there were any: see `fillStandings`. */
    hasStandings: boolean().notNull().default(true),
  },
  (t) => [check('installations_only_one', sql`${t.only}`)],
)
