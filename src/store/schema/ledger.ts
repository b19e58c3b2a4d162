import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  smallint,
  pgSequence,
  snakeCase,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { CHARACTER_NAMES, type Character } from '../../domain/correspondence/characters.ts'
import {
  BEARINGS,
  CHANNELS,
  CLOSURE_REASONS,
  DIRECTIONS,
  GRADES,
  type Bearing,
  type Channel,
  type ClosureReason,
  type Dating,
  type Direction,
  type Grade,
} from '../../domain/correspondence/facts.ts'
import { day, identity, instant, key, oneOf, vagueDate, word } from './columns.ts'
import { followUps } from './follow-ups.ts'
import { dossiers } from './dossiers.ts'
import { officers } from './parties.ts'

/** Counts what is recorded: the order of things of one day. A correction keeps the place of what it corrects. */
export const places = pgSequence('ledger_places')

const place = () =>
  key()
    .notNull()
    .default(sql`nextval('ledger_places')`)

/** Append-only, as are entries, closures and assessments: triggers refuse UPDATE, DELETE and TRUNCATE. */
export const communications = snakeCase.table(
  'communications',
  {
    id: identity(),
    dossierId: key().notNull(),
    /** Within the dossier; every version of a corrected communication keeps it: `PRK-TC/4`. */
    number: integer().notNull(),
    /** The version that this one corrects, and why. */
    correctsId: key(),
    correctionReason: text(),
    /** A correction that takes the communication back altogether. */
    isWithdrawn: boolean().notNull().default(false),
    place: place(),
    orderOnDay: smallint().notNull(),
    channel: word<Channel>().notNull(),
    direction: word<Direction>().notNull(),
    dated: vagueDate(),
    sentOn: day(),
    receivedOn: day(),
    /** Derived from the four dates when it is recorded: see `deriveEffect`. */
    tookEffectOn: day().notNull(),
    tookEffectLatestOn: day().notNull(),
    dating: word<Dating>().notNull(),
    sender: text(),
    recipient: text(),
    summary: text(),
    quotation: text(),
    /** The document and paragraph that it is known from. */
    source: text(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
    /** What whoever keeps it elsewhere calls it, such as a registry's number; every version keeps it. */
    externalReference: text(),
  },
  (t) => [
    foreignKey({ name: 'communications_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    foreignKey({ name: 'communications_corrects', columns: [t.correctsId], foreignColumns: [t.id] }),
    foreignKey({ name: 'communications_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    unique('communications_corrected_once').on(t.correctsId),
    // Two officers who record into one dossier at once cannot take the same number.
    uniqueIndex('communications_number')
      .on(t.dossierId, t.number)
      .where(sql`${t.correctsId} is null`),
    // A sheet that is imported again finds what it brought before.
    uniqueIndex('communications_external_reference')
      .on(t.dossierId, t.externalReference)
      .where(sql`${t.correctsId} is null and ${t.externalReference} is not null`),
    // listCorrespondence: one dossier's, in the order in which they took effect.
    index('communications_by_dossier').on(t.dossierId, t.tookEffectOn),
    // listCorrectionsSince: what was corrected after an instant.
    index('communications_corrections')
      .on(t.recordedAt)
      .where(sql`${t.correctsId} is not null`),
    oneOf('communications_channel_known', t.channel, CHANNELS),
    oneOf('communications_direction_known', t.direction, DIRECTIONS),
    oneOf('communications_dating_known', t.dating, ['exact', 'vague', 'unknown']),
    check('communications_correction_has_reason', sql`(${t.correctsId} is null) = (${t.correctionReason} is null)`),
    check('communications_withdrawal_is_correction', sql`not ${t.isWithdrawn} or ${t.correctsId} is not null`),
    check('communications_effect_in_order', sql`${t.tookEffectOn} <= ${t.tookEffectLatestOn}`),
  ],
)

export const entries = snakeCase.table(
  'entries',
  {
    id: identity(),
    communicationId: key().notNull(),
    followUpId: key().notNull(),
    bearing: word<Bearing>().notNull(),
    character: word<Character>(),
    untilOn: day(),
  },
  (t) => [
    foreignKey({ name: 'entries_communication', columns: [t.communicationId], foreignColumns: [communications.id] }),
    foreignKey({ name: 'entries_follow_up', columns: [t.followUpId], foreignColumns: [followUps.id] }),
    unique('entries_bears_once').on(t.communicationId, t.followUpId, t.bearing),
    // The facts of one follow-up: restating, replaying, showing.
    index('entries_by_follow_up').on(t.followUpId),
    oneOf('entries_bearing_known', t.bearing, BEARINGS),
    oneOf('entries_character_known', t.character, CHARACTER_NAMES),
    check('entries_replies_have_character', sql`(${t.bearing} = 'replies') = (${t.character} is not null)`),
    check(
      'entries_promise_and_grant_have_day',
      sql`${t.untilOn} is not null or (${t.bearing} <> 'grants' and ${t.character} is distinct from 'promised')`,
    ),
    check(
      'entries_day_only_where_it_means_something',
      sql`${t.untilOn} is null or ${t.bearing} in ('asks', 'grants') or coalesce(${t.character} in ('promised', 'extension_requested'), false)`,
    ),
  ],
)

export const closures = snakeCase.table(
  'closures',
  {
    id: identity(),
    followUpId: key().notNull(),
    correctsId: key(),
    correctionReason: text(),
    isWithdrawn: boolean().notNull().default(false),
    closedOn: day().notNull(),
    reason: word<ClosureReason>().notNull(),
    remark: text(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
    place: place(),
  },
  (t) => [
    foreignKey({ name: 'closures_follow_up', columns: [t.followUpId], foreignColumns: [followUps.id] }),
    foreignKey({ name: 'closures_corrects', columns: [t.correctsId], foreignColumns: [t.id] }),
    foreignKey({ name: 'closures_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    unique('closures_corrected_once').on(t.correctsId),
    // The facts of one follow-up: restating, replaying, showing.
    index('closures_by_follow_up').on(t.followUpId),
    // listCorrectionsSince: what was corrected after an instant.
    index('closures_corrections')
      .on(t.recordedAt)
      .where(sql`${t.correctsId} is not null`),
    oneOf('closures_reason_known', t.reason, CLOSURE_REASONS),
    check('closures_correction_has_reason', sql`(${t.correctsId} is null) = (${t.correctionReason} is null)`),
    check('closures_withdrawal_is_correction', sql`not ${t.isWithdrawn} or ${t.correctsId} is not null`),
  ],
)

/** Our revisable opinion of a reply: the last one holds, the earlier ones stay. */
export const assessments = snakeCase.table(
  'assessments',
  {
    id: identity(),
    followUpId: key().notNull(),
    communicationId: key().notNull(),
    grade: word<Grade>().notNull(),
    reason: text().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'assessments_follow_up', columns: [t.followUpId], foreignColumns: [followUps.id] }),
    foreignKey({
      name: 'assessments_communication',
      columns: [t.communicationId],
      foreignColumns: [communications.id],
    }),
    foreignKey({ name: 'assessments_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    // The opinions on one follow-up, shown with its replies.
    index('assessments_by_follow_up').on(t.followUpId),
    oneOf('assessments_grade_known', t.grade, GRADES),
  ],
)
