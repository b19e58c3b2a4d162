import type { Logger } from 'pino'
import { describeFault } from './fault.ts'
import { isAwayForNow } from './store/unreachable.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 4_000

export interface Outage {
  /** Whether the database's being away is all there is to this failure; asks again for another try soon. */
  explains: (error: unknown) => boolean
  /** The database has done all that it was asked. */
  end: () => void
}

/** Tells once that the database was lost and once that it is back, and asks again and again in between. */
export function watchOutage(log: Logger, tryAgain: () => void): Outage {
  let lostAt: number | undefined
  let pauseMs = FIRST_PAUSE_MS
  let next: NodeJS.Timeout | undefined
  return {
    explains: (error) => {
      if (!isAwayForNow(error)) return false
      if (lostAt === undefined) log.error(describeFault(error), 'the database is lost; trying again until it is back')
      lostAt ??= performance.now()
      if (next) return true
      next = setTimeout(() => {
        next = undefined
        tryAgain()
      }, pauseMs).unref()
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      return true
    },
    end: () => {
      if (lostAt === undefined) return
      log.info({ lostForMs: Math.round(performance.now() - lostAt) }, 'the database is back')
      lostAt = undefined
      pauseMs = FIRST_PAUSE_MS
    },
  }
}
