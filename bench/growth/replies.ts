import type postgres from 'postgres'
import { closeDatabase, openDatabase, type Connection } from '../../src/store/connection/database.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'

/** A ledger in use, and on what day. */
export interface InUse {
  context: Context
  connection: Connection
}

/** All over the ledger. */
export async function pendingAsks(sql: postgres.Sql, count: number, after = 0): Promise<string[]> {
  const rows = await sql<{ reference: string }[]>`
    select reference from follow_ups where state not in ('answered', 'declined', 'closed')
    order by hashint8(id) limit ${count} offset ${after}`
  return rows.map(({ reference }) => reference)
}

export async function recordReplies({ context, connection }: InUse, asked: readonly string[]): Promise<void> {
  const db = openDatabase(connection, { max: 1 })
  for (const reference of asked)
    await recordCommunication(
      { ...context, db },
      {
        channel: 'letter',
        direction: 'received',
        dated: null,
        sentOn: null,
        receivedOn: context.today,
        orderOnDay: 0,
        sender: 'The Permanent Mission',
        recipient: 'The Office',
        summary: 'They take note.',
        quotation: null,
        source: null,
        entries: [{ followUp: reference, bearing: 'replies', character: 'noted', untilOn: null }],
      },
      { isAgain: true },
    )
  await closeDatabase(db) // what a session has counted is known when it ends
}
