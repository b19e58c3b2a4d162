import { openClient } from '../../../src/store/connection/database.ts'
import type { Desk } from '../ledgers/desk.ts'

/** Changes the record behind our back: as superuser, with every trigger and every foreign key out of force. */
export async function tamper({ connection }: Pick<Desk, 'connection'>, ...statements: string[]): Promise<void> {
  const client = openClient({ ...connection, user: 'postgres' } as typeof connection, { max: 1 })
  try {
    await client.unsafe('set session_replication_role = replica')
    for (const statement of statements) await client.unsafe(statement)
  } finally {
    await client.end()
  }
}
