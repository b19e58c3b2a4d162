import { sql, type SQL } from 'drizzle-orm'
import { bigint, check, customType, text, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { parseVagueDate, type VagueDate } from '../../domain/dates/vague-date.ts'

/** A day, `date` in Postgres. */
export const day = customType<{ data: Temporal.PlainDate; driverData: string }>({
  dataType: () => 'date',
  toDriver: (value) => value.toString(),
  fromDriver: dayOf,
})

/** As Postgres writes it. A list asks for hundreds at once: no function is made for each. */
export function dayOf(written: string): Temporal.PlainDate {
  const known = days.get(written)
  if (known) return known
  const read = Temporal.PlainDate.from(written)
  days.set(written, read)
  return read
}

/** Each is read but once: a ledger has far more dates than days. */
const days = new Map<string, Temporal.PlainDate>()

/** An instant, `timestamptz` in Postgres. */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => 'timestamptz',
  toDriver: (value) => value.toString({ smallestUnit: 'microsecond' }),
  fromDriver: instantOf,
})

/** As Postgres writes it. */
export function instantOf(written: string): Temporal.Instant {
  if (written !== lastRead.written) lastRead = { written, instant: Temporal.Instant.from(written.replace(' ', 'T')) }
  return lastRead.instant
}

/** What is recorded together stands together, and has one instant. */
let lastRead: { written: string; instant: Temporal.Instant } = { written: '', instant: new Temporal.Instant(0n) }

/** A wall-clock time of no particular zone, `timestamp` in Postgres: the name of a slot, never a moment. */
export const wallClock = customType<{ data: Temporal.PlainDateTime; driverData: string }>({
  dataType: () => 'timestamp',
  toDriver: (value) => value.toString(),
  fromDriver: (value) => Temporal.PlainDateTime.from(value.replace(' ', 'T')),
})

/** An EDTF date, kept as it was written. */
export const vagueDate = customType<{ data: VagueDate; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => value.text,
  fromDriver: (value) => parseVagueDate(value, 'dated'),
})

/** A transaction's number, which never comes again in a cluster. */
export const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' })

/** Which transactions were seen to be done. */
export const snapshot = customType<{ data: string }>({ dataType: () => 'pg_snapshot' })

/** Text that is one of a list; the table adds `oneOf` to hold it to that. */
export const word = <T extends string>() => text().$type<T>()

export const identity = () => key().primaryKey().generatedAlwaysAsIdentity()

/** What points at an identity. */
export const key = () => bigint({ mode: 'number' })

export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  return check(name, sql`${column} in (${quoted(values)})`)
}

function quoted(values: readonly string[]): SQL {
  return sql.raw(values.map((value) => `'${value}'`).join(', '))
}
