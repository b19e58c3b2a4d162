import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { query } from '../../support/programs/attach.ts'
import { urlOf } from '../../support/databases/database-url.ts'

export interface BareDatabase extends AsyncDisposable {
  connection: Parameters<typeof query>[0]
  url: string
  query: (statement: string) => ReturnType<typeof query>
}

/** A database without a single table, not even of migrations. */
export async function bareDatabase(): Promise<BareDatabase> {
  const server = inject('postgres')
  const administrator = { ...server, user: 'postgres', database: 'postgres' }
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await query(administrator, `create database ${name} owner relance template template0`)
  const connection = { ...server, database: name }
  return {
    connection,
    url: urlOf(connection),
    query: (statement) => query(connection, statement),
    [Symbol.asyncDispose]: async () => void (await query(administrator, `drop database ${name} with (force)`)),
  }
}
