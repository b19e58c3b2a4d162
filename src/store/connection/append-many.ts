import { getColumns, sql, type AnyColumn } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { arrayOf } from './by-hand.ts'
import type { Queryable } from './database.ts'

const AT_ONCE = 5_000
/** From which on it pays to have this session plan again. */
const MANY = 500

/**
 * Appends rows of one shape, each column as one array: several times as fast as one parameter for each value. Gives their
 * identities in the order of the rows, where the table has them; where each is to be there once, of those that were not.
 */
export async function appendMany<Row extends object>(
  tx: Queryable,
  table: PgTable & { $inferInsert: Row },
  rows: readonly Row[],
  { isOnce = false }: { isOnce?: boolean } = {},
): Promise<number[]> {
  if (rows.length === 0) return []
  const columns = Object.entries(getColumns(table)).filter(([field]) => field in rows[0]!)
  const names = list(columns.map(([, { name }]) => sql.identifier(name)))
  const returned = 'id' in getColumns(table) ? sql`id` : sql`null as id`
  const ids: number[] = []
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const batch = rows.slice(start, start + AT_ONCE) as Record<string, unknown>[]
    // What checks each row was planned when the tables were as small as they were: it may read them whole.
    if (batch.length >= MANY) await tx.execute(sql`discard plans`)
    const arrays = list(
      columns.map(([field, column]) => {
        const values = batch.map((row) => written(row[field], column))
        return sql`${arrayOf(values)}::${typeOf(column)}[]`
      }),
    )
    const added = await tx.execute<{ id: string }>(
      sql`insert into ${table} (${names}) select * from unnest(${arrays}) ${isOnce ? sql`on conflict do nothing` : sql``} returning ${returned}`,
    )
    for (const { id } of added) ids.push(Number(id))
  }
  return ids
}

function list(parts: readonly ReturnType<typeof sql>[] | readonly ReturnType<typeof sql.identifier>[]) {
  return sql.join([...parts], sql`, `)
}

/** By the names that the catalogue of types has. */
const TYPES: Readonly<Record<string, string>> = { bigint: 'int8', integer: 'int4', smallint: 'int2', boolean: 'bool' }

function typeOf(column: AnyColumn) {
  const type = column.getSQLType()
  return sql.identifier(TYPES[type] ?? type)
}

/** As an element of an array. */
function written(value: unknown, column: AnyColumn): string {
  if (value === null || value === undefined) return 'null'
  const text = String(column.mapToDriverValue(value))
  return /^[\w:.+-]+$/u.test(text) && text.toLowerCase() !== 'null'
    ? text
    : `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`
}
