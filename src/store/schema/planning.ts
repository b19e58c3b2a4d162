import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgSequence,
  primaryKey,
  snakeCase,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { APPROACH_CHANNELS, RANKS, type ApproachChannel, type Rank } from '../../domain/approaches/ladder.ts'
import { day, identity, instant, key, oneOf, word } from './columns.ts'
import { counterparts, officers, policies } from './parties.ts'

/** Through which channel and rank a counterpart is approached once so many reminders have gone out. Comes with its policy. */
export const policySteps = snakeCase.table(
  'policy_steps',
  {
    policyId: key().notNull(),
    afterReminders: integer().notNull(),
    channel: word<ApproachChannel>().notNull(),
    rank: word<Rank>().notNull(),
    signatory: text(),
  },
  (t) => [
    primaryKey({ name: 'policy_steps_key', columns: [t.policyId, t.afterReminders] }),
    foreignKey({ name: 'policy_steps_policy', columns: [t.policyId], foreignColumns: [policies.id] }),
    oneOf('policy_steps_channel_known', t.channel, APPROACH_CHANNELS),
    oneOf('policy_steps_rank_known', t.rank, RANKS),
    check('policy_steps_reminders_counted', sql`${t.afterReminders} >= 0`),
  ],
)

export const meetingNumbers = pgSequence('planned_meeting_numbers')

/** Append-only: a meeting that is moved or cancelled has another version, with its reason. */
export const plannedMeetings = snakeCase.table(
  'planned_meetings',
  {
    id: identity(),
    /** Every version of a meeting keeps it. */
    number: integer()
      .notNull()
      .default(sql`nextval('planned_meeting_numbers')`),
    correctsId: key(),
    correctionReason: text(),
    isCancelled: boolean().notNull().default(false),
    counterpartId: key().notNull(),
    heldOn: day().notNull(),
    /** Who speaks for us there. */
    rank: word<Rank>().notNull(),
    title: text().notNull(),
    /** Whom we meet, in words. */
    meets: text(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'planned_meetings_corrects', columns: [t.correctsId], foreignColumns: [t.id] }),
    foreignKey({
      name: 'planned_meetings_counterpart',
      columns: [t.counterpartId],
      foreignColumns: [counterparts.id],
    }),
    foreignKey({ name: 'planned_meetings_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    unique('planned_meetings_corrected_once').on(t.correctsId),
    uniqueIndex('planned_meetings_number')
      .on(t.number)
      .where(sql`${t.correctsId} is null`),
    // listMeetings: those that lie ahead.
    index('planned_meetings_by_day').on(t.heldOn),
    oneOf('planned_meetings_rank_known', t.rank, RANKS),
    check('planned_meetings_correction_has_reason', sql`(${t.correctsId} is null) = (${t.correctionReason} is null)`),
    check('planned_meetings_cancelling_is_correction', sql`not ${t.isCancelled} or ${t.correctsId} is not null`),
  ],
)
