import { proveSet, type Policy } from './clocks.ts'
import { deriveDueDay, type Calendar, type DueDay, type Pause, type Period } from './due-day.ts'
import type { Fact } from '../correspondence/facts.ts'
import { standingsAlong, type SetDue, type Standing } from './standing.ts'

/** How the two clocks of an ask came to their days, from the facts of its present round. */
export interface ClockProofs {
  asked: Fact | null
  firstReply: ClockProof
  answer: ClockProof
  pauses: readonly ProvenPause[]
  /** The days that were stated, promised or granted, in order: the last one holds. */
  settings: readonly Setting[]
}

export interface ClockProof {
  /** What holds: the day that was set last, else the one that the policy expects. */
  due: DueDay | null
  /** From the last day on which the ask can have been made, where that day is vague. */
  latest: DueDay | null
  /** What the policy expects, though another day was set. */
  expected: DueDay | null
}

export interface Setting {
  set: SetDue
  fact: Fact
}

interface ProvenPause extends Pause {
  began: Fact
  ended: Fact | null
}

export function proveClocks(facts: readonly Fact[], policy: Policy | null, calendar: Calendar | null): ClockProofs {
  const round = lastRoundOf(facts)
  const { asked, pauses, settings } = round
  const count = (within: Period | null | undefined): Omit<ClockProof, 'due'> => {
    if (!asked || asked.effect.dating === 'unknown' || !within) return { expected: null, latest: null }
    const { on, latestOn } = asked.effect
    const from = (start: Temporal.PlainDate) => deriveDueDay(start, within, calendar, pauses)
    return { expected: from(on), latest: latestOn.equals(on) ? null : from(latestOn) }
  }
  const first = count(policy?.firstReplyWithin)
  const answer = count(policy?.answerWithin)
  const set = settings.at(-1)?.set
  return {
    ...round,
    firstReply: { due: first.expected, ...first },
    answer: set ? { ...answer, due: proveSet(set, pauses), latest: null } : { due: answer.expected, ...answer },
  }
}

type Round = Pick<ClockProofs, 'asked' | 'pauses' | 'settings'>

/** Which fact set what, told by what each one changed in the standing: the rules are those of the standing alone. */
function lastRoundOf(facts: readonly Fact[]): Round {
  let round: Round = { asked: null, pauses: [], settings: [] }
  let before: Standing | null = null
  for (const { fact, standing } of standingsAlong(facts)) {
    if (standing.roundAsked !== (before?.roundAsked ?? null)) round = { asked: fact, pauses: [], settings: [] }
    round = {
      ...round,
      settings: settingsAfter(round.settings, standing.setDue, fact),
      pauses: pausesAfter(round.pauses, standing.pauses, fact),
    }
    before = standing
  }
  return round
}

/** A reply to what was closed goes back to the day that held before the closure. */
function settingsAfter(known: readonly Setting[], set: SetDue | null, fact: Fact): readonly Setting[] {
  if (!set) return []
  const index = known.findIndex((setting) => setting.set === set)
  return index < 0 ? [...known, { set, fact }] : known.slice(0, index + 1)
}

function pausesAfter(known: readonly ProvenPause[], pauses: readonly Pause[], fact: Fact): ProvenPause[] {
  return pauses.map(({ from, until }, index) => {
    const { began = fact, ended = null } = known[index] ?? {}
    return { from, until, began, ended: until && (ended ?? fact) }
  })
}
