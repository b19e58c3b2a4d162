import { remembering } from '../../domain/remembering.ts'
import { latestSlot, nextSlot, type LatestSlot } from '../../domain/digests/slots.ts'
import type { NamedSubscription } from '../../store/digests/subscriptions.ts'
import { scheduleOf } from './subscribe.ts'

/** Where a subscription stands in its schedule. */
export interface Slots {
  /** The last slot from the one that is kept on; where the zone's rules have changed since, it may lie a little before. */
  due: LatestSlot | null
  nextAt: Temporal.Instant
}

/** Of many that come at the same times, it is reckoned but once. */
export function slotsAt(now: Temporal.Instant): (subscription: NamedSubscription) => Slots {
  const ofSchedule = remembering(
    ({ cron, timeZone, nextSlotAt }: NamedSubscription) => `${timeZone} ${cron} ${nextSlotAt!.toString()}`,
    (subscription) => {
      const schedule = scheduleOf(subscription)
      const justBefore = subscription.nextSlotAt!.subtract({ nanoseconds: 1 })
      return { due: latestSlot(schedule, justBefore, now), nextAt: nextSlot(schedule, now).at }
    },
  )
  return (subscription) => {
    const { due, nextAt } = ofSchedule(subscription)
    return { due: due ?? dueBefore(subscription, now), nextAt }
  }
}

function dueBefore(subscription: NamedSubscription, now: Temporal.Instant): LatestSlot | null {
  const [dayBefore, made] = [subscription.nextSlotAt!.subtract({ hours: 24 }), subscription.createdAt]
  const after = Temporal.Instant.compare(dayBefore, made) > 0 ? dayBefore : made
  return latestSlot(scheduleOf(subscription), after, now)
}
