import postgres from 'postgres'
import type { EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'

/** What only the superuser of a cluster of ours may do. */
export async function asAdministrator(
  connection: EmbeddedPostgres['connection'],
  work: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<void> {
  const sql = openAsAdministrator(connection)
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}

export function openAsAdministrator(connection: EmbeddedPostgres['connection'], database = 'postgres'): postgres.Sql {
  return postgres({ ...connection, user: 'postgres', database, max: 1, fetch_types: false })
}
