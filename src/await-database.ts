import { setTimeout as pause } from 'node:timers/promises'
import { placeOf } from './connection-url.ts'
import type { Around } from './start.ts'
import { explainUnreachable, isAwayForNow } from './store/connection/unreachable.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 4_000

/** A service that is started before its database waits for it, and says so once. */
export async function awaitDatabase<T>(
  enter: () => Promise<T>,
  { config, log }: Pick<Around, 'config' | 'log'>,
): Promise<T> {
  let hasSaidSo = false
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      const entered = await enter()
      if (hasSaidSo) log.info('the database is there')
      return entered
    } catch (error) {
      if (!isAwayForNow(error)) throw error
      if (!hasSaidSo) log.warn(`waiting for the database: ${explainUnreachable(error, placeOf(config))!.message}`)
      hasSaidSo = true
      await pause(pauseMs)
    }
  }
}
