import type { Neglect } from '../use-cases/operation/check-ledger.ts'
import type { Context } from '../use-cases/context.ts'

/** For whoever asks a ledger on which no worker works: what they see is right, and yet nobody is told of it. */
export function neglectInWords({ since, lastPassAt }: Neglect, { now, timeZone }: Context): string {
  const at = (instant: Temporal.Instant) =>
    instant.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
  const looked = lastPassAt
    ? `the last worker looked at ${at(lastPassAt)}, ${daysFrom(lastPassAt, now)} ago`
    : 'no worker has ever looked'
  return `Digests are due since ${at(since)} and not planned: ${looked}. Nothing is flagged or mailed until relance start or relance worker runs.`
}

function daysFrom(then: Temporal.Instant, now: Temporal.Instant): string {
  const days = Math.floor(then.until(now).total('hours') / 24)
  return days === 1 ? '1 day' : `${days} days`
}
