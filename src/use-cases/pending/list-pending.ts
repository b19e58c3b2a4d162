import {
  byLongestSilence,
  KEPT_STANDING,
  shownOn,
  type FollowUpOnDay,
  type KeptStanding,
} from '../../domain/standings/follow-up.ts'
import { pick } from '../../domain/pick.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { ListedFollowUp } from '../../store/pending/first-pages.ts'
import { listFollowUps as listAll } from '../../store/correspondence/follow-ups.ts'
import { listPending as listAllPending, listPendingOf } from '../../store/pending/pending-pages.ts'
import { seenAt, type Context, type Moment } from '../context.ts'

export type IdentifiedFollowUp = FollowUpOnDay & { id: number }

type Reading = Pick<Context, 'db' | 'today' | 'sight'>

/** Pending follow-ups, longest silence first, today or at a moment. */
export async function listPending(
  context: Reading,
  query: PendingQuery,
  moment?: Moment,
): Promise<IdentifiedFollowUp[]> {
  const seen = seenAt(context, moment)
  const rows = await listAllPending(seen, query, seen.today)
  return rows.map((row) => asShown(row, row, seen.today)).toSorted(byLongestSilence)
}

/** With all else that is pending with some offices: what was read already is not read again. */
export async function listPendingWith(
  context: Reading,
  { read, offices }: { read: readonly IdentifiedFollowUp[]; offices: readonly string[] },
  moment?: Moment,
): Promise<IdentifiedFollowUp[]> {
  if (offices.length === 0) return [...read]
  const seen = seenAt(context, moment)
  const rows = await listPendingOf(seen, { offices, besides: read.map(({ id }) => id) }, seen.today)
  return [...read, ...rows.map((row) => asShown(row, row, seen.today))].toSorted(byLongestSilence)
}

/** Whatever their state; at a moment, those that had been asked by then. */
export async function listFollowUps(
  context: Reading,
  query: Pick<PendingQuery, 'counterpart' | 'dossier' | 'owner' | 'desk' | 'search'>,
  moment?: Moment,
): Promise<IdentifiedFollowUp[]> {
  const seen = seenAt(context, moment)
  return (await listAll(seen, query)).map((row) => asShown(row, row, seen.today))
}

export function asShown(row: ListedFollowUp, kept: KeptStanding, day: Temporal.PlainDate): IdentifiedFollowUp {
  return { id: row.id, ...shownOn(day, kept === row ? row : { ...row, ...kept }) }
}

/** A row's standing without the row's other columns. */
export function standingOf(kept: KeptStanding): KeptStanding {
  return pick(kept, KEPT_STANDING)
}
