import { sql } from 'drizzle-orm'
import {
  boolean,
  bytea,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  snakeCase,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Balance } from '../../domain/digests/balance.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { day, identity, instant, key, oneOf, snapshot, wallClock, word } from './columns.ts'
import { officers } from './parties.ts'

export const subscriptions = snakeCase.table(
  'subscriptions',
  {
    id: identity(),
    officerId: key().notNull(),
    name: text().notNull(),
    query: jsonb().$type<PendingQuery>().notNull(),
    cron: text().notNull(),
    timeZone: text().notNull(),
    language: text().notNull(),
    onlyIfChanged: boolean().notNull(),
    suppressIfEmpty: boolean().notNull(),
    createdAt: instant().notNull(),
    cancelledAt: instant(),
    /** The number of the last issue. */
    issues: integer().notNull().default(0),
    /** When the next slot comes: where the planner looks. Null when cancelled. */
    nextSlotAt: instant(),
    /** Whoever has it can end this subscription, and nothing else: it stands in the mails. */
    unsubscribeToken: text()
      .notNull()
      .default(sql`replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`),
  },
  (t) => [
    unique('subscriptions_unsubscribe_token').on(t.unsubscribeToken),
    foreignKey({ name: 'subscriptions_officer', columns: [t.officerId], foreignColumns: [officers.id] }),
    // lockDueSubscriptions: those whose slot has come.
    index('subscriptions_by_next_slot')
      .on(t.nextSlotAt)
      .where(sql`${t.nextSlotAt} is not null`),
    check('subscriptions_cancelled_have_no_slot', sql`${t.cancelledAt} is null or ${t.nextSlotAt} is null`),
  ],
)

export const DIGEST_STATES = ['planned', 'sending', 'sent', 'undeliverable', 'suppressed'] as const
export type DigestState = (typeof DIGEST_STATES)[number]

/** One slot of a subscription. Its content and its mail are frozen when it is planned; only its delivery moves on. */
export const digests = snakeCase.table(
  'digests',
  {
    id: identity(),
    subscriptionId: key().notNull(),
    /** Null where nothing was issued for the slot. */
    number: integer(),
    slotAt: instant().notNull(),
    slotLocal: wallClock().notNull(),
    collapsedSlots: integer().notNull(),
    asOf: day().notNull(),
    plannedAt: instant().notNull(),
    balance: jsonb().$type<Balance>().notNull(),
    /** The reader's list as this issue left it: what the next one's balance opens with. */
    pendingIds: key().array().notNull(),

    // The mail, frozen as bytes; null where nothing was issued for the slot.
    sender: text(),
    recipient: text(),
    subject: text(),
    messageId: text(),
    message: bytea(),

    state: word<DigestState>().notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant(),
    /** The fencing token of whoever is sending it, and until when it is theirs. */
    token: uuid(),
    leasedUntil: instant(),
    /** The mail server's last words, or why nothing was issued. */
    said: text(),
    sentAt: instant(),

    /** What could be seen of the ledger for it; null of those from before it was kept. */
    plannedIn: snapshot().default(sql`pg_current_snapshot()`),
  },
  (t) => [
    foreignKey({ name: 'digests_subscription', columns: [t.subscriptionId], foreignColumns: [subscriptions.id] }),
    // Each slot at most once, by its instant and by its wall-clock time (the zone's rules may change in between).
    unique('digests_slot').on(t.subscriptionId, t.slotAt),
    unique('digests_slot_local').on(t.subscriptionId, t.slotLocal),
    unique('digests_number').on(t.subscriptionId, t.number),
    oneOf('digests_state_known', t.state, DIGEST_STATES),
    check('digests_leased_while_sending', sql`(${t.state} = 'sending') = (${t.token} is not null)`),
    check(
      'digests_mail_unless_suppressed',
      sql`case when ${t.state} = 'suppressed'
        then num_nonnulls(${t.number}, ${t.sender}, ${t.recipient}, ${t.subject}, ${t.messageId}, ${t.message}) = 0
        else num_nulls(${t.number}, ${t.sender}, ${t.recipient}, ${t.subject}, ${t.messageId}, ${t.message}) = 0 end`,
    ),
    // claimDigests: those to be sent now, and those whose sender was lost.
    index('digests_to_send')
      .on(sql`coalesce(${t.leasedUntil}, ${t.nextAttemptAt})`)
      .where(sql`${t.state} in ('planned', 'sending')`),
  ],
)

/** What became of an issue, step by step: written by the database each time that its delivery moves on. */
export const deliveries = snakeCase.table(
  'deliveries',
  {
    id: identity(),
    digestId: key().notNull(),
    at: instant().notNull(),
    state: word<DigestState>().notNull(),
    attempts: integer().notNull(),
    said: text(),
    sentAt: instant(),
  },
  (t) => [
    foreignKey({ name: 'deliveries_digest', columns: [t.digestId], foreignColumns: [digests.id] }),
    // lastDeliveries: what had become of an issue by an instant.
    index('deliveries_by_digest').on(t.digestId, t.id),
    oneOf('deliveries_state_known', t.state, ['planned', 'sent', 'undeliverable']),
  ],
)
