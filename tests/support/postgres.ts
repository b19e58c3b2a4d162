import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import type { EmbeddedPostgres } from '../../src/store/embedded-postgres.ts'

interface FreshDatabase extends AsyncDisposable {
  connection: EmbeddedPostgres['connection']
}

/** A migrated database of its own, empty or with the sample. Whoever is still connected at disposal is cut off. */
export async function freshDatabase(holds: 'nothing' | 'the sample' = 'nothing'): Promise<FreshDatabase> {
  const server = inject('postgres')
  const template = holds === 'nothing' ? server.database : inject('sample')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdministrator(`create database ${name} owner relance template ${template} strategy file_copy`)
  return {
    connection: { ...server, database: name },
    [Symbol.asyncDispose]: () => asAdministrator(`drop database ${name} with (force)`),
  }
}

async function asAdministrator(statement: string): Promise<void> {
  const connection = { ...inject('postgres'), user: 'postgres', database: 'postgres' }
  const sql = postgres({ ...connection, max: 1, fetch_types: false })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
