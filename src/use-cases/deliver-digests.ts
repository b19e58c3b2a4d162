import { claimDigest, saveOutcome, type DigestRow, type Outcome } from '../store/digests.ts'
import type { Context } from './context.ts'
import type { Ending } from './ending.ts'

/** Hands one mail to the mail server, within the signal's deadline, and tells what the server said. Never throws for a refusal. */
export type Send = (mail: OutgoingMail, signal: AbortSignal) => Promise<Receipt>

export interface OutgoingMail {
  from: string
  to: string
  messageId: string
  bytes: Uint8Array
}

export type Receipt =
  | { outcome: 'accepted'; said: string }
  /** `concernsServer`: not this recipient was refused, but everything (connection, TLS, authentication). */
  | { outcome: 'refused'; said: string; isPermanent: boolean; concernsServer: boolean }

export interface Delivered {
  sent: number
  /** Refused for now or for good, with the server's words. */
  refused: { subscription: number; number: number; said: string; isGivenUp: boolean }[]
  /** Leases that were lost to another worker while we were sending. */
  overtaken: number
}

const SEND_DEADLINE_MS = 11 * 60_000
/** Longer than a send can last, so that nobody takes over what is still being sent. */
const LEASE_MS = 15 * 60_000
const LANES = 4
const FIRST_RETRY_MS = 60_000
const LONGEST_RETRY_MS = 60 * 60_000
const GIVE_UP_AFTER_MS = 5 * 24 * 60 * 60_000

/**
 * Sends everything that is to be sent now, on several lanes so that one slow server does not stop the rest. What is
 * being sent when it has to end now goes back in line at once.
 */
export async function deliverDigests(
  { db, now }: Pick<Context, 'db' | 'now'>,
  send: Send,
  ending: Partial<Ending> = {},
): Promise<Delivered> {
  const delivered: Delivered = { sent: 0, refused: [], overtaken: 0 }
  let isServerDown = false
  const lane = async () => {
    while (!isServerDown && !ending.soon?.aborted) {
      const claimed = await claimDigest(db, LEASE_MS)
      if (!claimed) return
      const receipt = await send(mailOf(claimed), deadlineWithin(ending.now))
      isServerDown ||= receipt.outcome === 'refused' && receipt.concernsServer
      const outcome = wasCutShort(receipt, ending) ? backInLine(receipt) : outcomeOf(claimed, receipt, now)
      if (!(await saveOutcome(db, claimed, outcome))) delivered.overtaken += 1
      else if (receipt.outcome === 'accepted') delivered.sent += 1
      else delivered.refused.push(refusalOf(claimed, outcome))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return delivered
}

function mailOf({ sender, recipient, messageId, message }: DigestRow): OutgoingMail {
  return { from: sender!, to: recipient!, messageId: messageId!, bytes: message! }
}

function deadlineWithin(signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(SEND_DEADLINE_MS)
  return signal ? AbortSignal.any([signal, deadline]) : deadline
}

function wasCutShort(receipt: Receipt, { now }: Partial<Ending>): boolean {
  return now?.aborted === true && receipt.outcome === 'refused' && !receipt.isPermanent && !receipt.concernsServer
}

function backInLine({ said }: Receipt): Outcome {
  return { state: 'planned', said, retryAfterMs: 0 }
}

/** One that arrived before stays sent, though it is refused when it is sent again. */
function outcomeOf({ attempts, plannedAt, sentAt }: DigestRow, receipt: Receipt, now: Temporal.Instant): Outcome {
  if (receipt.outcome === 'accepted') return { state: 'sent', said: receipt.said, retryAfterMs: null }
  const isTooOld = now.epochMilliseconds - plannedAt.epochMilliseconds > GIVE_UP_AFTER_MS
  const isGivenUp = (receipt.isPermanent && !receipt.concernsServer) || isTooOld
  if (isGivenUp && sentAt)
    return { state: 'sent', said: `refused when sent again: ${receipt.said}`, retryAfterMs: null }
  if (isGivenUp) return { state: 'undeliverable', said: receipt.said, retryAfterMs: null }
  return { state: 'planned', said: receipt.said, retryAfterMs: retryAfterMs(attempts) }
}

/** Doubling from a minute to an hour, spread by a tenth so that mails refused together do not come back together. */
function retryAfterMs(attempts: number): number {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS)
  return Math.round(wait * (1 + Math.random() / 10))
}

function refusalOf({ subscriptionId, number }: DigestRow, { state, said }: Outcome): Delivered['refused'][number] {
  return { subscription: subscriptionId, number: number!, said, isGivenUp: state !== 'planned' }
}
