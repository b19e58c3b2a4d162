import { measureRound, type Clock, type Measured, type Unmeasured } from '../domain/response-times.ts'
import { deriveRounds, type Round } from '../domain/rounds.ts'
import { estimateSurvival, type Survival } from '../domain/survival.ts'
import { listFacts } from '../store/facts.ts'
import { listFollowUps, type NamedFollowUp } from '../store/follow-ups.ts'
import type { Context, Moment } from './context.ts'
import { wantedCounterpart } from './find.ts'
import { foldFollowUps } from './fold-follow-ups.ts'
import { asShown, type IdentifiedFollowUp } from './list-pending.ts'

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

/** The rounds are of the facts today as in a replay, for the columns do not keep those before the present one. */
export async function measureResponses(
  context: Context,
  reference: string,
  moment?: Moment,
): Promise<CounterpartResponses> {
  const counterpart = await wantedCounterpart(context.db, reference)
  const shownOn = moment?.asOf ?? context.today
  const rows = await listFollowUps(context, { counterpart: counterpart.reference })
  const asked = (await listRounds(context, rows, moment)).filter(({ rounds: of }) => of.length > 0)
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
  { db, today }: Context,
  rows: readonly NamedFollowUp[],
  moment: Moment | undefined,
): Promise<Asked[]> {
  if (moment) {
    const folded = await foldFollowUps(db, rows, moment)
    return rows.map((row) => {
      const { facts, kept } = folded.get(row.id)!
      return { followUp: asShown(row, kept, moment.asOf), rounds: deriveRounds(facts) }
    })
  }
  const facts = await listFacts(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ followUp: asShown(row, row, today), rounds: deriveRounds(facts.get(row.id)!) }))
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
