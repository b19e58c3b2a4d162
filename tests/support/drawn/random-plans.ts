import * as fc from 'fast-check'
import type { Office, PlannableAsk, PlannedMeeting } from '../../../src/domain/approaches/plan.ts'
import { APPROACH_CHANNELS, ladderOf, RANKS } from '../../../src/domain/approaches/ladder.ts'
import { deriveDueDays, type Policy } from '../../../src/domain/standings/clocks.ts'
import type { Calendar } from '../../../src/domain/standings/due-day.ts'
import { isPending } from '../../../src/domain/correspondence/characters.ts'
import type { Fact } from '../../../src/domain/correspondence/facts.ts'
import { keep, onDay } from '../../../src/domain/standings/follow-up.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { day } from '../ledgers/facts.ts'
import type { Declared } from '../plan-breaches.ts'
import { histories } from './random-facts.ts'

export const FROM = day('2004-03-01')

/** What a calendar is called and which days of the week are closed; what it is called by says which holidays it has. */
const calendars = fc.record({
  code: fc.constantFrom('CH' as const, 'none' as const),
  weekend: fc.constantFrom([6, 7], [5, 6], [7]),
})
const holidays: fc.Arbitrary<Pick<Calendar, 'holidays' | 'coveredYears'>> = fc.record({
  holidays: fc
    .uniqueArray(fc.nat({ max: 60 }), { maxLength: 12 })
    .map((days) => new Map(days.map((ahead) => [FROM.add({ days: ahead }).toString(), 'a holiday']))),
  coveredYears: fc.constantFrom([2004, 2005], []).map((years) => new Map(years.map((year) => [year, 'a table']))),
})

const ranks = fc.constantFrom(...RANKS)
const steps = fc.uniqueArray(
  fc.record({
    afterReminders: fc.nat({ max: 4 }),
    channel: fc.constantFrom(...APPROACH_CHANNELS),
    rank: ranks,
    signatory: fc.constant(null),
  }),
  { selector: ({ afterReminders }) => afterReminders, maxLength: 3 },
)

const policies = fc.record({
  remindEveryDays: fc.option(fc.integer({ min: 1, max: 90 })),
  quietDays: fc.nat({ max: 40 }),
  graceDays: fc.nat({ max: 10 }),
  escalateAfterReminders: fc.option(fc.integer({ min: 1, max: 3 })),
  steps,
  answerWithin: fc.option(fc.integer({ min: 5, max: 120 })),
  firstReplyWithin: fc.option(fc.integer({ min: 5, max: 60 })),
  calendar: calendars,
})

const OFFICES = ['PRK-GVA', 'UZB-GVA']

const asked = fc.record({
  facts: histories,
  office: fc.nat({ max: 1 }),
  policy: fc.nat({ max: 1 }),
  desk: fc.constantFrom('TC', 'SP'),
  isConfidential: fc.boolean(),
})

const meetings = fc.array(
  fc.record({ office: fc.constantFrom(...OFFICES), ahead: fc.integer({ min: -5, max: 60 }), rank: ranks }),
  { maxLength: 4 },
)

export interface World {
  asks: PlannableAsk[]
  declared: Declared[]
  meetings: PlannedMeeting[]
}

/** What two desks asked of two offices, under two policies, with all that came back. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    asked: fc.array(asked, { minLength: 1, maxLength: 8 }),
    policies: fc.tuple(policies, policies),
    calendars: fc.tuple(calendars, calendars),
    known: fc.record({ CH: holidays, none: holidays }),
    addresses: fc.tuple(fc.boolean(), fc.boolean()),
    meetings,
  })
  .map(({ asked: told, meetings: met, ...drawn }) => {
    const calendarOf = (named: (typeof drawn.calendars)[0]): Calendar => ({ ...named, ...drawn.known[named.code] })
    const offices = OFFICES.map((reference, i) => ({
      reference,
      name: reference,
      emails: drawn.addresses[i] ? ['mission@example.org'] : [],
      calendar: calendarOf(drawn.calendars[i]!),
    }))
    const rules = drawn.policies.map((policy) => ({ ...policy, calendar: calendarOf(policy.calendar) }))
    const both = told.flatMap(({ office, policy, ...ask }, i) =>
      worldOf({ ...ask, reference: `PRK-TC-${i + 1}`, office: offices[office]!, policy: rules[policy]! }),
    )
    return {
      asks: both.map(({ ask }) => ask),
      declared: both.map(({ declared }) => declared),
      meetings: met.map(({ ahead, ...meeting }, i) => ({
        ...meeting,
        number: i + 1,
        heldOn: FROM.add({ days: ahead }),
        title: 'Consultation',
        meets: null,
      })),
    }
  })

interface Told {
  reference: string
  facts: readonly Fact[]
  office: Office
  desk: string
  isConfidential: boolean
  policy: Omit<typeof policies extends fc.Arbitrary<infer P> ? P : never, 'calendar'> & { calendar: Calendar }
}

/** Nothing where it is not pending: what has ended is not planned for. */
function worldOf({ facts: all, office, policy, ...told }: Told): { ask: PlannableAsk; declared: Declared }[] {
  const facts = all.filter(({ effect }) => Temporal.PlainDate.compare(effect.on, FROM) <= 0)
  const standing = deriveStanding(facts)
  if (!standing.asked || !isPending(standing.state)) return []
  const kept = keep(standing, deriveDueDays(standing, periodsOf(policy), policy.calendar))
  const ladder = ladderOf(policy.steps, policy.escalateAfterReminders)
  const { remindEveryDays, quietDays, graceDays, calendar } = policy
  const heading = { title: 'An ask', dossier: 'PRK-TC', counterpart: office.name, owner: null }
  const followUp = onDay(FROM, { ...told, ...heading, counterpartReference: office.reference }, kept)
  const rule = { remindEveryDays, quietDays, graceDays, ladder }
  const declared = {
    ...told,
    facts,
    office: office.reference,
    remindEveryDays: remindEveryDays ?? 0,
    quietDays,
    graceDays,
    hasFirstReplyRule: policy.firstReplyWithin !== null,
    steps: ladder.steps,
    calendar,
    officeCalendar: office.calendar,
  }
  return [{ ask: { followUp, office, rule, calendar }, declared }]
}

function periodsOf({ answerWithin, firstReplyWithin }: Told['policy']): Policy {
  return { answerWithin: periodOf(answerWithin), firstReplyWithin: periodOf(firstReplyWithin) }
}

function periodOf(length: number | null): Policy['answerWithin'] {
  return length === null ? null : { length, unit: 'calendar_days' }
}
