import { firstOpenDay, unknownOn, type Calendars, type OpenDay } from './open-days.ts'
import { compareSteps, type Step } from './ladder.ts'
import { waitsFor } from './meetings.ts'
import type { Approach, Circumstance, PlannableAsk, PlannedAsk, PlannedMeeting } from './plan.ts'
import { spacing } from './reminder-due.ts'

/** An ask that can be pursued within the horizon, and the first day on which it can. */
export interface Candidate {
  ask: PlannableAsk
  planned: PlannedAsk
  /** When the rules first let it be reminded of, be that long ago. */
  ready: Temporal.PlainDate
  /** The same, but not before the plan begins. */
  earliest: Temporal.PlainDate
  open: OpenDay
  meeting: PlannedMeeting | null
}

/** How long one ask waits for another, so that an office has one letter for both. Counted from when it was ready, so that none waits for ever. */
export const WAITS_FOR_OTHERS_DAYS = 7

/** One approach for all that can go together: to one office, from one desk, the confidential apart from the open. */
export function putTogether(candidates: readonly Candidate[]): Approach[] {
  const companies = Map.groupBy(candidates.toSorted(byDay), companyOf)
  return [...companies.values()].flatMap(inTurn).map(approachFor).toSorted(compareApproaches)
}

/** A meeting that must be asked for first holds up no letter. */
function companyOf({ ask, planned, meeting }: Candidate): string {
  const { followUp, office, calendar } = ask
  const way = meeting ? `meeting ${meeting.number}` : planned.step.channel === 'meeting' ? 'meeting' : 'letter'
  const ours = [calendar.code, ...calendar.weekend].join()
  return JSON.stringify([office.reference, followUp.desk, followUp.isConfidential, way, ours])
}

function inTurn(candidates: readonly Candidate[]): Candidate[][] {
  const turns: Candidate[][] = []
  let last: Temporal.PlainDate | null = null
  for (const candidate of candidates) {
    const { on } = candidate.open
    if (last && Temporal.PlainDate.compare(on, last) <= 0) turns.at(-1)!.push(candidate)
    else {
      turns.push([candidate])
      last = laterOf(on, candidate.ready.add({ days: WAITS_FOR_OTHERS_DAYS }))
    }
  }
  return turns
}

function approachFor(together: readonly Candidate[]): Approach {
  const [{ ask, meeting }] = together as [Candidate]
  const { office, calendar, followUp } = ask
  const on = together.at(-1)!.open.on
  const calendars = { ours: calendar, theirs: office.calendar }
  const step = together
    .map(({ planned }) => planned.step)
    .toSorted(compareSteps)
    .at(-1)!
  const hasAddress = step.channel !== 'email' || office.emails.length > 0
  const days = Math.min(...together.map(({ ask: { rule } }) => spacing(rule).days))
  const replyBy = on.add({ days })
  return {
    on,
    office,
    desk: followUp.desk,
    isConfidential: followUp.isConfidential,
    channel: meeting ? 'meeting' : hasAddress ? step.channel : 'letter',
    rank: meeting?.rank ?? step.rank,
    signatory: meeting ? null : step.signatory,
    meeting,
    asks: together.map(({ planned }) => planned).toSorted(byReference),
    circumstances: [
      ...(meeting
        ? raisedAt(together)
        : [...sentOn(together, on), ...unknownTo(on, calendars), ...mannerOf(step, hasAddress)]),
      ...succeededOf(together),
    ],
    replyBy: firstOpenDay(replyBy, calendars)?.on ?? replyBy,
  }
}

function raisedAt(together: readonly Candidate[]): Circumstance[] {
  return [
    { because: 'at_meeting', from: together.map(({ earliest }) => earliest).toSorted(Temporal.PlainDate.compare)[0]! },
  ]
}

function sentOn(together: readonly Candidate[], on: Temporal.PlainDate): Circumstance[] {
  const waited = together.filter(({ open }) => !open.on.equals(on)).map(({ planned }) => planned.followUp.reference)
  const { passed } = together.at(-1)!.open
  return [
    ...passed.map((off) => ({ because: 'closed', off }) as const),
    ...(waited.length > 0 ? [{ because: 'together', waited: waited.toSorted() } as const] : []),
  ]
}

function unknownTo(on: Temporal.PlainDate, calendars: Calendars): Circumstance[] {
  const whose = unknownOn(on, calendars)
  return whose.length > 0 ? [{ because: 'calendar_unknown', whose, year: on.year }] : []
}

function mannerOf(step: Step, hasAddress: boolean): Circumstance[] {
  if (!hasAddress) return [{ because: 'no_address' }]
  return step.channel === 'meeting' ? [{ because: 'no_meeting', within: waitsFor(step) }] : []
}

function succeededOf(together: readonly Candidate[]): Circumstance[] {
  const others = together
    .filter(({ ask: { followUp, office } }) => followUp.counterpartReference !== office.reference)
    .map(({ ask }) => ask.followUp.counterpart)
  return [...new Set(others)].toSorted().map((asked) => ({ because: 'succeeded', asked }))
}

/** By the day on which each can go, then by how long it has been ready. */
function byDay(a: Candidate, b: Candidate): number {
  return (
    Temporal.PlainDate.compare(a.open.on, b.open.on) ||
    Temporal.PlainDate.compare(a.ready, b.ready) ||
    byReference(a.planned, b.planned)
  )
}

function byReference(a: PlannedAsk, b: PlannedAsk): number {
  return compareText(a.followUp.reference, b.followUp.reference)
}

function compareApproaches(a: Approach, b: Approach): number {
  return (
    Temporal.PlainDate.compare(a.on, b.on) ||
    compareText(a.office.reference, b.office.reference) ||
    compareText(a.desk, b.desk) ||
    byReference(a.asks[0]!, b.asks[0]!)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function laterOf(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? b : a
}
