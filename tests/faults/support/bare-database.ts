import { query } from '../../support/programs/attach.ts'
import { urlOf } from '../../support/databases/database-url.ts'
import { freshDatabase } from '../../support/databases/postgres.ts'

export interface BareDatabase extends AsyncDisposable {
  connection: Parameters<typeof query>[0]
  url: string
  query: (statement: string) => ReturnType<typeof query>
}

/** A database without a single table, not even of migrations. */
export async function bareDatabase(): Promise<BareDatabase> {
  const database = await freshDatabase('no tables')
  const { connection } = database
  return {
    connection,
    url: urlOf(connection),
    query: (statement) => query(connection, statement),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
