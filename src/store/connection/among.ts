import { eq, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import { arrayOf } from './by-hand.ts'

/**
 * One of any number of keys: they are one parameter together, and a statement has at most 65,534. One alone is not
 * among others: a statement that could be given many is planned anew each time.
 */
export function isAmong(column: AnyColumn, keys: readonly number[]): SQL {
  return keys.length === 1 ? eq(column, keys[0]) : sql`${column} = any(${arrayOf(keys)}::bigint[])`
}
