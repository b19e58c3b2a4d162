import { setTimeout as pause } from 'node:timers/promises'
import { openClient, type Connection } from '../../../src/store/connection/database.ts'

/** Holds back everybody who would write a table, until they are let go: so that rivals meet at the worst moment. */
export interface HeldBack extends AsyncDisposable {
  /** Resolves once so many wait for a lock, of whatever kind, in this database; the first may come late. */
  waiting(count: number, firstWithinMs?: number): Promise<void>
  letGo(): Promise<void>
}

const DEADLINE_MS = 8_000 // under the lock timeout of those who wait

const BETWEEN_LOOKS_MS = 5 // leaves the machine to those who are waited for

export async function holdBack(connection: Connection, lock: string): Promise<HeldBack> {
  const client = openClient(connection, { max: 2 })
  const held = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const holding = client.begin(async (sql) => {
    await sql.unsafe(lock)
    held.resolve()
    await released.promise
  })
  holding.catch(held.reject)
  await held.promise
  const letGo = async () => {
    released.resolve()
    await holding
  }
  return {
    letGo,
    async waiting(count, firstWithinMs = DEADLINE_MS) {
      let deadline = performance.now() + firstWithinMs
      for (let waiting = 0; waiting < count;) {
        if (waiting > 0) deadline = Math.min(deadline, performance.now() + DEADLINE_MS)
        if (performance.now() > deadline) throw new Error(`only ${waiting} of ${count} wait for a lock`)
        const [row] = await client`select count(distinct pid)::int as waiting from pg_locks
          where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`
        waiting = (row as { waiting: number }).waiting
        if (waiting < count) await pause(BETWEEN_LOOKS_MS)
      }
    },
    [Symbol.asyncDispose]: async () => {
      await letGo()
      await client.end()
    },
  }
}
