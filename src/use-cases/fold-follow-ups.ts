import { deriveDueDays, proveAnswerDue, proveFirstReplyDue, type Policy } from '../domain/clocks.ts'
import type { Calendar, DueDay } from '../domain/due-day.ts'
import type { Fact } from '../domain/facts.ts'
import { keep, type KeptStanding } from '../domain/follow-up.ts'
import { deriveStanding, type Standing } from '../domain/standing.ts'
import { findCalendar } from '../store/calendars.ts'
import type { Queryable } from '../store/database.ts'
import { listFacts, type Moment } from '../store/facts.ts'
import { listPolicies, type PolicyRow } from '../store/parties.ts'

interface Folded {
  facts: readonly Fact[]
  standing: Standing
  kept: KeptStanding
  /** How the answer due day was counted, and how that of the first reply. */
  prove: () => DueDay | null
  proveFirstReply: () => DueDay | null
}

/** The standing of each follow-up from its facts: as they hold now, or as they held at a moment. */
export async function foldFollowUps(
  db: Queryable,
  followUps: readonly { id: number; policyId: number | null }[],
  moment?: Moment,
): Promise<Map<number, Folded>> {
  const facts = await listFacts(
    db,
    followUps.map(({ id }) => id),
    moment,
  )
  return foldFacts(db, followUps, facts)
}

/** The same from facts that were chosen already. */
export async function foldFacts(
  db: Queryable,
  followUps: readonly { id: number; policyId: number | null }[],
  facts: ReadonlyMap<number, readonly Fact[]>,
): Promise<Map<number, Folded>> {
  const standings = new Map([...facts].map(([id, of]) => [id, deriveStanding(of)]))
  const policies = new Map((await listPolicies(db)).map((policy) => [policy.id, policy]))
  const calendars = await findCalendars(db, policies, followUps, standings)
  return new Map(
    followUps.map(({ id, policyId }) => {
      const standing = standings.get(id)!
      const policy = policyId === null ? null : policies.get(policyId)!
      const periods = policy && periodsOf(policy)
      const calendar = calendars.get(policyId) ?? null
      const kept = keep(standing, deriveDueDays(standing, periods, calendar))
      const prove = () => proveAnswerDue(standing, periods, calendar)
      const proveFirstReply = () => proveFirstReplyDue(standing, periods, calendar)
      return [id, { facts: facts.get(id)!, standing, kept, prove, proveFirstReply }]
    }),
  )
}

function periodsOf({ unit, firstReplyWithin, answerWithin }: PolicyRow): Policy {
  const period = (length: number | null) => (length === null ? null : { length, unit })
  return { firstReplyWithin: period(firstReplyWithin), answerWithin: period(answerWithin) }
}

/** One calendar for each policy that counts working days, over the years that its asks can reach. */
async function findCalendars(
  db: Queryable,
  policies: ReadonlyMap<number, PolicyRow>,
  followUps: readonly { id: number; policyId: number | null }[],
  standings: ReadonlyMap<number, Standing>,
): Promise<Map<number | null, Calendar>> {
  const calendars = new Map<number | null, Calendar>()
  for (const policy of policies.values()) {
    if (policy.unit !== 'working_days') continue
    const asked = followUps
      .filter(({ policyId }) => policyId === policy.id)
      .flatMap(({ id }) => startsOf(standings.get(id)!))
    if (asked.length === 0) continue
    const years = yearsFrom(asked, policy)
    calendars.set(policy.id, await findCalendar(db, { code: policy.holidayCalendar, weekend: policy.weekend, years }))
  }
  return calendars
}

function startsOf({ roundAsked, setDue }: Standing): Temporal.PlainDate[] {
  return [roundAsked?.on, roundAsked?.latestOn, setDue?.on].filter((day) => day !== undefined)
}

/** The answer period may run twice, and a year has some 200 working days at the least. */
function yearsFrom(asked: readonly Temporal.PlainDate[], { answerWithin, firstReplyWithin }: PolicyRow): number[] {
  const reach = Math.ceil((2 * Math.max(answerWithin ?? 0, firstReplyWithin ?? 0)) / 200)
  const starts = asked.map(({ year }) => year)
  const first = Math.min(...starts)
  return Array.from({ length: Math.max(...starts) + reach - first + 1 }, (_, offset) => first + offset)
}
