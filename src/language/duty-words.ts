import type { Duty, DutyEvent, DutyStanding, ProjectedDuty } from '../domain/duty.ts'
import type { FollowUpOnDay } from '../domain/standings/follow-up.ts'

/** The wording of what must be reported. */
export interface DutyWords {
  standings: Record<DutyStanding, string>
  /** "14 March 2027; in 110 days", "no day known". */
  due(duty: Pick<Duty, 'dueOn' | 'metBy'>, asOf: Temporal.PlainDate): string
  /** "met by E/CN.4/2005/32 of 22 December 2004"; empty while it is open. */
  met(duty: Pick<Duty, 'metBy' | 'metOn'>): string
  /** "To the Commission on Human Rights, sixty-first session". */
  to(duty: Pick<Duty, 'body' | 'session'>): string
  /** "On 14 March 2027, if nothing happens". */
  projectedOn(duty: ProjectedDuty): string
  /** "holding, long overdue; 8,237 days without a word". */
  ask(followUp: FollowUpOnDay): string
  /** "Entered, due 14 March 2005", "Met by E/CN.4/2005/32 of 22 December 2004: the first number was a draft's". */
  event(event: DutyEvent): string
}
