import type postgres from 'postgres'
import { formatTable } from '../../src/cli/table.ts'

export const HOT = ['follow_ups', 'standings', 'dossiers']

export type Line = Readonly<Record<string, string>>

export function print(title: string, lines: readonly Line[]): void {
  const columns = Object.keys(lines[0] ?? {}).map((heading, place) => ({
    heading,
    cell: (line: Line) => line[heading]!,
    ...(place > 0 && { align: 'right' as const }),
  }))
  process.stdout.write(`\n${title}\n\n${formatTable(columns, lines, { width: 180 })}\n`)
}

export function hotSizes(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select c.relname as "Table", pg_size_pretty(pg_table_size(c.oid)) as "Table alone",
      pg_size_pretty(pg_indexes_size(c.oid)) as "Indexes"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname in ${sql(HOT)} order by 1`
}

export function sizes(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select c.relname as "Table", c.reltuples::bigint::text as "Rows",
      (pg_table_size(c.oid) / greatest(c.reltuples, 1))::int::text as "Bytes a row",
      (pg_indexes_size(c.oid) / greatest(c.reltuples, 1))::int::text as "Of indexes",
      pg_size_pretty(pg_total_relation_size(c.oid)) as "Together"
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.reltuples >= 1000
    order by pg_total_relation_size(c.oid) desc`
}

/** An update that is not HOT writes into every index anew; what is dead is there until a vacuum. */
export function churn(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select relname as "Table", n_tup_ins::text as "Inserted", n_tup_upd::text as "Updated", n_tup_hot_upd::text as "HOT",
      n_tup_newpage_upd::text as "To another page", n_dead_tup::text as "Dead"
    from pg_stat_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0 order by n_tup_upd desc, n_tup_ins desc`
}

/** Each has a header of its own in the table, and its places in two indexes. */
export function records(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select fact as "Fact", count(*)::text as "Records", avg(pg_column_size(a.*))::int::text as "Bytes a record"
    from audit as a where record <> '{}' group by fact order by fact`
}
