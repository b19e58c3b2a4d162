import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Sql } from 'postgres'
import type { Queryable } from './database.ts'

type Parameter = string | number | boolean | null

/**
 * Asks what is written by hand, for what is asked so often that building it anew shows: planned once on each
 * connection. Days and instants come as Postgres writes them.
 */
export async function ask<Row extends object>(
  db: Queryable,
  statement: string,
  parameters: readonly Parameter[],
): Promise<Row[]> {
  const { client, logger } = sessionOf(db)
  logger.logQuery(statement, [...parameters])
  return client.unsafe<Row[]>(statement, [...parameters], { prepare: true })
}

const dialect = new PgDialect()

/** The same of what is put together from parts that other statements have too. */
export function askBuilt<Row extends object>(db: Queryable, built: SQL): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(built)
  return ask(db, sql, params as Parameter[])
}

/** As Postgres reads an array of what needs no quotes: numbers, days, instants, words. */
export function arrayOf(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join()}}`
}

interface Session {
  client: Sql
  logger: { logQuery: (statement: string, parameters: unknown[]) => void }
}

/** Of a transaction there is no other way to the connection that it has. */
function sessionOf(db: Queryable): Session {
  return (db as unknown as { session: Session }).session
}
