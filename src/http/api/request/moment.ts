import { momentOf, type Moment, type Surroundings } from '../../../use-cases/context.ts'
import { asked, DAY, INSTANT } from '../schemas/fields.ts'

/** Asks for a replay: what had happened by a day, as known at an instant. */
export const MOMENT = {
  'as-of': asked(DAY, 'As it stood on this day; today where it is left out.'),
  'known-at': asked(INSTANT, 'As it was known then; now where it is left out.'),
}

export function momentIn(
  query: { 'as-of'?: Temporal.PlainDate | undefined; 'known-at'?: Temporal.Instant | undefined },
  surroundings: Pick<Surroundings, 'today' | 'now'>,
): Moment | undefined {
  return momentOf({ asOf: query['as-of'], knownAt: query['known-at'] }, surroundings)
}
