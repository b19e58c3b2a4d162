import { sql } from 'drizzle-orm'
import { check, foreignKey, index, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { CHANNELS, type Channel } from '../../domain/correspondence/facts.ts'
import { day, identity, instant, key } from './columns.ts'
import { desks, officers } from './parties.ts'

const KNOWN_CHANNELS = sql.raw(CHANNELS.map((channel) => `'${channel}'`).join(', '))

/** Where what is addressed to a desk comes in. Append-only, as are the three tables below: it is retired, not edited. */
export const receivingPoints = snakeCase.table(
  'receiving_points',
  {
    id: identity(),
    reference: text().notNull(),
    name: text().notNull(),
    deskId: key().notNull(),
    channels: text().$type<Channel>().array().notNull(),
    sinceOn: day().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    unique('receiving_points_reference').on(t.reference),
    foreignKey({ name: 'receiving_points_desk', columns: [t.deskId], foreignColumns: [desks.id] }),
    foreignKey({ name: 'receiving_points_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    check('receiving_points_channels_known', sql`${t.channels} <@ array[${KNOWN_CHANNELS}]::text[]`),
    check('receiving_points_have_a_channel', sql`cardinality(${t.channels}) > 0`),
  ],
)

export const retirements = snakeCase.table(
  'retirements',
  {
    pointId: key().primaryKey(),
    /** From that day on nothing comes in by it any more. */
    retiredOn: day().notNull(),
    why: text().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'retirements_point', columns: [t.pointId], foreignColumns: [receivingPoints.id] }),
    foreignKey({ name: 'retirements_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
  ],
)

/** That all that came in by a point on these days has been read, and what bears on a follow-up is recorded. */
export const attestations = snakeCase.table(
  'attestations',
  {
    id: identity(),
    pointId: key().notNull(),
    fromOn: day().notNull(),
    throughOn: day().notNull(),
    remark: text(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'attestations_point', columns: [t.pointId], foreignColumns: [receivingPoints.id] }),
    foreignKey({ name: 'attestations_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
    // listAttestations: those of some points.
    index('attestations_by_point').on(t.pointId),
    check('attestations_days_in_order', sql`${t.fromOn} <= ${t.throughOn}`),
  ],
)

export const attestationWithdrawals = snakeCase.table(
  'attestation_withdrawals',
  {
    attestationId: key().primaryKey(),
    why: text().notNull(),
    recordedBy: key().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({
      name: 'attestation_withdrawals_attestation',
      columns: [t.attestationId],
      foreignColumns: [attestations.id],
    }),
    foreignKey({ name: 'attestation_withdrawals_recorded_by', columns: [t.recordedBy], foreignColumns: [officers.id] }),
  ],
)
