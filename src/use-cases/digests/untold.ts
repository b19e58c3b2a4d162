import type { EverybodysMail } from '../../domain/digests/digest.ts'
import { listTroubled } from '../../store/digests/digests.ts'
import { listSubscriptions, type NamedSubscription } from '../../store/digests/subscriptions.ts'
import { listSuppressions } from '../../store/digests/suppressions.ts'
import { listOnlyIn, type Listing } from '../../store/digests/untold.ts'
import { sightOf, type Context, type Seen } from '../context.ts'

const NAMED = 20
const LATE_AFTER_HOURS = 24

/** Those that a subscription lists which has ended, or whose reader gets no mail, and that no other lists. */
export async function listUntold({
  db,
  sight,
  today,
}: Seen & Pick<Context, 'today'>): Promise<EverybodysMail['untold']> {
  const mute = new Set((await listSuppressions(db)).map(({ address }) => address.toLowerCase()))
  const isMute = ({ cancelledAt, email }: NamedSubscription) => cancelledAt !== null || mute.has(email.toLowerCase())
  const all = await listSubscriptions(db)
  const lists = listingsOf(all.filter(isMute))
  if (lists.length === 0) return { count: 0, references: [] }
  const butNoneOf = listingsOf(all.filter((subscription) => !isMute(subscription)))
  return listOnlyIn({ db, sight }, { lists, butNoneOf, today, limit: NAMED })
}

/** What an administrator is told of mail that is not their own. */
export async function troublesOfAll(seen: Seen & Pick<Context, 'now' | 'today'>): Promise<EverybodysMail> {
  const { db, now } = seen
  const late = await listTroubled(db, now.subtract({ hours: LATE_AFTER_HOURS }))
  return { untold: await listUntold(seen), late: late.length, mute: (await listSuppressions(db)).length }
}

/** Each once: many subscribe to the same. */
function listingsOf(subscriptions: readonly NamedSubscription[]): Listing[] {
  const listings = subscriptions.map((subscription) => ({ query: subscription.query, sight: sightOf(subscription) }))
  return [...new Map(listings.map((listing) => [JSON.stringify(listing), listing])).values()]
}
