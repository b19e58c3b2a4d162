import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { findOfficerById, lockOfficer } from '../../store/parties/parties.ts'
import {
  findSubscriptionByToken,
  lockSubscription,
  saveSubscription,
  type NamedSubscription,
} from '../../store/digests/subscriptions.ts'
import { resumeWithin } from './change-subscription.ts'
import type { Surroundings } from '../context.ts'

/** What the link in a mail is about. Whoever has the link may end that subscription and take it up again, nothing else. */
export async function readUnsubscribeLink({ db }: Pick<Surroundings, 'db'>, token: string): Promise<NamedSubscription> {
  const found = /^[\da-f]{64}$/.test(token) ? await findSubscriptionByToken(db, token) : null
  if (found) return found
  throw new Problem('not_found', 'this link ends no subscription; it may have been cut short on its way')
}

/** Ends the subscription, once; asked again, does nothing and gives the same. */
export async function unsubscribe(surroundings: Surroundings, token: string): Promise<NamedSubscription> {
  return lockedByToken(surroundings, token, async (tx, subscription) => {
    if (!subscription.cancelledAt)
      await saveSubscription(tx, subscription.id, { cancelledAt: surroundings.now, nextSlotAt: null })
  })
}

/** Takes up what was ended, once; not for somebody who is no officer here any more. */
export async function comeBack(surroundings: Surroundings, token: string): Promise<NamedSubscription> {
  return lockedByToken(surroundings, token, async (tx, subscription) => {
    if (!subscription.cancelledAt) return
    const reader = await findOfficerById(tx, subscription.officerId)
    if (reader?.endedAt) throw new Problem('forbidden', 'its reader has left; an administrator can let them in again')
    await resumeWithin(surroundings, tx, subscription)
  })
}

function lockedByToken(
  { db }: Surroundings,
  token: string,
  work: (tx: Transaction, subscription: NamedSubscription) => Promise<void>,
): Promise<NamedSubscription> {
  return db.transaction(async (tx) => {
    const { id, officerId } = await readUnsubscribeLink({ db: tx }, token)
    await lockOfficer(tx, officerId)
    await lockSubscription(tx, id)
    await work(tx, await readUnsubscribeLink({ db: tx }, token))
    return readUnsubscribeLink({ db: tx }, token)
  })
}
