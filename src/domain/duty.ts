import { daysBetween } from './dates/day.ts'
import {
  followUpFields,
  onDay,
  type FollowUpHeading,
  type FollowUpOnDay,
  type KeptStanding,
} from './standings/follow-up.ts'
import { pick } from './pick.ts'

/** What a mandate obliges us to: a report to a body, at a session, by a day if one is known. */
export interface Duty {
  number: number
  dossier: string
  /** The decision and its paragraph: "E/CN.4/RES/2004/13", "12". */
  document: string
  paragraph: string
  body: string
  session: string
  dueOn: Temporal.PlainDate | null
  /** The report that met it, and the day on which it went out; both null while nothing has. */
  metBy: string | null
  metOn: Temporal.PlainDate | null
}

/** A duty with its asks as they will stand on its day if nothing more happens. */
export interface ProjectedDuty extends Duty {
  standing: DutyStanding
  /** The due day; the day that is shown where that has passed, was met or is not known. */
  projectedOn: Temporal.PlainDate
  asks: readonly FollowUpOnDay[]
}

/** `no_day` is its own: what has no day never counts as not due. */
export type DutyStanding = 'overdue' | 'due_soon' | 'ahead' | 'no_day' | 'met'

/** A report is flagged so many days ahead of its day. */
export const REPORT_DUE_WITHIN_DAYS = 30

export function dutyStandingOn(day: Temporal.PlainDate, { dueOn, metBy }: Duty): DutyStanding {
  if (metBy !== null) return 'met'
  if (!dueOn) return 'no_day'
  const ahead = daysBetween(day, dueOn)
  if (ahead < 0) return 'overdue'
  return ahead <= REPORT_DUE_WITHIN_DAYS ? 'due_soon' : 'ahead'
}

/** Nothing more happens: what is kept of each standing stays, and only the days go by. */
export function projectDuty(
  duty: Duty,
  asks: readonly { heading: FollowUpHeading; kept: KeptStanding }[],
  asOf: Temporal.PlainDate,
): ProjectedDuty {
  const standing = dutyStandingOn(asOf, duty)
  const isAhead = standing === 'ahead' || standing === 'due_soon'
  const projectedOn = isAhead ? duty.dueOn! : asOf
  return { ...duty, standing, projectedOn, asks: asks.map(({ heading, kept }) => onDay(projectedOn, heading, kept)) }
}

/** What is open first, the nearest day before the others, what has no day after all that have one; then what was met. */
export function byDueDay(a: Duty, b: Duty): number {
  const isMet = ({ metBy }: Duty) => (metBy === null ? 0 : 1)
  return isMet(a) - isMet(b) || compareDays(a.dueOn, b.dueOn) || a.number - b.number
}

function compareDays(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): number {
  if (a && b) return Temporal.PlainDate.compare(a, b)
  return a ? -1 : b ? 1 : 0
}

/** One thing that was recorded of a duty, in the order of recording. */
export interface DutyEvent {
  what: 'entered' | 'corrected' | 'withdrawn' | 'met' | 'taken_back'
  /** Null where it was recorded before authors were kept. */
  by: string | null
  at: Temporal.Instant
  dueOn: Temporal.PlainDate | null
  /** The report, and the day on which it went out. */
  document: string | null
  submittedOn: Temporal.PlainDate | null
  why: string | null
}

/** What JSON and CSV give of a duty; the names are promised to other programs. */
export function dutyFields({ asks, ...duty }: ProjectedDuty) {
  return { ...pick(duty, DUTY_FIELDS), asks: asks.map(followUpFields) }
}

/** A cell of CSV holds no list of records. */
export function dutyRow(duty: ProjectedDuty) {
  const { asks, ...fields } = dutyFields(duty)
  return { ...fields, asks: asks.map(({ reference, state }) => `${reference} ${state}`).join('; ') }
}

const DUTY_FIELDS = [
  'number',
  'dossier',
  'document',
  'paragraph',
  'body',
  'session',
  'dueOn',
  'standing',
  'metBy',
  'metOn',
  'projectedOn',
] as const satisfies readonly (keyof ProjectedDuty)[]
