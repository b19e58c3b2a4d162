import { ladderOf } from '../../domain/approaches/ladder.ts'
import { LOOKED_AHEAD_DAYS, weekendOf } from '../../domain/approaches/open-days.ts'
import { planApproaches as plan } from '../../domain/approaches/plan-approaches.ts'
import type { Office, Plan, PlannableAsk, PlannedMeeting } from '../../domain/approaches/plan.ts'
import { USUAL_INTERVAL_DAYS, type Rule } from '../../domain/approaches/reminder-due.ts'
import type { Calendar } from '../../domain/standings/due-day.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { listTimedCalendars } from '../../store/rules/calendars.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { listPoliciesOf } from '../../store/correspondence/follow-ups.ts'
import { listCounterparts, listPolicies, type Counterpart, type PolicyRow } from '../../store/parties/parties.ts'
import { listMeetings, listPolicySteps, type PolicyStep } from '../../store/planning.ts'
import { madeBy, type Context, type Seen, type Telling } from '../context.ts'
import { asKnown } from '../counterparts/counterparts-as-known.ts'
import { calendarAt, calendarOf } from '../rules/rules-of-policies.ts'
import { listPending, listPendingWith, type IdentifiedFollowUp } from '../pending/list-pending.ts'

export const USUAL_DAYS = 30
export const MOST_DAYS = 366

interface Wanted {
  query: PendingQuery
  /** How many days after the first are planned for. */
  days: number
}

/**
 * Whom to approach next about what is pending and meant, now or as it could be planned at a moment. What one office is
 * asked goes together, so everything pending with the offices concerned is planned for, and what is meant is shown.
 */
export async function planApproaches(
  context: Seen & Pick<Context, 'today'>,
  { query, days }: Wanted,
  moment?: Telling,
): Promise<Plan> {
  const { db } = context
  const from = moment?.asOf ?? context.today
  const offices = await standingOffices(db, moment)
  const meant = await listPending(context, query, moment)
  const concerned = new Set(meant.map(({ counterpartReference }) => offices.get(counterpartReference)!.reference))
  const isWhole = Object.keys(query).length === 0
  const others = isWhole
    ? []
    : [...offices].flatMap(([reference, office]) => (concerned.has(office.reference) ? reference : []))
  const pending = await listPendingWith(context, { read: meant, offices: others }, moment)
  const planned = moment && { ...moment, knownAt: madeBy(moment) }
  const asks = await plannable(db, pending, { from, days, offices, knownAt: planned?.knownAt })
  const meetings = (await listMeetings(db, { from, moment: planned })).map((meeting) => plannedOf(meeting, offices))
  return narrowed(plan(asks, { from, days, meetings }), new Set(meant.map(({ reference }) => reference)))
}

interface Ground {
  from: Temporal.PlainDate
  days: number
  offices: Offices
  knownAt: Temporal.Instant | undefined
}

async function plannable(
  db: Queryable,
  pending: readonly IdentifiedFollowUp[],
  { from, days, offices, knownAt }: Ground,
): Promise<PlannableAsk[]> {
  const policies = await listPolicies(db)
  const steps = Map.groupBy(await listPolicySteps(db), ({ policyId }) => policyId)
  const intervals = policies.map(({ remindEveryDays }) => remindEveryDays ?? USUAL_INTERVAL_DAYS)
  const years = yearsFrom(from, days + Math.max(USUAL_INTERVAL_DAYS, ...intervals))
  const calendars = calendarsIn(db, { years, knownAt })
  const policyOf = await policiesOf(db, pending, policies)
  const asks = []
  for (const { id, ...followUp } of pending) {
    const policy = policyOf.get(id) ?? null
    const office = offices.get(followUp.counterpartReference)!
    const { code, weekend } = policy ? calendarOf(policy, office) : { code: null, weekend: undefined }
    asks.push({
      followUp,
      office: await officeOf(office, calendars),
      rule: ruleOf(policy, policy ? (steps.get(policy.id) ?? []) : []),
      calendar: await calendars(code, weekend),
    })
  }
  return asks
}

async function policiesOf(
  db: Queryable,
  pending: readonly IdentifiedFollowUp[],
  policies: readonly PolicyRow[],
): Promise<Map<number, PolicyRow | undefined>> {
  const byId = new Map(policies.map((policy) => [policy.id, policy]))
  const ids = pending.map(({ id }) => id)
  return new Map((await listPoliciesOf(db, ids)).map(({ id, policyId }) => [id, byId.get(policyId ?? -1)]))
}

type Calendars = (code: string | null, weekend?: readonly number[]) => Promise<Calendar>

/** Each calendar read once, as it was known then. */
function calendarsIn(
  db: Queryable,
  { years, knownAt }: { years: readonly number[]; knownAt: Temporal.Instant | undefined },
): Calendars {
  const read = async (code: string | null, weekend: readonly number[]) =>
    calendarAt(await listTimedCalendars(db, { code, weekend, years }), knownAt)!
  const found = new Map<string, Promise<Calendar>>()
  return (code, weekend = weekendOf(code)) => {
    const key = JSON.stringify([code, weekend])
    const known = found.get(key) ?? read(code, weekend)
    found.set(key, known)
    return known
  }
}

async function officeOf(
  { reference, name, emails, holidayCalendar, weekend }: Counterpart,
  calendars: Calendars,
): Promise<Office> {
  return { reference, name, emails, calendar: await calendars(holidayCalendar, weekend ?? undefined) }
}

function ruleOf(policy: PolicyRow | null, steps: readonly PolicyStep[]): Rule {
  return {
    remindEveryDays: policy?.remindEveryDays ?? null,
    quietDays: policy?.quietDays ?? 0,
    graceDays: policy?.graceDays ?? 0,
    ladder: ladderOf(steps, policy?.escalateAfterReminders ?? null),
  }
}

type Offices = ReadonlyMap<string, Counterpart>

/**
 * By the reference of each office, the one that stands, or stood then, in its place; itself where several took it, or
 * where it took its own, which older ledgers may say.
 */
async function standingOffices(db: Queryable, moment: Telling | undefined): Promise<Offices> {
  const offices = await asKnown(db, await listCounterparts(db, moment), moment?.knownAt)
  const heirs = Map.groupBy(offices, ({ succeedsId }) => succeedsId)
  const heirOf = ({ id }: Counterpart) => {
    const [heir, ...others] = heirs.get(id) ?? []
    return others.length === 0 ? heir : undefined
  }
  const standing = (office: Counterpart): Counterpart => {
    let last = office
    for (let heir = heirOf(office); heir && heir !== office; heir = heirOf(heir)) last = heir
    return heirOf(last) === office ? office : last
  }
  return new Map(offices.map((office) => [office.reference, standing(office)]))
}

function plannedOf(
  { number, counterpartReference, heldOn, rank, title, meets }: Awaited<ReturnType<typeof listMeetings>>[number],
  offices: Offices,
): PlannedMeeting {
  return { number, office: offices.get(counterpartReference)!.reference, heldOn, rank, title, meets }
}

/** As far as a day may be put off. */
function yearsFrom(from: Temporal.PlainDate, days: number): number[] {
  const last = from.add({ days: days + 2 * LOOKED_AHEAD_DAYS }).year
  return Array.from({ length: last - from.year + 1 }, (_, offset) => from.year + offset)
}

function narrowed(whole: Plan, meant: ReadonlySet<string>): Plan {
  return {
    ...whole,
    approaches: whole.approaches.filter(({ asks }) => asks.some(({ followUp }) => meant.has(followUp.reference))),
    rests: whole.rests.filter(({ followUp }) => meant.has(followUp.reference)),
  }
}
