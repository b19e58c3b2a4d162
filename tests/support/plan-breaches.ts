import { CHARACTERS } from '../../src/domain/correspondence/characters.ts'
import type { Calendar } from '../../src/domain/standings/due-day.ts'
import { inOrderSinceAsked, type Entry, type Fact } from '../../src/domain/correspondence/facts.ts'
import { deriveStanding, type Standing } from '../../src/domain/standings/standing.ts'
import { RANKS, type Step } from '../../src/domain/approaches/ladder.ts'
import type { Approach, Plan, PlannedMeeting } from '../../src/domain/approaches/plan.ts'

/** What was declared of an ask, and everything that was recorded of it by the first day of the plan. */
export interface Declared {
  reference: string
  office: string
  desk: string
  isConfidential: boolean
  facts: readonly Fact[]
  remindEveryDays: number
  quietDays: number
  graceDays: number
  hasFirstReplyRule: boolean
  steps: readonly Step[]
  calendar: Calendar
  officeCalendar: Calendar
}

/** Every declared constraint that a plan violates, read from the facts again and not from what the planner kept. */
export function breachesOfPlan(plan: Plan, asks: readonly Declared[], meetings: readonly PlannedMeeting[]): string[] {
  const byReference = new Map(asks.map((ask) => [ask.reference, ask]))
  const named = [
    ...plan.approaches.flatMap((approach) => approach.asks.map(({ followUp }) => followUp.reference)),
    ...plan.rests.map(({ followUp }) => followUp.reference),
  ]
  return [
    ...asks.flatMap(({ reference }) => {
      const times = named.filter((other) => other === reference).length
      return times === 1 ? [] : [`${reference} stands ${times} times in the plan`]
    }),
    ...plan.rests.flatMap(({ followUp, until, why }) =>
      why.because === 'later' && !isAfter(until, plan.until)
        ? [`${followUp.reference} rests until a day of the plan`]
        : [],
    ),
    ...plan.approaches.flatMap((approach) => [
      ...breachesOfWay(approach, plan, meetings),
      ...approach.asks.flatMap(({ followUp }) => breachesOfAsk(approach, byReference.get(followUp.reference)!)),
    ]),
  ].toSorted()
}

function breachesOfWay({ on, meeting, office, rank }: Approach, plan: Plan, meetings: readonly PlannedMeeting[]) {
  const found = []
  if (isAfter(plan.from, on) || isAfter(on, plan.until)) found.push(`${on.toString()} is not planned for`)
  if (meeting) {
    const known = meetings.find(({ number }) => number === meeting.number)
    if (!known?.heldOn.equals(on) || known.office !== office.reference || known.rank !== rank)
      found.push(`no such meeting on ${on.toString()}`)
  }
  return found
}

function breachesOfAsk(approach: Approach, ask: Declared): string[] {
  const { on, office } = approach
  const refuse = (isBroken: boolean, says: string) =>
    isBroken ? [`${ask.reference} on ${on.toString()}: ${says}`] : []
  const facts = inOrderSinceAsked(ask.facts)
  const round = inPresentRound(facts, deriveStanding(ask.facts).roundAsked)
  const replies = facts.filter((fact): fact is Entry => fact.bearing === 'replies')
  const words = replies.filter(({ character }) => CHARACTERS[character!].stopsFirstReplyClock)
  const reminders = round.filter(({ bearing }) => bearing === 'reminds')
  const step = ask.steps.findLast(({ afterReminders }) => afterReminders <= reminders.length) ?? ask.steps[0]!
  return [
    ...refuse(office.reference !== ask.office, 'another office'),
    ...refuse(approach.desk !== ask.desk || approach.isConfidential !== ask.isConfidential, 'mixed with others'),
    ...refuse(RANKS.indexOf(approach.rank) < RANKS.indexOf(step.rank), `below the rank of ${step.rank}`),
    ...refuse(
      replies.some(({ character }) => character === 'unread'),
      'a reply lies unread',
    ),
    ...refuse(isBeforePromise(on, round, ask), 'before their own day'),
    ...words.flatMap(({ effect }) => refuse(on.since(effect.on).days < ask.quietDays, 'too soon after a word')),
    ...reminders.flatMap(({ effect }) => [
      ...refuse(on.since(effect.on).days < ask.quietDays, 'too soon after a reminder'),
      ...refuse(on.since(effect.on).days < ask.remindEveryDays, 'sooner than the interval'),
    ]),
    ...(approach.meeting
      ? []
      : refuse(
          isClosed(on, ask.calendar) || isClosed(on, ask.officeCalendar),
          'on a day on which an office is closed',
        )),
  ]
}

/** What came since it was asked, or asked again after it had ended, by the ask that the standing counts from. */
function inPresentRound(facts: readonly Fact[], roundAsked: Standing['roundAsked']): Fact[] {
  return facts.slice(facts.findIndex(({ bearing, effect }) => bearing === 'asks' && effect === roundAsked))
}

function isBeforePromise(on: Temporal.PlainDate, round: readonly Fact[], ask: Declared): boolean {
  const set = round.findLast(
    (fact): fact is Entry =>
      fact.bearing !== 'closes' &&
      fact.untilOn !== null &&
      (fact.character === 'promised' || fact.bearing === 'grants' || fact.bearing === 'asks'),
  )
  if (!set || (set.character !== 'promised' && ask.hasFirstReplyRule)) return false
  return !isAfter(on, set.untilOn!.add({ days: ask.graceDays }))
}

function isClosed(on: Temporal.PlainDate, { weekend, holidays }: Calendar): boolean {
  return weekend.includes(on.dayOfWeek) || holidays.has(on.toString())
}

function isAfter(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) > 0
}
