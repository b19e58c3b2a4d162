import type { Policy } from '../../domain/standings/clocks.ts'
import { needsCalendar, type Calendar, type Period, type PeriodUnit } from '../../domain/standings/due-day.ts'
import { once } from '../../domain/once.ts'
import type { Standing } from '../../domain/standings/standing.ts'
import { listTimedCalendars, type TimedCalendar } from '../../store/rules/calendars.ts'
import { listDetails, type DetailsVersion } from '../../store/parties/counterpart-details.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { listCounterpartsById, listPolicies, type Counterpart, type PolicyRow } from '../../store/parties/parties.ts'

export interface UnderPolicy {
  id: number
  policyId: number | null
  counterpartId: number
}

/** What due days are counted by. */
interface Rules {
  periods: Policy | null
  /** Whose days off are left out, as it was known along time; none where none are. */
  calendars: readonly TimedCalendar[]
}

/** The policies are read when they are first wanted, and then never again. */
export interface Rulebook {
  db: Queryable
  policies: () => Promise<ReadonlyMap<number, PolicyRow>>
}

export function rulebookOf(db: Queryable): Rulebook {
  return { db, policies: once(async () => new Map((await listPolicies(db)).map((policy) => [policy.id, policy]))) }
}

/** The rules of each follow-up, with the calendar over the years that it can reach in any of its standings. */
export async function findRules(
  book: Rulebook,
  followUps: readonly UnderPolicy[],
  standingsOf: (id: number) => readonly Standing[],
): Promise<(id: number) => Rules> {
  const policies = await book.policies()
  const policyOf = new Map(
    followUps.map(({ id, policyId }) => [id, policyId === null ? null : policies.get(policyId)!]),
  )
  const theirs = followUps.filter(({ id }) => policyOf.get(id)?.calendarOf === 'counterpart')
  const counterpartOf = await workingDaysOf(book.db, [...new Set(theirs.map(({ counterpartId }) => counterpartId))])
  const wanted = new Map<string, { along: CalendarSince[]; years: Set<number>; ids: number[] }>()
  for (const { id, counterpartId } of followUps) {
    const policy = policyOf.get(id)
    if (!policy || !needsCalendar(policy)) continue
    const along = calendarsAlong(policy, counterpartOf.get(counterpartId) ?? [])
    const { years, ids } = wanted.getOrInsertComputed(JSON.stringify(along), () => ({
      along,
      years: new Set(),
      ids: [],
    }))
    for (const year of yearsOf(standingsOf(id), policy)) years.add(year)
    ids.push(id)
  }
  const calendars = new Map<number, readonly TimedCalendar[]>()
  for (const { ids, years, along } of wanted.values()) {
    const timed = await timedAlong(book.db, along, [...years])
    for (const id of ids) calendars.set(id, timed)
  }
  return (id) => {
    const policy = policyOf.get(id)
    return { periods: policy ? periodsOf(policy) : null, calendars: calendars.get(id) ?? [] }
  }
}

/** As it was known at an instant, or is now. */
export function calendarAt(calendars: readonly TimedCalendar[], at?: Temporal.Instant): Calendar | null {
  const known = calendars.findLast(({ since }) => !at || !since || Temporal.Instant.compare(since, at) <= 0)
  return known?.calendar ?? null
}

function periodsOf({ unit, endRule, firstReplyWithin, answerWithin }: PolicyRow): Policy {
  const period = (length: number | null): Period | null => (length === null ? null : { length, unit, endRule })
  return { firstReplyWithin: period(firstReplyWithin), answerWithin: period(answerWithin) }
}

interface CalendarOf {
  code: string | null
  weekend: readonly number[]
}

/** What is not known of the counterpart's holidays is not filled in with ours. */
export function calendarOf(
  policy: Pick<PolicyRow, 'calendarOf' | 'holidayCalendar' | 'weekend'>,
  counterpart: Pick<Counterpart, 'holidayCalendar' | 'weekend'> | undefined,
): CalendarOf {
  const { holidayCalendar: code, weekend } = policy
  if (policy.calendarOf === 'office') return { code, weekend }
  return { code: counterpart?.holidayCalendar ?? null, weekend: counterpart?.weekend ?? weekend }
}

interface CalendarSince extends CalendarOf {
  /** Null is always. */
  since: Temporal.Instant | null
}

type WorkingDays = Pick<DetailsVersion, 'holidayCalendar' | 'weekend' | 'recordedAt'>

/** Which calendar counts, each time that the counterpart's was recorded otherwise. */
function calendarsAlong(policy: PolicyRow, versions: readonly WorkingDays[]): CalendarSince[] {
  if (policy.calendarOf === 'office' || versions.length === 0)
    return [{ since: null, ...calendarOf(policy, undefined) }]
  return versions.map((version) => ({ since: version.recordedAt, ...calendarOf(policy, version) }))
}

/** Of each calendar what was known while it counted. */
async function timedAlong(
  db: Queryable,
  along: readonly CalendarSince[],
  years: readonly number[],
): Promise<TimedCalendar[]> {
  const timed: TimedCalendar[] = []
  for (const [i, { since, code, weekend }] of along.entries()) {
    const known = await listTimedCalendars(db, { code, weekend, years })
    const until = along[i + 1]?.since ?? null
    if (since) timed.push({ since, calendar: calendarAt(known, since)! })
    timed.push(...known.filter((one) => isLater(one.since, since) && (until === null || isLater(until, one.since))))
  }
  return timed
}

function isLater(at: Temporal.Instant | null, than: Temporal.Instant | null): boolean {
  if (than === null) return true
  return at !== null && Temporal.Instant.compare(at, than) > 0
}

/** How each office works, along time. */
async function workingDaysOf(db: Queryable, ids: readonly number[]): Promise<Map<number, WorkingDays[]>> {
  if (ids.length === 0) return new Map()
  const changed = Map.groupBy(await listDetails(db, ids), ({ counterpartId }) => counterpartId)
  return new Map(
    (await listCounterpartsById(db, ids)).map((office) => [
      office.id,
      changed.get(office.id) ?? [{ ...office, recordedAt: null }],
    ]),
  )
}

/** At the least in a year. */
const IN_A_YEAR: Record<PeriodUnit, number> = { calendar_days: 365, working_days: 200, calendar_months: 12 }

/** The answer period may run twice, and begin only after the last pause. */
function yearsOf(standings: readonly Standing[], { unit, answerWithin, firstReplyWithin }: PolicyRow): number[] {
  const reach = Math.ceil((2 * Math.max(answerWithin ?? 0, firstReplyWithin ?? 0)) / IN_A_YEAR[unit])
  const years = standings.flatMap(startsOf).map(({ year }) => year)
  if (years.length === 0) return []
  const first = years.reduce((a, b) => Math.min(a, b))
  return Array.from({ length: years.reduce((a, b) => Math.max(a, b)) + reach - first + 1 }, (_, after) => first + after)
}

/** Also where a clock goes on after it was paused. */
function startsOf({ roundAsked, setDue, pauses }: Standing): Temporal.PlainDate[] {
  const ends = pauses.map(({ until }) => until)
  return [roundAsked?.on, roundAsked?.latestOn, setDue?.on, ...ends].filter((day) => day instanceof Temporal.PlainDate)
}
