import { sql } from 'drizzle-orm'
import { bytea, check, foreignKey, index, integer, primaryKey, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { identity, instant, key } from './columns.ts'
import { officers } from './parties.ts'

/** Of every secret that lets somebody in, only its SHA-256 is kept. */
const secretHash = () => bytea().notNull()

/** A link that signs an officer in: once, and in the browser that asked, if one did. */
export const signInLinks = snakeCase.table(
  'sign_in_links',
  {
    id: identity(),
    officerId: key().notNull(),
    secretHash: secretHash(),
    /** Of the cookie that the browser which asked was given; null for a link that the operator was handed. */
    browserHash: bytea(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    unique('sign_in_links_secret').on(t.secretHash),
    foreignKey({ name: 'sign_in_links_officer', columns: [t.officerId], foreignColumns: [officers.id] }),
    // sweepAccess: those that are over.
    index('sign_in_links_by_expiry').on(t.expiresAt),
  ],
)

export const sessions = snakeCase.table(
  'sessions',
  {
    id: identity(),
    officerId: key().notNull(),
    secretHash: secretHash(),
    /** The browser as it called itself, for the officer to tell sessions apart. */
    userAgent: text(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    unique('sessions_secret').on(t.secretHash),
    foreignKey({ name: 'sessions_officer', columns: [t.officerId], foreignColumns: [officers.id] }),
    // listSessions, and ending all of an officer's.
    index('sessions_by_officer').on(t.officerId),
    // sweepAccess: those that are over.
    index('sessions_by_expiry').on(t.expiresAt),
  ],
)

export const SCOPES = ['read', 'record', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

export const apiTokens = snakeCase.table(
  'api_tokens',
  {
    id: identity(),
    officerId: key().notNull(),
    name: text().notNull(),
    secretHash: secretHash(),
    scopes: text().$type<Scope>().array().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [
    unique('api_tokens_secret').on(t.secretHash),
    foreignKey({ name: 'api_tokens_officer', columns: [t.officerId], foreignColumns: [officers.id] }),
    check(
      'api_tokens_scopes_known',
      sql`${t.scopes} <@ array['read', 'record', 'admin'] and cardinality(${t.scopes}) > 0`,
    ),
    // listApiTokens.
    index('api_tokens_by_officer').on(t.officerId),
  ],
)

/** What a POST with an Idempotency-Key was answered with, written in the transaction that did what it asked for. */
export const idempotencyKeys = snakeCase.table(
  'idempotency_keys',
  {
    officerId: key().notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body: the same key for another request is a mistake. */
    requestHash: bytea().notNull(),
    status: integer(),
    body: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: 'idempotency_keys_key', columns: [t.officerId, t.key] }),
    foreignKey({ name: 'idempotency_keys_officer', columns: [t.officerId], foreignColumns: [officers.id] }),
    // sweepAccess: those that are over.
    index('idempotency_keys_by_age').on(t.createdAt),
  ],
)
