import { csvOf } from '../domain/files/csv.ts'
import type { House } from './house.ts'
import { formatTable, type Column } from './table.ts'

export interface RowOptions {
  json?: boolean
  csv?: boolean
}

/** Rows as a table for people, or as JSON or CSV with the given fields. */
export function printRows<Row extends object>(
  { terminal }: House,
  { json, csv }: RowOptions,
  {
    rows,
    columns,
    fields,
    empty,
  }: { rows: readonly Row[]; columns: readonly Column<Row>[]; fields: (row: Row) => object; empty: string },
): void {
  if (json) return printJson(terminal, rows.map(fields))
  if (csv) return terminal.write(csvOf(rows.map(fields)))
  terminal.write(rows.length === 0 ? `${empty}\n` : `${formatTable(columns, rows, terminal)}\n`)
}

export function printJson(terminal: House['terminal'], value: unknown): void {
  terminal.write(`${JSON.stringify(value, null, 2)}\n`)
}
