import type { Effect, Fact } from './facts.ts'
import { standingsAlong, type Standing } from '../standings/standing.ts'

/** One time that something was asked: asking again after an answer or a closure opens another round. */
export interface Round {
  asked: Effect
  firstReply: Effect | null
  /** Since which it stands answered or declined; what was said on top of that does not move it. */
  answer: Effect | null
  /** Of one that is closed. */
  closedOn: Temporal.PlainDate | null
}

export function deriveRounds(facts: readonly Fact[]): Round[] {
  return standingsAlong(facts)
    .reduce<Followed[]>((rounds, { fact, standing }) => {
      const { roundAsked } = standing
      if (!roundAsked) return rounds
      const last = rounds.at(-1)
      const isNew = last?.asked !== roundAsked
      const before = isNew ? { asked: roundAsked, firstReply: null, answer: null, answeredBefore: null } : last
      return [...(isNew ? rounds : rounds.slice(0, -1)), roundAfter(before, fact, standing)]
    }, [])
    .map(({ asked, firstReply, answer, closedOn }) => ({ asked, firstReply, answer, closedOn }))
}

interface Followed extends Round {
  /** What it returns to once we have supplied what they needed for it. */
  answeredBefore: Effect | null
}

function roundAfter(before: Omit<Followed, 'closedOn'>, { bearing, effect }: Fact, standing: Standing): Followed {
  const resumed = bearing === 'replies' ? effect : before.answeredBefore
  const answer = standing.answeredOn ? (before.answer ?? resumed) : null
  return {
    asked: before.asked,
    firstReply: standing.firstReplyOn ? (before.firstReply ?? effect) : null,
    answer,
    answeredBefore: answer ?? before.answeredBefore,
    closedOn: standing.closedOn,
  }
}
