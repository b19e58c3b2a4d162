import type { Sql } from 'postgres'
import { isAwayForNow, isCrowded } from './unreachable.ts'

/** Of the connection that asks. Once it stands, an answer comes sooner than anybody asks who was silent: it is never older than what they wait for. */
export const ASKING = { max: 1, connect_timeout: 2.5, silence: 1_500, isAtWork: async () => false }

/**
 * Whether a session of ours is still at work for us, which only the server can say: of one that works long and of one
 * whose answer was lost on the way, nothing is heard. No answer is a no.
 */
export function askWhetherAtWork(connect: () => Sql): (session: number) => Promise<boolean> {
  let asking: Promise<Set<number> | null> | undefined
  return async (session) => {
    asking ??= sessionsAtWork(connect()).finally(() => (asking = undefined))
    const atWork = await asking
    return atWork === null || atWork.has(session)
  }
}

/** Null where the server is there, but does not say. A session that waits for us is not at work: we wait too. */
async function sessionsAtWork(client: Sql): Promise<Set<number> | null> {
  try {
    const rows = await client<{ pid: number }[]>`select pid from pg_stat_activity
      where state = 'active' and wait_event_type is distinct from 'Client'`
    return new Set(rows.map(({ pid }) => pid))
  } catch (error) {
    return isAwayForNow(error) && !isCrowded(error) ? new Set() : null
  } finally {
    void client.end({ timeout: 1 })
  }
}
