import type { Logger } from 'pino'
import { describeFault } from './fault.ts'
import { causeOf, isAwayForNow } from './store/connection/unreachable.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 2_000

export interface Outage {
  /** Whether the database's being away is all there is to this failure; if so, there is another try soon. */
  explains: (error: unknown) => boolean
  /** The database has done all that it was asked. */
  end: () => void
}

interface Lost {
  at: number
  pauseMs: number
  next?: NodeJS.Timeout | undefined
  /** Why a try failed that should have started it again. */
  complaint?: unknown
}

/** Tells once that the database cannot be used, and why, and once that it is back, and tries again and again in between. */
export function watchOutage(log: Logger, tryAgain: () => Promise<void>): Outage {
  let lost: Lost | undefined
  const complain = (of: Lost, error: unknown) => {
    if (!of.complaint) log.error(describeFault(error), 'the database cannot be started again; still trying')
    of.complaint = error
    if (of === lost) schedule(of)
  }
  const schedule = (of: Lost) => {
    of.next ??= setTimeout(() => {
      of.next = undefined
      tryAgain().catch((error: unknown) => complain(of, error))
    }, of.pauseMs).unref()
    of.pauseMs = Math.min(of.pauseMs * 2, LONGEST_PAUSE_MS)
  }
  return {
    explains: (error) => {
      if (!isAwayForNow(error)) return false
      if (!lost)
        log.error(describeFault(error), `the database cannot be used: ${causeOf(error)}; trying again until it can`)
      lost ??= { at: performance.now(), pauseMs: FIRST_PAUSE_MS }
      schedule(lost)
      return true
    },
    end: () => {
      if (lost) log.info({ lostForMs: Math.round(performance.now() - lost.at) }, 'the database is back')
      clearTimeout(lost?.next)
      lost = undefined
    },
  }
}
