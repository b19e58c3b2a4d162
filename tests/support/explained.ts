import { drizzle } from 'drizzle-orm/postgres-js'
import { openClient, type Connection, type Database } from '../../src/store/connection/database.ts'

interface Statement {
  statement: string
  parameters: unknown[]
}

export interface Explained extends AsyncDisposable {
  db: Database
  /** What a piece of work asked of the database. */
  statementsOf(work: () => Promise<unknown>): Promise<Statement[]>
  /** How Postgres goes about the first of them. */
  planOf(work: () => Promise<unknown>, options?: string): Promise<string>
}

/** A connection that keeps what it was asked. */
export function explained(connection: Connection): Explained {
  let asked: Statement[] = []
  const logQuery = (statement: string, parameters: unknown[]) => void asked.push({ statement, parameters })
  const db: Database = drizzle({ client: openClient(connection, { max: 1 }), logger: { logQuery } })
  const statementsOf = async (work: () => Promise<unknown>) => {
    asked = []
    await work()
    return asked
  }
  return {
    db,
    statementsOf,
    planOf: async (work, options = '(costs off)') => {
      const [first] = await statementsOf(work)
      const { statement, parameters } = first!
      const rows = await db.$client.unsafe(`explain ${options} ${statement}`, parameters as string[])
      return rows.map((row) => row['QUERY PLAN'] as string).join('\n')
    },
    [Symbol.asyncDispose]: () => db.$client.end(),
  }
}
