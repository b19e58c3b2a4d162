import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { identity, instant, key, oneOf, word } from './columns.ts'
import { digests } from './digests.ts'
import { officers } from './parties.ts'

/** The one row that says how it stands with the mail server, for all workers. */
export const mailing = snakeCase.table(
  'mailing',
  {
    only: boolean().primaryKey().default(true),
    /** What return addresses are signed with. */
    returnSecret: text()
      .notNull()
      .default(sql`replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`),
    /** Since when the server takes mail from nobody, and what it said last; null where all is well. */
    troubledSince: instant(),
    said: text(),
    /** Until then nothing is sent; afterwards one mail is tried before the others. */
    pausedUntil: instant(),
    /** How often in a row it was tried in vain. */
    failures: integer().notNull().default(0),
  },
  (t) => [
    check('mailing_only_one', sql`${t.only}`),
    check(
      'mailing_troubled_or_well',
      sql`num_nonnulls(${t.troubledSince}, ${t.said}, ${t.pausedUntil}) = case when ${t.failures} = 0 then 0 else 3 end`,
    ),
  ],
)

export const SUPPRESSION_CAUSES = ['refused', 'bounced'] as const
export type SuppressionCause = (typeof SUPPRESSION_CAUSES)[number]

/** An address that takes no mail: what is planned for it is not sent until somebody lifts this. */
export const suppressions = snakeCase.table(
  'suppressions',
  {
    id: identity(),
    address: text().notNull(),
    cause: word<SuppressionCause>().notNull(),
    suppressedAt: instant().notNull(),
    /** The mail server's words, or the bounce's. */
    said: text().notNull(),
    /** The mail that they were said of. */
    digestId: key().notNull(),
    liftedAt: instant(),
    /** Null where it was a mail that got through. */
    liftedBy: key(),
  },
  (t) => [
    foreignKey({ name: 'suppressions_digest', columns: [t.digestId], foreignColumns: [digests.id] }),
    foreignKey({ name: 'suppressions_lifted_by', columns: [t.liftedBy], foreignColumns: [officers.id] }),
    // findSuppression, before each mail; and an address is suppressed once at a time.
    uniqueIndex('suppressions_in_force')
      .on(sql`lower(${t.address})`)
      .where(sql`${t.liftedAt} is null`),
    // Which suppression a digest brought about.
    index('suppressions_by_digest').on(t.digestId),
    oneOf('suppressions_cause_known', t.cause, SUPPRESSION_CAUSES),
    check('suppressions_lifted_by_somebody', sql`${t.liftedAt} is not null or ${t.liftedBy} is null`),
  ],
)
