import { Problem } from '../../domain/problem.ts'
import type { NamedSubscription } from '../../store/digests/subscriptions.ts'
import type { Context } from '../context.ts'
import { wantedSubscription } from '../find.ts'
import { may } from '../permission.ts'

type Asking = Pick<Context, 'db' | 'officer' | 'sight'>

/** One that the officer may know of: their own, and an administrator every one. */
export async function knownSubscription(context: Asking, number: number | null): Promise<NamedSubscription> {
  const subscription = await wantedSubscription(context.db, number)
  if (isOwn(context, subscription) || may('administrator', context.officer)) return subscription
  throw new Problem('not_found', {
    says: `no subscription ${subscription.id}`,
    atCommandLine: '; relance subscriptions lists what there is',
  })
}

/** One that the officer may change, and whose digests they may read: their own alone. */
export async function ownSubscription(context: Asking, number: number | null): Promise<NamedSubscription> {
  const subscription = await knownSubscription(context, number)
  if (isOwn(context, subscription)) return subscription
  throw new Problem('forbidden', `subscription ${subscription.id} is of ${subscription.reader}, who alone may do this`)
}

/** Nothing goes to who has ended it. */
export function refuseEnded({ id, cancelledAt }: Pick<NamedSubscription, 'id' | 'cancelledAt'>): void {
  if (!cancelledAt) return
  throw new Problem('conflict', {
    says: `subscription ${id} has ended; resume it first, on its page: /subscriptions/${id}`,
    atCommandLine: ' (there is no command for that)',
  })
}

/** Whoever holds the database acts for everybody. */
export function isOwn(
  { officer, sight }: Pick<Context, 'officer' | 'sight'>,
  { officerId }: Pick<NamedSubscription, 'officerId'>,
): boolean {
  return sight === 'everything' || officerId === officer.id
}
