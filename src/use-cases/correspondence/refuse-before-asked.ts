import { Problem } from '../../domain/problem.ts'
import type { Standing } from '../../domain/standings/standing.ts'
import type { Moment } from '../context.ts'

/** What had not been asked then, or was not known then to have been, had no story yet. */
export function refuseBeforeAsked(reference: string, { asked }: Standing, { asOf, knownAt }: Moment): void {
  if (asked) return
  const then = `by ${asOf.toString()}, as known at ${knownAt.toString({ smallestUnit: 'second' })}`
  throw new Problem('not_found', `${reference} had not been asked ${then}`)
}
