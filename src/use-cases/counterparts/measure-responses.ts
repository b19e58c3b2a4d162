import { measureRound, type Clock, type Measured, type Unmeasured } from '../../domain/standings/response-times.ts'
import { deriveRounds, type Round } from '../../domain/correspondence/rounds.ts'
import { estimateSurvival, type Survival } from '../../domain/standings/survival.ts'
import { listFacts } from '../../store/correspondence/facts.ts'
import type { Context, Moment } from '../context.ts'
import { wantedCounterpart } from '../find.ts'
import { listFollowUps, type IdentifiedFollowUp } from '../pending/list-pending.ts'

/** One time that something was asked, and how long it took, or has been open. */
export interface Response extends Measured {
  followUp: IdentifiedFollowUp
}

export interface Responses {
  /** The shortest first. */
  measured: readonly Response[]
  /** What cannot be measured, because of the day of the ask or of the reply. */
  leftOut: readonly { followUp: IdentifiedFollowUp; because: Unmeasured }[]
  survival: Survival
}

/** How a counterpart answers: what it was asked, and on each clock how long that stayed open. */
export interface CounterpartResponses extends Record<Clock, Responses> {
  shownOn: Temporal.PlainDate
  /** Everything that was asked of it, as it stands on the day that is shown. */
  followUps: readonly IdentifiedFollowUp[]
  /** How many times something was asked: once for each follow-up, and once more where it was put again after its end. */
  asks: number
}

/** The rounds are of the facts, for what is kept of a standing does not tell of those before its own. */
export async function measureResponses(
  context: Context,
  reference: string,
  moment?: Moment,
): Promise<CounterpartResponses> {
  const counterpart = await wantedCounterpart(context.db, reference)
  const shownOn = moment?.asOf ?? context.today
  const followUps = await listFollowUps(context, { counterpart: counterpart.reference }, moment)
  const asked = (await listRounds(context, followUps, moment)).filter(({ rounds: of }) => of.length > 0)
  const rounds = asked.flatMap(({ followUp, rounds: of }) => of.map((round) => ({ followUp, round })))
  return {
    shownOn,
    followUps: asked.map(({ followUp }) => followUp),
    asks: rounds.length,
    'first-reply': responsesOn('first-reply', rounds, shownOn),
    answer: responsesOn('answer', rounds, shownOn),
  }
}

interface Asked {
  followUp: IdentifiedFollowUp
  rounds: readonly Round[]
}

async function listRounds(
  { db }: Context,
  followUps: readonly IdentifiedFollowUp[],
  moment: Moment | undefined,
): Promise<Asked[]> {
  const ids = followUps.map(({ id }) => id)
  const facts = await listFacts(db, ids, moment)
  return followUps.map((followUp) => ({ followUp, rounds: deriveRounds(facts.get(followUp.id)!) }))
}

function responsesOn(
  clock: Clock,
  rounds: readonly { followUp: IdentifiedFollowUp; round: Round }[],
  shownOn: Temporal.PlainDate,
): Responses {
  const measured: Response[] = []
  const leftOut: Responses['leftOut'][number][] = []
  for (const { followUp, round } of rounds) {
    const taken = measureRound(round, clock, shownOn)
    if (typeof taken === 'string') leftOut.push({ followUp, because: taken })
    else measured.push({ followUp, ...taken })
  }
  return { measured: measured.toSorted((a, b) => a.days - b.days), leftOut, survival: estimateSurvival(measured) }
}
