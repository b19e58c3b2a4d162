import { latestSlot, type LatestSlot } from '../domain/slots.ts'
import type { NamedSubscription } from '../store/subscriptions.ts'
import { scheduleOf } from './subscribe.ts'

/** The last slot from the one that is kept on; where the zone's rules have changed since, it may lie a little before. */
export function dueSlot(subscription: NamedSubscription, now: Temporal.Instant): LatestSlot | null {
  const schedule = scheduleOf(subscription)
  const [kept, made] = [subscription.nextSlotAt!, subscription.createdAt]
  const dayBefore = kept.subtract({ hours: 24 })
  return (
    latestSlot(schedule, kept.subtract({ nanoseconds: 1 }), now) ??
    latestSlot(schedule, Temporal.Instant.compare(dayBefore, made) > 0 ? dayBefore : made, now)
  )
}
