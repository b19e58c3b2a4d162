import { openClient, type Connection } from '../../../src/store/connection/database.ts'
import { holdBack } from './held-back.ts'

/** Reads three tables one after another in one transaction. */
type InTurn = readonly [first: string, between: string, last: string]

/** Does work that reads them, and at the last of them it is rolled back for a deadlock, once. */
export async function inDeadlock<T>(at: Connection, tables: InTurn, work: () => Promise<T>): Promise<T> {
  const [first, between, last] = tables.map((table) => `lock table ${table} in access exclusive mode`)
  const connection = { ...at, user: 'postgres' } as Connection
  const rival = openClient(connection, { max: 1 })
  await using gate = await holdBack(connection, between!)
  const hasLast = Promise.withResolvers<void>()
  const rivalry = rival.begin(async (tx) => {
    // Who looks first finds it, and is rolled back: the rival waits with that for longer than the test lasts.
    await tx`set local deadlock_timeout = '1h'`
    await tx.unsafe(last!)
    hasLast.resolve()
    await gate.waiting(1)
    await tx.unsafe(first!)
  })
  rivalry.catch(hasLast.reject)
  await hasLast.promise
  const working = work()
  working.catch(() => undefined) // is heard when its turn comes
  await gate.waiting(2)
  await gate.letGo()
  await rivalry
  await rival.end()
  return working
}
