import { isPending } from '../domain/characters.ts'
import {
  byLongestSilence,
  FOLLOW_UP_HEADING,
  KEPT_STANDING,
  onDay,
  type FollowUpOnDay,
  type KeptStanding,
} from '../domain/follow-up.ts'
import { pick } from '../domain/pick.ts'
import { isMeantBy, type PendingQuery } from '../domain/pending-query.ts'
import * as store from '../store/follow-ups.ts'
import type { Context, Moment, Seen } from './context.ts'
import { foldFollowUps } from './fold-follow-ups.ts'

export type IdentifiedFollowUp = FollowUpOnDay & { id: number }

/** Pending follow-ups, longest silence first: today from the columns, at any other moment folded from what held then. */
export async function listPending(
  context: Seen & Pick<Context, 'today'>,
  query: PendingQuery,
  moment?: Moment,
): Promise<IdentifiedFollowUp[]> {
  const followUps = moment
    ? await listPendingAt(context, query, moment)
    : (await store.listPending(context, query)).map((row) => asShown(row, row, context.today))
  return followUps.filter((followUp) => isMeantBy(query, followUp)).toSorted(byLongestSilence)
}

/** Those that had been asked by the moment, whatever their state. */
export async function listFollowUpsAt(seen: Seen, query: PendingQuery, moment: Moment): Promise<IdentifiedFollowUp[]> {
  const rows = await store.listFollowUps(seen, query)
  const folded = await foldFollowUps(seen.db, rows, moment)
  return rows
    .filter(({ id }) => folded.get(id)!.standing.asked !== null)
    .map((row) => asShown(row, folded.get(row.id)!.kept, moment.asOf))
}

async function listPendingAt(seen: Seen, query: PendingQuery, moment: Moment): Promise<IdentifiedFollowUp[]> {
  return (await listFollowUpsAt(seen, query, moment)).filter(({ state }) => isPending(state))
}

export function asShown(row: store.NamedFollowUp, kept: KeptStanding, day: Temporal.PlainDate): IdentifiedFollowUp {
  return { id: row.id, ...onDay(day, pick(row, FOLLOW_UP_HEADING), standingOf(kept)) }
}

/** A row's standing without the row's other columns. */
export function standingOf(kept: KeptStanding): KeptStanding {
  return pick(kept, KEPT_STANDING)
}
