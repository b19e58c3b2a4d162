import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { day, identity, instant, key } from './columns.ts'
import { dossiers } from './dossiers.ts'
import { followUps } from './follow-ups.ts'
import { counterparts, officers } from './parties.ts'

/**
 * What an office was called, and whose place it had taken, from a day on: the first is what it was entered as, and has no
 * day. The columns of the office keep what holds now. Append-only, as is all in this file.
 */
export const officeNames = snakeCase.table(
  'office_names',
  {
    id: identity(),
    counterpartId: key().notNull(),
    name: text().notNull(),
    succeedsId: key(),
    /** Null of what has held for as long as the office is known. */
    sinceOn: day(),
    /** The version that it stands instead of. */
    correctsId: key(),
    isWithdrawn: boolean().notNull().default(false),
    why: text(),
    /** Null, both, of what was entered before that was kept. */
    recordedBy: key(),
    recordedAt: instant(),
  },
  (t) => [
    foreignKey({ name: 'office_names_counterpart', columns: [t.counterpartId], foreignColumns: [counterparts.id] }),
    foreignKey({ name: 'office_names_succeeds', columns: [t.succeedsId], foreignColumns: [counterparts.id] }),
    foreignKey({ name: 'office_names_corrects', columns: [t.correctsId], foreignColumns: [t.id] }),
    foreignKey({ name: 'office_names_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    unique('office_names_corrected_once').on(t.correctsId),
    check('office_names_correction_has_reason', sql`${t.correctsId} is null or ${t.why} is not null`),
    check('office_names_withdraws_another', sql`not ${t.isWithdrawn} or ${t.correctsId} is not null`),
    // What one office was called at a moment: officeNameAt.
    index('office_names_by_counterpart').on(t.counterpartId),
  ],
)

/** That a dossier or a follow-up is to be called otherwise than it was. Their columns keep what holds now. */
export const titles = snakeCase.table(
  'titles',
  {
    id: identity(),
    dossierId: key().notNull(),
    /** Null of the dossier itself. */
    followUpId: key(),
    was: text().notNull(),
    title: text().notNull(),
    why: text().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'titles_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    foreignKey({ name: 'titles_follow_up', columns: [t.followUpId], foreignColumns: [followUps.id] }),
    foreignKey({ name: 'titles_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    // What one dossier was called at a moment: dossierTitleAt.
    index('titles_of_dossier')
      .on(t.dossierId)
      .where(sql`${t.followUpId} is null`),
    // The same of one follow-up: followUpTitleAt.
    index('titles_of_follow_up')
      .on(t.followUpId)
      .where(sql`${t.followUpId} is not null`),
  ],
)
