import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { crashPoint } from '../../domain/crash-points.ts'
import {
  claimDigests,
  findClaimed,
  saveOutcomes,
  type ClaimedDigest,
  type Marked,
  type Outcome,
} from '../../store/digests/claims.ts'
import { findRequeuedAt } from '../../store/digests/deliveries.ts'
import type { Context } from '../context.ts'
import { reasonNotToMail } from '../operation/instance.ts'
import { backInLine, outcomeOf, wasCutShort } from './outcome-of-sending.ts'
import { SEND_DEADLINE_MS, type OutgoingMail, type Receipt, type Send } from './send.ts'
import { together } from './together.ts'
import { untilAnswered, type Working } from './until-answered.ts'
import { openQueue, pauseQueue, readQueue, reasonToHold, suppress } from './mail-queue.ts'

export interface Delivered {
  sent: number
  /** Refused for now or for good, with the server's words. */
  refused: { subscription: number; number: number; said: string; isGivenUp: boolean }[]
  /** Leases that were lost to another worker while we were sending. */
  overtaken: number
  /** Whether the mail server fell into trouble, in its words, or came out of it. */
  server: { state: 'troubled'; said: string } | { state: 'back' } | null
}

export interface Delivering extends Working {
  /** Told what was delivered all the same, before what failed is thrown. */
  onFailure?: ((delivered: Delivered) => void) | undefined
}

/** Longer than a send can last, so that nobody takes over what is still being sent. */
const LEASE_MS = 15 * 60_000
/** Beyond it, a claim whose answer was lost waits for the end of its lease. */
const CLAIM_PATIENCE_MS = 30_000
const LANES = 4

/**
 * Sends everything that is to be sent now, on several lanes: while one waits for a slow server, the others send what
 * comes up meanwhile. Where the server takes mail from nobody, all wait, and one mail at a time tries whether it is
 * back. What is being sent when it has to end now goes back in line at once.
 */
export async function deliverDigests(
  context: Pick<Context, 'db' | 'now' | 'instance'>,
  send: Send,
  ending: Delivering = {},
): Promise<Delivered> {
  const round: Round = {
    ...context,
    send,
    ending,
    isTrial: false,
    isOver: false,
    sending: new Set(),
    claim: together((lanes: readonly unknown[]) => claim(context, ending, lanes.length)),
    mark: together((marked: readonly Marked[]) => mark(context, marked)),
    delivered: { sent: 0, refused: [], overtaken: 0, server: null },
  }
  if (ending.soon?.aborted || (await reasonNotToMail(context))) return round.delivered
  try {
    await runRound(round)
  } catch (error) {
    ending.onFailure?.(round.delivered)
    throw error
  }
  return round.delivered
}

interface Round extends Pick<Context, 'db' | 'now'> {
  send: Send
  ending: Working
  isTrial: boolean
  /** The server takes no more. */
  isOver: boolean
  sending: Set<Promise<unknown>>
  /** The lanes that are free at one moment claim by one statement, and those that are done mark by one. */
  claim: (lane: null) => Promise<ClaimedDigest | null>
  mark: (marked: Marked) => Promise<boolean>
  delivered: Delivered
}

async function runRound(round: Round): Promise<void> {
  const queue = await readQueue(round)
  if (queue === 'paused') return
  if (queue === 'trial') await tryServer(round)
  // A lane that fails leaves the others to end what they are sending.
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => runLane(round)))
  const failed = lanes.find((lane) => lane.status === 'rejected')
  if (failed) throw failed.reason
}

const LOOK_EACH_MS = 1_000

/** With one mail that is handed over, so that the others keep their attempts. */
async function tryServer(round: Round): Promise<void> {
  round.isTrial = true
  for (let isTried = false; !isTried;) {
    const claimed = await round.claim(null)
    if (!claimed) break
    isTried = await deliver(round, claimed)
  }
  round.isTrial = false
}

async function runLane(round: Round): Promise<void> {
  const { sending } = round
  while (!round.isOver && !round.ending.soon?.aborted) {
    const claimed = await round.claim(null)
    if (claimed) {
      const work = deliver(round, claimed).finally(() => sending.delete(work))
      sending.add(work)
      await work
    } else if (sending.size === 0) return
    else await Promise.race([Promise.allSettled(sending), pause(LOOK_EACH_MS, null, { ref: false })])
  }
}

/** One for each lane, as far as there are so many: nothing is claimed that would wait for a lane while its lease runs. */
async function claim({ db }: Pick<Context, 'db'>, ending: Working, lanes: number): Promise<(ClaimedDigest | null)[]> {
  crashPoint('claim-begun')
  const token = randomUUID()
  const claimed = await untilAnswered(ending, CLAIM_PATIENCE_MS, async (isAgain) => {
    const heard = isAgain ? await findClaimed(db, token) : []
    return heard.length > 0 ? heard : claimDigests(db, LEASE_MS, { most: lanes, token })
  })
  if (claimed.length > 0) crashPoint('claim-committed')
  return Array.from({ length: lanes }, (_, lane) => claimed[lane] ?? null)
}

async function mark({ db }: Pick<Context, 'db'>, marked: readonly Marked[]): Promise<boolean[]> {
  const saved = await saveOutcomes(db, marked)
  return marked.map(({ claimed }) => saved.has(claimed.id))
}

/** Gives false where the mail was held back. */
async function deliver(round: Round, claimed: ClaimedDigest): Promise<boolean> {
  const { delivered, ending } = round
  const held = claimed.isHeld
    ? await untilAnswered(ending, LEASE_MS - SEND_DEADLINE_MS, () => reasonToHold(round, claimed))
    : null
  if (held) {
    const state = claimed.sentAt ? 'sent' : 'undeliverable'
    await note(round, claimed, { state, said: held, retryAfterMs: null, isUntried: true })
    return false
  }
  const sentBefore = delivered.sent
  const receipt = await round.send(mailOf(claimed), { ...ending, deadlineMs: SEND_DEADLINE_MS })
  crashPoint('mail-answered')
  // What the server took from others meanwhile shows that it is not in trouble altogether.
  const isTrouble = receipt.outcome === 'refused' && receipt.concernsServer && delivered.sent === sentBefore
  await untilAnswered(ending, LEASE_MS - SEND_DEADLINE_MS, (isAgain) =>
    record(round, claimed, receipt, { isTrouble, isAgain }),
  )
  crashPoint('mail-marked')
  return true
}

async function record(
  round: Round,
  claimed: ClaimedDigest,
  receipt: Receipt,
  { isTrouble, isAgain }: { isTrouble: boolean; isAgain: boolean },
): Promise<void> {
  const { now, delivered, ending } = round
  const isAccepted = receipt.outcome === 'accepted'
  const isCutShort = wasCutShort(receipt, ending)
  if (isTrouble) await endRound(round, receipt.said)
  else if (round.isTrial && !isCutShort && (await openQueue(round))) delivered.server = { state: 'back' }
  if (!isAccepted && receipt.condemnsAddress) {
    await suppress(round, claimed, receipt.said)
    crashPoint('address-suppressed')
  }
  const isDecided = isAccepted || isCutShort
  const inLineSince = (!isDecided && (await findRequeuedAt(round.db, claimed.id))) || claimed.plannedAt
  const outcome = isCutShort ? backInLine(receipt) : outcomeOf(claimed, receipt, { now, inLineSince, isTrouble })
  await note(round, claimed, outcome, isAgain)
}

async function endRound(round: Round, said: string): Promise<void> {
  round.isOver = true
  const isNews = await pauseQueue(round, said, round.isTrial)
  if (isNews && !round.isTrial) round.delivered.server = { state: 'troubled', said }
}

async function note(
  { mark: save, delivered }: Round,
  claimed: ClaimedDigest,
  outcome: Outcome,
  isAgain = false,
): Promise<void> {
  // Again: an earlier attempt may have been done though its answer was lost, and then the lease is no longer ours.
  if (!(await save({ claimed, outcome })) && !isAgain) delivered.overtaken += 1
  else if (outcome.hasArrived) delivered.sent += 1
  else delivered.refused.push(refusalOf(claimed, outcome))
}

function mailOf({ id, sender, recipient, messageId, message }: ClaimedDigest): OutgoingMail {
  return { digest: id, from: sender!, to: recipient!, messageId: messageId!, bytes: message! }
}

function refusalOf({ subscriptionId, number }: ClaimedDigest, { state, said }: Outcome): Delivered['refused'][number] {
  return { subscription: subscriptionId, number: number!, said, isGivenUp: state !== 'planned' }
}
