import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, primaryKey, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import type { Line } from '../../domain/standings/brackets.ts'
import {
  CHARACTER_NAMES,
  STATES,
  type Character,
  type Move,
  type State,
} from '../../domain/correspondence/characters.ts'
import { day, identity, instant, key, oneOf, transactionId, word } from './columns.ts'
import { dossiers } from './dossiers.ts'
import { counterparts, desks, officers, policies } from './parties.ts'
import { reportDuties } from './report-duties.ts'

const standingColumns = () => ({
  state: word<State>().notNull(),
  move: word<Move>().notNull(),
  character: word<Character>(),
  askedOn: day(),
  askedLatestOn: day(),
  lastWordOn: day(),
  lastWordLatestOn: day(),
  firstReplyOn: day(),
  answeredOn: day(),
  closedOn: day(),
  unreadReplies: integer().notNull(),
  reminders: integer().notNull(),
  lastRemindedOn: day(),
  firstReplyDueOn: day(),
  answerDueOn: day(),
  answerDueLatestOn: day(),
  answerDueBasis: word<'set' | 'expected'>(),
  longOverdueAfterOn: day(),
  pausedOn: day(),
  isDateUnknown: boolean().notNull(),
  isPromise: boolean().notNull(),
  isDueWithoutHolidays: boolean().notNull(),
})

export const followUps = snakeCase.table(
  'follow_ups',
  {
    id: identity(),
    dossierId: key().notNull(),
    reference: text().notNull(),
    title: text().notNull(),
    counterpartId: key().notNull(),
    ownerId: key(),
    deskId: key().notNull(),
    policyId: key(),
    isConfidential: boolean().notNull().default(false),
    openedAt: instant().notNull(),

    // The standing: rewritten by `restate` in the transaction that records a fact, and by nothing else.
    ...standingColumns(),
    /** The next day on which a line is crossed if nothing happens: where the sweep looks. */
    nextLineOn: day(),
    /** Rises with every restatement: what a change was decided upon. */
    version: integer().notNull().default(0),

    /** What whoever keeps it elsewhere calls it. */
    externalReference: text(),
  },
  (t) => [
    unique('follow_ups_reference').on(t.reference),
    // A sheet that is imported again finds what it brought before.
    unique('follow_ups_external_reference').on(t.dossierId, t.externalReference),
    foreignKey({ name: 'follow_ups_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    foreignKey({ name: 'follow_ups_counterpart', columns: [t.counterpartId], foreignColumns: [counterparts.id] }),
    foreignKey({ name: 'follow_ups_owner', columns: [t.ownerId], foreignColumns: [officers.id] }),
    foreignKey({ name: 'follow_ups_desk', columns: [t.deskId], foreignColumns: [desks.id] }),
    foreignKey({ name: 'follow_ups_policy', columns: [t.policyId], foreignColumns: [policies.id] }),
    oneOf('follow_ups_state_known', t.state, STATES),
    oneOf('follow_ups_move_known', t.move, ['ours', 'theirs', 'nobody']),
    oneOf('follow_ups_character_known', t.character, CHARACTER_NAMES),
    oneOf('follow_ups_answer_due_basis_known', t.answerDueBasis, ['set', 'expected']),
    check('follow_ups_answer_due_has_basis', sql`(${t.answerDueOn} is null) = (${t.answerDueBasis} is null)`),
    // listPending: the pending ones, longest silence first.
    index('follow_ups_pending_by_silence')
      .on(sql`coalesce(${t.lastWordOn}, ${t.askedOn}) nulls first`, t.id)
      .where(sql`${t.state} not in ('answered', 'declined', 'closed')`),
    // The same of one counterpart, or of one owner.
    index('follow_ups_pending_of_counterpart')
      .on(t.counterpartId, sql`coalesce(${t.lastWordOn}, ${t.askedOn}) nulls first`, t.id)
      .where(sql`${t.state} not in ('answered', 'declined', 'closed')`),
    index('follow_ups_pending_of_owner')
      .on(t.ownerId, sql`coalesce(${t.lastWordOn}, ${t.askedOn}) nulls first`, t.id)
      .where(sql`${t.state} not in ('answered', 'declined', 'closed')`),
    // raiseFlags: those that crossed a line, however many are stored.
    index('follow_ups_by_next_line')
      .on(t.nextLineOn)
      .where(sql`${t.nextLineOn} is not null`),
    // listWaiting: the replies that nobody has read.
    index('follow_ups_unread')
      .on(t.id)
      .where(sql`${t.unreadReplies} > 0`),
    // listConfidentialDesks: the few that not everybody sees.
    index('follow_ups_confidential')
      .on(t.deskId)
      .where(sql`${t.isConfidential}`),
    // listPending and showing one dossier.
    index('follow_ups_by_dossier').on(t.dossierId),
    // listCounterparts: what each owes us. Standings name both.
    unique('follow_ups_by_counterpart').on(t.counterpartId, t.id),
  ],
)

/** How each follow-up stood, day after day, as known at each instant; written where the columns of the follow-up are. */
export const standings = snakeCase.table(
  'standings',
  {
    followUpId: key().notNull(),
    knownFrom: instant().notNull(),
    /** Null while it still holds. */
    knownUntil: instant(),
    /** From when it is known that another began on `nextOn`. */
    nextKnownAt: instant(),
    fromOn: day().notNull(),
    nextOn: day(),
    ...standingColumns(),
    /** Whom the follow-up asks. */
    counterpartId: key().notNull(),
  },
  (t) => [
    // One follow-up's, or those of one counterpart or dossier, at a moment.
    primaryKey({ name: 'standings_key', columns: [t.followUpId, t.fromOn, t.knownFrom] }),
    foreignKey({
      name: 'standings_follow_up',
      columns: [t.counterpartId, t.followUpId],
      foreignColumns: [followUps.counterpartId, followUps.id],
    }),
    // askForPastPage: the pending ones of one counterpart at a moment, longest silence first.
    index('standings_pending_of_counterpart')
      .on(t.counterpartId, sql`coalesce(${t.lastWordOn}, ${t.askedOn}) nulls first`, t.followUpId)
      .where(sql`${t.state} not in ('answered', 'declined', 'closed')`),
    check('standings_known_in_order', sql`${t.knownUntil} > ${t.knownFrom} and ${t.nextKnownAt} >= ${t.knownFrom}`),
    check('standings_next_in_order', sql`${t.nextOn} > ${t.fromOn}`),
    check('standings_next_is_known', sql`(${t.nextOn} is null) = (${t.nextKnownAt} is null)`),
  ],
)

export const FLAG_KINDS = [
  'due_soon',
  'overdue',
  'long_overdue',
  'promise_lapsed',
  'report_due',
  'report_overdue',
] as const
export type FlagKind = Line['kind'] | 'report_due' | 'report_overdue'

/** The dated fact that a line was crossed: once for each line and due day. */
export const flags = snakeCase.table(
  'flags',
  {
    id: identity(),
    followUpId: key(),
    reportDutyId: key(),
    kind: word<FlagKind>().notNull(),
    dueOn: day().notNull(),
    crossedOn: day().notNull(),
    raisedAt: instant().notNull(),
    /** By which an issue's snapshot tells whether it was seen for it; null of those from before it was kept. */
    raisedIn: transactionId().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    foreignKey({ name: 'flags_follow_up', columns: [t.followUpId], foreignColumns: [followUps.id] }),
    foreignKey({ name: 'flags_report_duty', columns: [t.reportDutyId], foreignColumns: [reportDuties.id] }),
    unique('flags_raised_once').on(t.followUpId, t.kind, t.dueOn),
    unique('flags_report_raised_once').on(t.reportDutyId, t.kind, t.dueOn),
    oneOf('flags_kind_known', t.kind, FLAG_KINDS),
    check('flags_of_one_thing', sql`num_nonnulls(${t.followUpId}, ${t.reportDutyId}) = 1`),
    // What is newly flagged since a reader's last digest.
    index('flags_by_raised_at').on(t.raisedAt),
  ],
)

export const CLOCKS = ['first_reply', 'answer'] as const

/** That a due day moved because a holiday table was changed, and not by a word of anybody. */
export const redatings = snakeCase.table(
  'redatings',
  {
    id: identity(),
    followUpId: key().notNull(),
    clock: word<(typeof CLOCKS)[number]>().notNull(),
    wasOn: day().notNull(),
    isOn: day().notNull(),
    /** Such as `CH-GE 2026 from geneva.ics`. */
    why: text().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'redatings_follow_up', columns: [t.followUpId], foreignColumns: [followUps.id] }),
    foreignKey({ name: 'redatings_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    oneOf('redatings_clock_known', t.clock, CLOCKS),
    // proveDueDays: those of one follow-up.
    index('redatings_by_follow_up').on(t.followUpId),
  ],
)
