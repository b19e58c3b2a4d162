import { setTimeout as pause } from 'node:timers/promises'
import { isAwayForNow } from '../../store/connection/unreachable.ts'
import type { Ending } from '../ending.ts'

const ASK_AGAIN_AFTER_MS = 500

export interface Working extends Partial<Ending> {
  /** Told each time that the database does not answer, and is asked again. */
  onAway?: (error: unknown) => void
}

/**
 * Asks a database that is away again and again, for what a sent mail's mark must not miss: unmarked, it goes out twice.
 * What is asked may have been done the time before, though its answer was lost.
 */
export async function untilAnswered<T>(
  { now: end, onAway }: Working,
  patienceMs: number,
  ask: (isAgain: boolean) => Promise<T>,
): Promise<T> {
  const patience = AbortSignal.timeout(patienceMs)
  const enough = end ? AbortSignal.any([end, patience]) : patience
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await ask(isAgain)
    } catch (error) {
      if (!isAwayForNow(error) || enough.aborted) throw error
      onAway?.(error)
      await pause(ASK_AGAIN_AFTER_MS)
    }
  }
}
