import type { Policy } from '../domain/clocks.ts'
import type { Calendar } from '../domain/due-day.ts'
import type { Standing } from '../domain/standing.ts'
import { findCalendar } from '../store/calendars.ts'
import type { Queryable } from '../store/database.ts'
import { listPolicies, type PolicyRow } from '../store/parties.ts'

export interface UnderPolicy {
  id: number
  policyId: number | null
}

/** What due days are counted by. */
interface Rules {
  periods: Policy | null
  calendar: Calendar | null
}

/** The rules of each policy, with the calendars that its follow-ups can reach in any of their standings. */
export async function findRules(
  db: Queryable,
  followUps: readonly UnderPolicy[],
  standingsOf: (id: number) => readonly Standing[],
): Promise<(policyId: number | null) => Rules> {
  const policies = new Map((await listPolicies(db)).map((policy) => [policy.id, policy]))
  const under = Map.groupBy(followUps, ({ policyId }) => policyId)
  const calendars = new Map<number | null, Calendar>()
  for (const policy of policies.values()) {
    if (policy.unit !== 'working_days') continue
    const standings = (under.get(policy.id) ?? []).flatMap(({ id }) => standingsOf(id))
    const starts = standings.flatMap(startsOf)
    if (starts.length === 0) continue
    const years = yearsFrom(starts, policy)
    calendars.set(policy.id, await findCalendar(db, { code: policy.holidayCalendar, weekend: policy.weekend, years }))
  }
  return (policyId) => ({
    periods: policyId === null ? null : periodsOf(policies.get(policyId)!),
    calendar: calendars.get(policyId) ?? null,
  })
}

function periodsOf({ unit, firstReplyWithin, answerWithin }: PolicyRow): Policy {
  const period = (length: number | null) => (length === null ? null : { length, unit })
  return { firstReplyWithin: period(firstReplyWithin), answerWithin: period(answerWithin) }
}

/** Also where a clock goes on after it was paused. */
function startsOf({ roundAsked, setDue, pauses }: Standing): Temporal.PlainDate[] {
  const ends = pauses.map(({ until }) => until)
  return [roundAsked?.on, roundAsked?.latestOn, setDue?.on, ...ends].filter((day) => day instanceof Temporal.PlainDate)
}

/** The answer period may run twice, and a year has some 200 working days at the least. */
function yearsFrom(starts: readonly Temporal.PlainDate[], { answerWithin, firstReplyWithin }: PolicyRow): number[] {
  const reach = Math.ceil((2 * Math.max(answerWithin ?? 0, firstReplyWithin ?? 0)) / 200)
  const years = starts.map(({ year }) => year)
  const first = years.reduce((a, b) => Math.min(a, b))
  return Array.from({ length: years.reduce((a, b) => Math.max(a, b)) + reach - first + 1 }, (_, after) => first + after)
}
