import { and, asc, eq, gt, inArray, lte, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { Bracket, Line } from '../../domain/standings/brackets.ts'
import { ENDED_STATES, type State } from '../../domain/correspondence/characters.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { isAmong } from '../connection/among.ts'
import { selectNamed, selectNames, type NamedFollowUp } from '../correspondence/follow-ups.ts'
import { bracketOn, clockDayOn, isPendingAndMeant, isSeenAndMeant, SILENT_SINCE } from '../pending/pending-pages.ts'
import { flags, followUps } from '../schema/follow-ups.ts'
import type { Seen } from '../sight.ts'
import { reading } from '../standings/standings.ts'
import { isNewTo, type Told } from './new-flags.ts'

interface Wanted {
  query: PendingQuery
  today: Temporal.PlainDate
}

/** The first of a list, and how many there are. */
interface Found<Row> {
  rows: Row[]
  count: number
}

export interface PendingName {
  id: number
  reference: string
  state: State
}

const LONGEST_SILENCE_FIRST = [sql`${SILENT_SINCE} nulls first`, asc(followUps.id)]

/** All that a query means today, longest silence first, with no more of it than a balance is reckoned from. */
export function listPendingNames(
  seen: Seen,
  { query, today }: Wanted,
): Promise<(PendingName & { bracket: Bracket })[]> {
  const { id, reference, state } = followUps
  return reading(seen)
    .select({ id, reference, state, bracket: bracketOn(today) })
    .from(followUps)
    .where(isPendingAndMeant(seen, query, today))
    .orderBy(...LONGEST_SILENCE_FIRST)
}

/** What waits for us: replies that nobody has read to what has ended, then what is pending. */
export async function listWaiting(
  seen: Seen,
  { limit, ...wanted }: Wanted & { limit: number },
): Promise<Found<NamedFollowUp>> {
  const isWaiting = waits(seen, wanted)
  const rows = await selectNamed(seen)
    .where(isWaiting)
    .orderBy(sql`${inArray(followUps.state, ENDED_STATES)} desc`, ...LONGEST_SILENCE_FIRST)
    .limit(limit)
  const count =
    rows.length < limit ? rows.length : await seen.db.$count(selectNames(seen).where(isWaiting).as('waiting'))
  return { rows, count }
}

/** Whether it has replies that nobody has read to what has ended. Rides follow_ups_unread. */
export async function isAnyEndedWaiting(seen: Seen, { query, today }: Wanted): Promise<boolean> {
  if (query.bracket !== undefined) return false
  const isEnded = inArray(followUps.state, ENDED_STATES)
  const found = await selectNames(seen)
    .where(and(isEnded, gt(followUps.unreadReplies, 0), isSeenAndMeant(seen, query, today)))
    .limit(1)
  return found.length > 0
}

/** The same as `reasonFor` of use-cases/digests/reader-list.ts: a test holds the two to each other. */
function waits(seen: Seen, { query, today }: Wanted): SQL | undefined {
  const isUnread = gt(followUps.unreadReplies, 0)
  const isWithUs = and(eq(followUps.state, 'with_us'), eq(followUps.move, 'ours'))
  const isLapsed = and(eq(followUps.isPromise, true), sql`${clockDayOn(today)} > ${followUps.answerDueOn}`)
  const isPending = notInArray(followUps.state, ENDED_STATES)
  const isOurs = and(isPending, or(isUnread, eq(followUps.state, 'undelivered'), isWithUs, isLapsed))
  // What has ended is in no bracket.
  return and(isSeenAndMeant(seen, query, today), query.bracket === undefined ? or(isUnread, isOurs) : isOurs)
}

export interface Flagged {
  followUpId: number
  kind: Line['kind']
  crossedOn: Temporal.PlainDate
}

const SEVERITY = sql`array_position(array['due_soon', 'overdue', 'promise_lapsed', 'long_overdue'], ${flags.kind})`

/** Of what is pending and meant, what is flagged since an issue, each by its worst line; longest silence first. */
export async function listNewlyFlagged(
  seen: Seen,
  { query, today, since, limit }: Wanted & { since: Told | null; limit: number },
): Promise<Found<Flagged>> {
  const pending = selectNames(seen)
    .where(isPendingAndMeant(seen, query, today))
    .as('pending')
  const worst = reading(seen)
    .selectDistinctOn([flags.followUpId], {
      followUpId: flags.followUpId,
      kind: flags.kind,
      crossedOn: flags.crossedOn,
      silentSince: sql`${SILENT_SINCE}`.as('silent_since'),
    })
    .from(flags)
    .innerJoin(followUps, isNewFlag(seen, { today, since }))
    .innerJoin(pending, eq(pending.id, followUps.id))
    .orderBy(asc(flags.followUpId), sql`${SEVERITY} desc`)
    .as('worst')
  const { followUpId, kind, crossedOn } = worst
  const rows = await seen.db
    .select({ followUpId, kind, crossedOn })
    .from(worst)
    .orderBy(sql`${worst.silentSince} nulls first`, asc(followUpId))
    .limit(limit)
  const count = rows.length < limit ? rows.length : await seen.db.$count(worst)
  return { rows: rows as Flagged[], count }
}

/** Of some follow-ups, all that they are flagged for since an issue. */
export async function listNewFlagsOf(
  seen: Seen,
  ids: readonly number[],
  wanted: Parameters<typeof isNewFlag>[1],
): Promise<Flagged[]> {
  if (ids.length === 0) return []
  const { followUpId, kind, crossedOn } = flags
  const rows = await reading(seen)
    .select({ followUpId, kind, crossedOn })
    .from(flags)
    .innerJoin(followUps, isNewFlag(seen, wanted))
    .where(isAmong(flags.followUpId, ids))
  return rows as Flagged[]
}

/** For the day on which an answer is due now. */
function isNewFlag(
  { moment }: Seen,
  { today, since }: Pick<Wanted, 'today'> & { since: Told | null },
): SQL | undefined {
  const isCrossed = and(eq(flags.dueOn, followUps.answerDueOn), lte(flags.crossedOn, today))
  const isKnown = moment && lte(flags.raisedAt, moment.knownAt)
  return and(eq(followUps.id, flags.followUpId), isCrossed, isKnown, since ? isNewTo(since) : undefined)
}
