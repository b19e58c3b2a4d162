import { isPending } from '../../domain/correspondence/characters.ts'
import { byLongestSilence } from '../../domain/standings/follow-up.ts'
import { listDetails, type DetailsVersion } from '../../store/parties/counterpart-details.ts'
import { listCounterparts, type Counterpart } from '../../store/parties/parties.ts'
import type { Context, Moment } from '../context.ts'
import { asKnown } from './counterparts-as-known.ts'
import { wantedCounterpart } from '../find.ts'
import { listOfficeNames, type OfficeNameVersion } from './list-office-names.ts'
import type { IdentifiedFollowUp } from '../pending/list-pending.ts'
import { measureResponses, type CounterpartResponses } from './measure-responses.ts'

export interface CounterpartStory {
  counterpart: Counterpart
  /** How it was reached and when it worked, oldest first; none where that has never been changed. */
  versions: readonly DetailsVersion[]
  /** The office whose place it took, and those that took its own. */
  succeeds: Counterpart | null
  succeededBy: readonly Counterpart[]
  /** Each version of what it was called, in the order of recording. */
  names: readonly OfficeNameVersion[]
  /** Longest silence first. */
  pending: readonly IdentifiedFollowUp[]
  /** The latest end first. */
  ended: readonly IdentifiedFollowUp[]
  responses: CounterpartResponses
}

/** An office, what it owes us, what has ended, and how it answers: now, or as it could be told at a moment. */
export async function showCounterpart(context: Context, reference: string, moment?: Moment): Promise<CounterpartStory> {
  const { id } = await wantedCounterpart(context.db, reference)
  const offices = await asKnown(context.db, await listCounterparts(context.db, moment), moment?.knownAt)
  const counterpart = offices.find((office) => office.id === id)!
  const versions = (await listDetails(context.db, [id])).filter(
    ({ recordedAt }) => !moment || !recordedAt || Temporal.Instant.compare(recordedAt, moment.knownAt) <= 0,
  )
  const responses = await measureResponses(context, counterpart.reference, moment)
  const { followUps } = responses
  return {
    counterpart,
    versions,
    succeeds: offices.find((office) => office.id === counterpart.succeedsId) ?? null,
    succeededBy: offices.filter(({ succeedsId }) => succeedsId === id),
    names: (await listOfficeNames(context, reference, moment)).versions,
    pending: followUps.filter(({ state }) => isPending(state)).toSorted(byLongestSilence),
    ended: followUps.filter(({ state }) => !isPending(state)).toSorted(byLatestEnd),
    responses,
  }
}

export function endedOn({ closedOn, answeredOn }: IdentifiedFollowUp): Temporal.PlainDate | null {
  return closedOn ?? answeredOn
}

function byLatestEnd(a: IdentifiedFollowUp, b: IdentifiedFollowUp): number {
  const [endA, endB] = [endedOn(a), endedOn(b)]
  if (endA && endB) return Temporal.PlainDate.compare(endB, endA) || b.id - a.id
  return b.id - a.id
}
