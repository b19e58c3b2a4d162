import type { ClaimedDigest, Outcome } from '../../store/digests/claims.ts'
import type { Receipt } from './send.ts'
import type { Ending } from '../ending.ts'
import { spread } from './mail-queue.ts'

const FIRST_RETRY_MS = 60_000
const LONGEST_RETRY_MS = 60 * 60_000
const GIVE_UP_AFTER_MS = 5 * 24 * 60 * 60_000

export function wasCutShort(receipt: Receipt, { now }: Partial<Ending>): boolean {
  return now?.aborted === true && receipt.outcome === 'refused' && !receipt.isPermanent && !receipt.concernsServer
}

export function backInLine({ said }: Receipt): Outcome {
  return { state: 'planned', said, retryAfterMs: 0 }
}

/** One that arrived before stays sent, though it is refused when it is sent again. */
export function outcomeOf(
  { attempts, sentAt }: ClaimedDigest,
  receipt: Receipt,
  { now, inLineSince, isTrouble }: { now: Temporal.Instant; inLineSince: Temporal.Instant; isTrouble: boolean },
): Outcome {
  if (receipt.outcome === 'accepted') return { state: 'sent', said: receipt.said, retryAfterMs: null, hasArrived: true }
  const isTooOld = now.epochMilliseconds - inLineSince.epochMilliseconds > GIVE_UP_AFTER_MS
  const isGivenUp = (receipt.isPermanent && !receipt.concernsServer) || isTooOld
  if (isGivenUp && sentAt)
    return { state: 'sent', said: `refused when sent again: ${receipt.said}`, retryAfterMs: null }
  if (isGivenUp) return { state: 'undeliverable', said: receipt.said, retryAfterMs: null }
  return { state: 'planned', said: receipt.said, retryAfterMs: retryAfterMs(isTrouble ? 1 : attempts) }
}

/** Doubling from a minute to an hour. A server in trouble sets the pace for all by itself. */
function retryAfterMs(attempts: number): number {
  return spread(Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS))
}
