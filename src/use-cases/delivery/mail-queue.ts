import { endPause, endTrouble, findMailing, pauseMailing, takeTrial } from '../../store/digests/mailing.ts'
import { appendSuppression, findHold, liftSuppression } from '../../store/digests/suppressions.ts'
import type { ClaimedDigest } from '../../store/digests/claims.ts'
import type { Context } from '../context.ts'

type Ledger = Pick<Context, 'db'>

const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 5 * 60_000

/** Whether mail may go out now: freely, one to try whether the server is back, or none. */
export async function readQueue({ db }: Ledger): Promise<'open' | 'trial' | 'paused'> {
  if (await takeTrial(db, FIRST_PAUSE_MS)) return 'trial'
  return (await findMailing(db)).troubledSince ? 'paused' : 'open'
}

/** The server takes mail from nobody: all wait, a minute at first and five at most, and only the tried one was tried. */
export async function pauseQueue({ db }: Ledger, said: string, isTrial: boolean): Promise<boolean> {
  const { failures } = await findMailing(db)
  const pauseMs = spread(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS))
  return pauseMailing(db, { said, pauseMs, isTrial })
}

/** Gives false where it was open already. */
export function openQueue({ db }: Ledger): Promise<boolean> {
  return endTrouble(db)
}

/** Somebody asks for a mail now: the server is tried at once. */
export function tryAtOnce({ db }: Ledger): Promise<void> {
  return endPause(db)
}

/** Longer by up to a tenth, so that what was refused together does not come back together. */
export function spread(ms: number): number {
  return Math.round(ms * (1 + Math.random() / 10))
}

/** Why a mail is not even tried: nobody wants it any more, or its address takes none. */
export async function reasonToHold(
  { db }: Ledger,
  { recipient, subscriptionId }: Pick<ClaimedDigest, 'recipient' | 'subscriptionId'>,
): Promise<string | null> {
  const { cancelledAt, suppression } = await findHold(db, { subscriptionId, address: recipient! })
  if (cancelledAt) return `not tried: its subscription was ended at ${cancelledAt.toString({ smallestUnit: 'second' })}`
  if (!suppression) return null
  const { subscription, number, said, suppressedAt } = suppression
  const since = suppressedAt.toString({ smallestUnit: 'second' })
  return `not tried: this address takes no mail since ${since}, when ${subscription}/${number} was refused: ${said}`
}

/** The address was refused for good. */
export async function suppress({ db }: Ledger, { id, recipient }: ClaimedDigest, said: string): Promise<void> {
  await appendSuppression(db, { address: recipient!, cause: 'refused', said, digestId: id })
}

/** A mail got through to the address after all. */
export async function noteArrival({ db }: Ledger, address: string): Promise<void> {
  await liftSuppression(db, address, 'a mail')
}
