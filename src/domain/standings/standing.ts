import { CHARACTERS, isPending, type Character, type Move, type State } from '../correspondence/characters.ts'
import type { Pause } from './due-day.ts'
import {
  inOrderSinceAsked,
  sinceAsked,
  type Closure,
  type Effect,
  type Entry,
  type Fact,
} from '../correspondence/facts.ts'

/** Where the correspondence leaves an ask. Independent of today, so the store may keep it in columns. */
export interface Standing {
  state: State
  move: Move
  /** Of the reply that the state rests on. */
  character: Character | null
  /** The first ask, and the ask that opened the present round: asking again after an answer starts the clocks anew. */
  asked: Effect | null
  roundAsked: Effect | null
  /** The counterpart's last word; receipts, machines and unread replies are none. */
  lastWord: Effect | null
  firstReplyOn: Temporal.PlainDate | null
  answeredOn: Temporal.PlainDate | null
  closedOn: Temporal.PlainDate | null
  unreadReplies: number
  reminders: number
  lastRemindedOn: Temporal.PlainDate | null
  /** The due day that was stated, promised or granted last. */
  setDue: SetDue | null
  /** While the ball is with us, the answer clock stands still. */
  pauses: readonly Pause[]
  /** What an ask returns to once we have supplied what they needed or granted the time they asked for. */
  resumes: Pick<Standing, 'state' | 'character' | 'answeredOn'> | null
  /** What a closed ask returns to when it is replied to. */
  beforeClosure: Standing | null
}

export interface SetDue {
  on: Temporal.PlainDate
  by: 'ask' | 'promise' | 'grant'
  since: Temporal.PlainDate
}

const NEVER_ASKED: Standing = {
  state: 'awaiting_reply',
  move: 'nobody',
  character: null,
  asked: null,
  roundAsked: null,
  lastWord: null,
  firstReplyOn: null,
  answeredOn: null,
  closedOn: null,
  unreadReplies: 0,
  reminders: 0,
  lastRemindedOn: null,
  setDue: null,
  pauses: [],
  resumes: null,
  beforeClosure: null,
}

export function deriveStanding(facts: readonly Fact[]): Standing {
  return inOrderSinceAsked(facts).reduce(standingAfter, NEVER_ASKED)
}

/** Each fact, in the order in which they bear, with the standing that it left. */
export function standingsAlong(facts: readonly Fact[]): Along[] {
  return along(inOrderSinceAsked(facts), standingAfter)
}

interface Along {
  fact: Fact
  standing: Standing
}

function along(facts: readonly Fact[], after: typeof standingAfter): Along[] {
  let standing = NEVER_ASKED
  return facts.map((fact) => ({ fact, standing: (standing = after(standing, fact)) }))
}

/** For facts that are folded again and again, in order of effect: as far as they are the same ones, so are the standings. */
export function sharing(): (ordered: readonly Fact[]) => Along[] {
  const left = new Map<Standing, Map<Fact, Standing>>()
  const after = (standing: Standing, fact: Fact) =>
    left
      .getOrInsertComputed(standing, () => new Map<Fact, Standing>())
      .getOrInsertComputed(fact, () => standingAfter(standing, fact))
  return (ordered) => along(sinceAsked(ordered), after)
}

/** What we do while an ask is closed also bears on what a reply would return it to. */
function standingAfter(standing: Standing, fact: Fact): Standing {
  const after = withFact(standing, fact)
  const isOurs = fact.bearing === 'reminds' || fact.bearing === 'supplies' || fact.bearing === 'grants'
  return isOurs && standing.beforeClosure ? { ...after, beforeClosure: withFact(standing.beforeClosure, fact) } : after
}

function withFact(standing: Standing, fact: Fact): Standing {
  switch (fact.bearing) {
    case 'asks':
      return afterAsk(standing, fact)
    case 'reminds':
      return afterReminder(standing, fact)
    case 'supplies':
      return standing.state === 'with_us' ? resumed(unpaused(standing, fact)) : withTheirMove(standing)
    case 'grants':
      return afterGrant(standing, fact)
    case 'replies':
      return afterReply(standing, fact)
    case 'closes':
      return afterClosure(standing, fact)
  }
}

function afterAsk(standing: Standing, { effect, untilOn }: Entry): Standing {
  const opensRound = !standing.roundAsked || !isPending(standing.state)
  const round = opensRound
    ? { roundAsked: effect, firstReplyOn: null, setDue: null, pauses: [], reminders: 0, lastRemindedOn: null }
    : { pauses: endPause(standing.pauses, effect.on) }
  return {
    ...standing,
    ...round,
    ...(untilOn && { setDue: { on: untilOn, by: 'ask' as const, since: effect.on } }),
    state: 'awaiting_reply',
    move: 'theirs',
    character: null,
    asked: standing.asked ?? effect,
    answeredOn: null,
    closedOn: null,
    resumes: null,
    beforeClosure: null,
  }
}

/** Chasing gives them the move and changes nothing else: only the counterpart can. */
function afterReminder(standing: Standing, { effect }: Entry): Standing {
  return { ...withTheirMove(standing), reminders: standing.reminders + 1, lastRemindedOn: effect.on }
}

function afterGrant(standing: Standing, entry: Entry): Standing {
  const granted = entry.untilOn
    ? { ...standing, setDue: { on: entry.untilOn, by: 'grant' as const, since: entry.effect.on } }
    : standing
  const isAskedFor = standing.state === 'with_us' && standing.character === 'extension_requested'
  return isAskedFor ? resumed(granted) : withTheirMove(granted)
}

function afterReply(standing: Standing, entry: Entry): Standing {
  const character = entry.character!
  const { state, move, isCourtesy, answerClock } = CHARACTERS[character]
  if (state === null) return withReceipt(standing, character, move)
  const heard = withWord(standing.beforeClosure ?? standing, character, entry.effect)
  if (isCourtesy && saysMoreThanCourtesy(heard)) return heard
  return {
    ...(answerClock === 'pauses' ? paused(heard, entry) : unpaused(heard, entry)),
    state,
    move: move ?? heard.move,
    character,
    answeredOn: answerClock === 'stops' ? entry.effect.on : null,
    ...(answerClock === 'is_redated' &&
      entry.untilOn && { setDue: { on: entry.untilOn, by: 'promise' as const, since: entry.effect.on } }),
    resumes: state === 'with_us' ? (heard.resumes ?? resumable(heard)) : null,
  }
}

function afterClosure(standing: Standing, { effect }: Closure): Standing {
  if (standing.state === 'closed') return standing
  return { ...standing, state: 'closed', move: 'nobody', closedOn: effect.on, beforeClosure: standing }
}

/** Receipts and machines tell nothing; what nobody here has read is counted and waits for us. */
function withReceipt(standing: Standing, character: Character, move: Move | null): Standing {
  return {
    ...standing,
    unreadReplies: standing.unreadReplies + (character === 'unread' ? 1 : 0),
    move: move ?? standing.move,
    beforeClosure: standing.beforeClosure && withReceipt(standing.beforeClosure, character, move),
  }
}

function withWord(standing: Standing, character: Character, effect: Effect): Standing {
  if (!CHARACTERS[character].stopsFirstReplyClock) return standing
  return { ...standing, lastWord: effect, firstReplyOn: standing.firstReplyOn ?? effect.on }
}

/** An answer, a part of one, a dated promise, or a request that we have not met yet. */
function saysMoreThanCourtesy({ state, character, pauses }: Standing): boolean {
  if (state === 'answered' || state === 'declined' || state === 'partial' || state === 'promised') return true
  return state === 'with_us' && (character === 'extension_requested' || pauses.at(-1)?.until === null)
}

function withTheirMove(standing: Standing): Standing {
  return standing.state === 'closed' ? standing : { ...standing, move: 'theirs' }
}

function resumable({ state, character, answeredOn }: Standing): Standing['resumes'] {
  return { state, character, answeredOn }
}

function resumed(standing: Standing): Standing {
  return { ...standing, ...standing.resumes, move: 'theirs', resumes: null }
}

function paused(standing: Standing, { effect }: Entry): Standing {
  const isPaused = standing.pauses.at(-1)?.until === null
  return isPaused ? standing : { ...standing, pauses: [...standing.pauses, { from: effect.on, until: null }] }
}

function unpaused(standing: Standing, { effect }: Entry): Standing {
  return { ...standing, pauses: endPause(standing.pauses, effect.on) }
}

/** The same pauses where none is open, so that due days need not be counted again. */
function endPause(pauses: readonly Pause[], on: Temporal.PlainDate): readonly Pause[] {
  if (!pauses.some(({ until }) => until === null)) return pauses
  return pauses.map((pause) => (pause.until === null ? { ...pause, until: on } : pause))
}
