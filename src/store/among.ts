import { sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { arrayOf } from './by-hand.ts'

/** One of any number of keys: they are one parameter together, and a statement has at most 65,534. */
export function isAmong(column: AnyColumn, keys: readonly number[]): SQL {
  return sql`${column} = any(${arrayOf(keys)}::bigint[])`
}
